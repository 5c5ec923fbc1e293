import * as contract from '@smart-accounting/api-contract';
import {
  changeEmail,
  confirmEmail,
  sendConfirmation,
} from '@smart-accounting/database/people/accounts/confirm-email';
import {
  changePassword,
  requestPasswordReset,
  resetPassword,
} from '@smart-accounting/database/people/accounts/set-password';
import { updateProfile } from '@smart-accounting/database/people/accounts/update-profile';
import {
  endSession,
  signOutEverywhere,
} from '@smart-accounting/database/people/sessions/end-sessions';
import { listSessions } from '@smart-accounting/database/people/sessions/list-sessions';
import { networkOf } from '../http/network-of.ts';
import { personRoute, route, type Route } from '../http/route.ts';
import { rememberBrowser } from './browser-cookie.ts';
import { presentBrowser, presentPerson } from './present-session.ts';
import { clearSessionCookie, sessionToken } from './session-cookie.ts';

export const profileRoutes: readonly Route[] = [
  personRoute(contract.updateProfile, async ({ body, signedIn, services }) => {
    const changed = await updateProfile(services.database, signedIn.userId, body);
    services.sessions.forget();
    return presentPerson(changed);
  }),

  personRoute(contract.changeEmail, async ({ body, signedIn, services }) => {
    await changeEmail(services.database, signedIn.userId, body);
    services.mails.wake();
    return undefined;
  }),

  personRoute(contract.sendConfirmation, async ({ signedIn, services }) => {
    await sendConfirmation(services.database, signedIn);
    services.mails.wake();
    return undefined;
  }),

  route(contract.confirmEmail, async ({ body, services }) => {
    const email = await confirmEmail(services.database, body.token);
    services.sessions.forget();
    services.relay.wake();
    services.mails.wake();
    return { email };
  }),

  personRoute(contract.changePassword, async ({ body, signedIn, services, request }) => {
    await changePassword(services.database, signedIn, {
      present: body.password,
      next: body.new_password,
      keptToken: sessionToken(request),
    });
    services.sessions.forget();
    services.mails.wake();
    return undefined;
  }),

  route(contract.requestPasswordReset, async ({ body, services, request }) => {
    await requestPasswordReset(services.database, body.email, networkOf(request));
    services.mails.wake();
    return undefined;
  }),

  route(contract.resetPassword, async ({ body, services, request, response }) => {
    const userId = await resetPassword(services.database, body.token, body.password);
    rememberBrowser(request, response, userId, services.settings.SECRET_KEY);
    services.sessions.forget();
    services.relay.wake();
    services.mails.wake();
    return undefined;
  }),

  personRoute(contract.listSessions, async ({ signedIn, services, request }) => {
    const token = sessionToken(request) ?? '';
    const sessions = await listSessions(services.database, signedIn.userId, token);
    return { items: sessions.map(presentBrowser) };
  }),

  personRoute(contract.endSession, async ({ params, signedIn, services }) => {
    await endSession(services.database, signedIn.userId, params.session);
    services.sessions.forget();
    return undefined;
  }),

  personRoute(contract.signOutEverywhere, async ({ signedIn, services, request, response }) => {
    await signOutEverywhere(services.database, signedIn.userId);
    services.sessions.forget();
    clearSessionCookie(request, response);
    return undefined;
  }),
];
