import {
  listTenants,
  readSession,
  readTenant,
  register,
  signIn,
  signOut,
} from '@smart-accounting/api-contract';
import { query, withIdentity } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { personRoute, rawTenantRoute, route, type Route } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import { nobodysHash, verifyPassword } from './password.ts';
import { presentSession, presentTenant } from './present-session.ts';
import { registerCompany } from './register.ts';
import { takeSecondStep } from './second-step.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from './session-cookie.ts';
import { loadSignedIn, type SignedIn } from './session-store.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';

export const identityRoutes: readonly Route[] = [
  route(register, async ({ body, services, request, response }) => {
    await countAttempt(services.database, `register:${body.email}`, request.ip ?? '');
    const { userId } = await registerCompany(services.database, body);
    services.relay.wake();
    services.mails.wake();
    setSessionCookie(
      request,
      response,
      await services.sessions.begin(userId, request.get('User-Agent')),
    );
    return presentSession(await personOf(services, userId));
  }),

  route(signIn, async ({ body, services, request, response }) => {
    await countAttempt(services.database, body.email, request.ip ?? '');
    const [user] = await withIdentity(services.database, () =>
      query<{ id: string; hash: string; twoStep: boolean }>(
        `SELECT id, password_hash AS hash, two_step_since IS NOT NULL AS "twoStep" FROM users
           WHERE lower(email) = $1`,
        [body.email],
      ),
    );
    const right = await verifyPassword(body.password, user?.hash ?? nobodysHash);
    if (!user || !right) throw new ApiError('wrong_credentials');
    if (user.twoStep) await passSecondStep(services, user.id, body.code);
    await forgetAttempts(services.database, body.email);
    setSessionCookie(
      request,
      response,
      await services.sessions.begin(user.id, request.get('User-Agent')),
    );
    return presentSession(await personOf(services, user.id));
  }),

  personRoute(readSession, ({ signedIn }) => Promise.resolve(presentSession(signedIn))),

  route(signOut, async ({ services, request, response }) => {
    const token = sessionToken(request);
    if (token) await services.sessions.end(token);
    clearSessionCookie(request, response);
    return undefined;
  }),

  personRoute(listTenants, ({ signedIn }) =>
    Promise.resolve({ items: [...signedIn.memberships.values()].map(presentTenant) }),
  ),

  // Asked again and again while the books are being created, so it must not be answered from the cache.
  rawTenantRoute(readTenant, async ({ tenant, signedIn, services, response }) => {
    const person = await personOf(services, signedIn.userId);
    const member = person.memberships.get(tenant);
    if (!member) throw new ApiError('not_found');
    if (member.state !== signedIn.memberships.get(tenant)?.state) services.sessions.forget();
    response.json(presentTenant(member));
  }),
];

/** @throws {ApiError} code_required, wrong_code */
async function passSecondStep(
  { database, settings, now }: Services,
  userId: string,
  code: string | undefined,
): Promise<void> {
  if (code === undefined) throw new ApiError('code_required');
  const keys = { secretKey: settings.SECRET_KEY, now: now() };
  const right = await withIdentity(database, () => takeSecondStep(userId, code, keys));
  if (!right) throw new ApiError('wrong_code');
}

async function personOf(services: Services, userId: string): Promise<SignedIn> {
  const person = await withIdentity(services.database, () => loadSignedIn(userId));
  if (!person) throw new ApiError('not_signed_in');
  return person;
}
