import type { CookieOptions, Request, Response } from 'express';

/** A cookie of ours with a random value; over https its name has a prefix, so that no other host or path can set it. */
export interface OwnCookie {
  readonly name: string;
  readonly value: RegExp;
  /** How long the browser keeps it; without it, until the browser ends. */
  readonly maxAgeMs?: number;
}

/** The cookie's value in the request, or null. */
export function readCookie(request: Request, cookie: OwnCookie): string | null {
  const name = nameOf(request, cookie);
  for (const part of (request.get('Cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value && cookie.value.test(value)) return value;
  }
  return null;
}

export function setCookie(
  request: Request,
  response: Response,
  cookie: OwnCookie,
  value: string,
): void {
  const { maxAgeMs } = cookie;
  const options = optionsOf(request);
  response.cookie(
    nameOf(request, cookie),
    value,
    maxAgeMs === undefined ? options : { ...options, maxAge: maxAgeMs },
  );
}

export function clearCookie(request: Request, response: Response, cookie: OwnCookie): void {
  response.clearCookie(nameOf(request, cookie), optionsOf(request));
}

function nameOf(request: Request, { name }: OwnCookie): string {
  return request.secure ? `__Host-${name}` : name;
}

function optionsOf(request: Request): CookieOptions {
  return { httpOnly: true, secure: request.secure, sameSite: 'lax', path: '/' };
}
