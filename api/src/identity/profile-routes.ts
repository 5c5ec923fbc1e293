import * as contract from '@smart-accounting/api-contract';
import { query, withIdentity } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { personRoute, route, type Route } from '../http/route.ts';
import { readLink, useLink } from '../mail/links.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { checkPassword } from './check-password.ts';
import { confirmEmail } from './confirm-email.ts';
import { hashPassword } from './password.ts';
import { presentPerson } from './present-session.ts';
import { clearSessionCookie, sessionToken } from './session-cookie.ts';
import { endSession, endSessions, listSessions, loadSignedIn } from './session-store.ts';
import { setPassword } from './set-password.ts';
import { countAttempt } from './sign-in-attempts.ts';

export const profileRoutes: readonly Route[] = [
  personRoute(contract.updateProfile, async ({ body, signedIn, services }) => {
    const changed = await withIdentity(services.database, async () => {
      await query(
        'UPDATE users SET name = coalesce($2, name), language = coalesce($3, language) WHERE id = $1',
        [signedIn.userId, body.name ?? null, body.language ?? null],
      );
      return loadSignedIn(signedIn.userId);
    });
    if (!changed) throw new ApiError('not_signed_in');
    services.sessions.forget();
    return presentPerson(changed);
  }),

  personRoute(contract.changeEmail, async ({ body, signedIn, services }) => {
    await checkPassword(services, signedIn, { password: body.password });
    await withIdentity(services.database, () =>
      queueMail({ kind: 'confirm_email', recipient: body.email, userId: signedIn.userId }),
    );
    services.mails.wake();
    return undefined;
  }),

  personRoute(contract.sendConfirmation, async ({ signedIn, services }) => {
    const { userId, email, emailConfirmed } = signedIn;
    await countAttempt(services.database, `confirmation:${userId}`, null);
    if (emailConfirmed) return undefined;
    await withIdentity(services.database, () =>
      queueMail({ kind: 'confirm_email', recipient: email, userId }),
    );
    services.mails.wake();
    return undefined;
  }),

  route(contract.confirmEmail, async ({ body, services }) => {
    const email = await withIdentity(services.database, () => confirmEmail(body.token));
    services.sessions.forget();
    services.mails.wake();
    return { email };
  }),

  personRoute(contract.changePassword, async ({ body, signedIn, services, request }) => {
    await checkPassword(services, signedIn, { password: body.password });
    const hash = await hashPassword(body.new_password);
    await withIdentity(services.database, () =>
      setPassword(signedIn.userId, hash, sessionToken(request)),
    );
    services.sessions.forget();
    services.mails.wake();
    return undefined;
  }),

  route(contract.requestPasswordReset, async ({ body, services, request }) => {
    await countAttempt(services.database, `reset:${body.email}`, request.ip ?? '');
    // Whether anybody has this address is looked up when the mail is sent, so nothing here can tell.
    await withIdentity(services.database, () =>
      queueMail({ kind: 'reset_password', recipient: body.email }),
    );
    services.mails.wake();
    return undefined;
  }),

  route(contract.resetPassword, async ({ body, services }) => {
    // Hashing is dear, so nobody has it done for a token that is none.
    await withIdentity(services.database, () => readLink('reset_password', body.token));
    const hash = await hashPassword(body.password);
    await withIdentity(services.database, async () => {
      const { userId, email } = await useLink('reset_password', body.token);
      if (!userId) throw new ApiError('link_expired');
      await setPassword(userId, hash, null);
      // Whoever got the link reads what is sent to this address.
      await query(
        'UPDATE users SET email_confirmed_at = coalesce(email_confirmed_at, now()) WHERE id = $1 AND lower(email) = $2',
        [userId, email],
      );
    });
    services.sessions.forget();
    services.mails.wake();
    return undefined;
  }),

  personRoute(contract.listSessions, async ({ signedIn, services, request }) => ({
    items: await withIdentity(services.database, () =>
      listSessions(signedIn.userId, sessionToken(request) ?? ''),
    ),
  })),

  personRoute(contract.endSession, async ({ params, signedIn, services }) => {
    const ended = await withIdentity(services.database, () =>
      endSession(signedIn.userId, params.session),
    );
    if (!ended) throw new ApiError('not_found');
    services.sessions.forget();
    return undefined;
  }),

  personRoute(contract.signOutEverywhere, async ({ signedIn, services, request, response }) => {
    await withIdentity(services.database, () => endSessions(signedIn.userId));
    services.sessions.forget();
    clearSessionCookie(request, response);
    return undefined;
  }),
];
