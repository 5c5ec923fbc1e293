import type { Request, Response } from 'express';

/** Over https the prefix makes the browser refuse a cookie that another host or path tries to set. */
const secureName = '__Host-smart_session';
const plainName = 'smart_session';

/** The session's token in the request's cookies, or null. */
export function sessionToken(request: Request): string | null {
  const name = cookieName(request);
  for (const part of (request.get('Cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.cookie(cookieName(request), token, cookieOptions(request));
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(cookieName(request), cookieOptions(request));
}

function cookieName(request: Request): string {
  return request.secure ? secureName : plainName;
}

/** A session cookie: it ends with the browser; how long it holds is decided by the session's row. */
function cookieOptions(request: Request) {
  return { httpOnly: true, secure: request.secure, sameSite: 'lax', path: '/' } as const;
}
