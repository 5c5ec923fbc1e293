import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import {
  listTenants,
  readSession,
  readTenant,
  register,
  signIn as signInOperation,
  signOut,
} from '@smart-accounting/api-contract';
import { registerCompany } from '@smart-accounting/database/people/accounts/register-company';
import { signIn } from '@smart-accounting/database/people/sessions/sign-in';
import { readSignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { Refusal } from '@smart-accounting/database/refusal';
import { personRoute, rawTenantRoute, route, type Route } from '../http/route.ts';
import { networkOf } from '../http/network-of.ts';
import { beginSession } from './begin-session.ts';
import { browserToken } from './browser-cookie.ts';
import { presentSession, presentTenant } from './present-session.ts';
import { secondStepKeys } from './second-step-keys.ts';
import { clearSessionCookie, sessionToken } from './session-cookie.ts';

export const identityRoutes: readonly Route[] = [
  route(register, async ({ body, services, request, response }) => {
    const { company_name: name, kvk_number: kvk, ...owner } = body;
    const company = { name, kvkNumber: kvk || null, vatNumber: vatNumberOf(body.vat_number) };
    const network = networkOf(request);
    const proveFirst = services.settings.SMTP_URL !== undefined;
    const registration = { company, owner, network, proveFirst };
    const userId = await registerCompany(services.database, registration);
    services.relay.wake();
    services.mails.wake();
    return beginSession(userId, services, request, response);
  }),

  route(signInOperation, async ({ body, services, request, response }) => {
    const credentials = {
      ...body,
      network: networkOf(request),
      browserToken: browserToken(request),
    };
    const userId = await signIn(services.database, credentials, secondStepKeys(services));
    return beginSession(userId, services, request, response);
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
    const person = await readSignedIn(services.database, signedIn.userId);
    const member = person.memberships.get(tenant);
    if (!member) throw new Refusal('not_found');
    if (member.state !== signedIn.memberships.get(tenant)?.state) services.sessions.forget();
    response.json(presentTenant(member));
  }),
];

/** The number as it is kept. @throws {Refusal} invalid_fields */
function vatNumberOf(typed: string | null | undefined): string | null {
  if (!typed) return null;
  if (isVatNumber(typed)) return normalizeVatNumber(typed);
  const errors = [{ field: 'vat_number', message: 'not a VAT number' }];
  throw new Refusal('invalid_fields', { errors });
}
