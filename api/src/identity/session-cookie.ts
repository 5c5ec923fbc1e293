import type { Request, Response } from 'express';
import { clearCookie, type OwnCookie, readCookie, setCookie } from '../http/cookie.ts';

/** It ends with the browser; how long it holds is decided by the session's row. */
const sessionCookie: OwnCookie = { name: 'smart_session', value: /^[\w-]{43}$/ };

/** The session's token in the request's cookies, or null. */
export function sessionToken(request: Request): string | null {
  return readCookie(request, sessionCookie);
}

export function setSessionCookie(request: Request, response: Response, token: string): void {
  setCookie(request, response, sessionCookie, token);
}

export function clearSessionCookie(request: Request, response: Response): void {
  clearCookie(request, response, sessionCookie);
}
