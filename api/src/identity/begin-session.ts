import type { Session } from '@smart-accounting/api-contract';
import { readSignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import type { Request, Response } from 'express';
import type { Services } from '../http/services.ts';
import { rememberBrowser } from './browser-cookie.ts';
import { presentSession } from './present-session.ts';
import { setSessionCookie } from './session-cookie.ts';

/** Signs a person in by this browser, and lets it know. */
export async function beginSession(
  userId: string,
  { sessions, database, settings }: Services,
  request: Request,
  response: Response,
): Promise<Session> {
  setSessionCookie(request, response, await sessions.begin(userId, request.get('User-Agent')));
  rememberBrowser(request, response, userId, settings.SECRET_KEY);
  return presentSession(await readSignedIn(database, userId));
}
