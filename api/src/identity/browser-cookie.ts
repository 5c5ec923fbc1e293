import {
  knownBrowser,
  newBrowserToken,
} from '@smart-accounting/database/people/sessions/known-browser';
import type { Request, Response } from 'express';
import { type OwnCookie, readCookie, setCookie } from '../http/cookie.ts';

const browserCookie: OwnCookie = {
  name: 'smart_browser',
  value: /^[\w-]{22}\.[\w-]{43}$/,
  maxAgeMs: 365 * 24 * 3_600_000,
};

/** What the browser shows of an earlier time, or null. */
export function browserToken(request: Request): string | null {
  return readCookie(request, browserCookie);
}

/**
 * Lets the browser know that this person was in by it, or read their mail in it: what others guess does not lock it out
 * from now on.
 */
export function rememberBrowser(
  request: Request,
  response: Response,
  userId: string,
  secretKey: string,
): void {
  const token = browserToken(request);
  const again = knownBrowser(token, userId, secretKey) === null ? null : token;
  setCookie(request, response, browserCookie, again ?? newBrowserToken(userId, secretKey));
}
