import * as contract from '@smart-accounting/api-contract';
import { afterCommit, withIdentity, withTenant } from '@smart-accounting/database';
import type { TenantId } from '@smart-accounting/worker-contract';
import { ApiError } from '../http/api-error.ts';
import { rawTenantRoute, route, type Route, tenantRoute } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import { hashPassword } from '../identity/password.ts';
import { presentSession } from '../identity/present-session.ts';
import { setSessionCookie } from '../identity/session-cookie.ts';
import { loadSignedIn, type SignedIn } from '../identity/session-store.ts';
import { countAttempt } from '../identity/sign-in-attempts.ts';
import { acceptInvitation, describeInvitation } from './accept-invitation.ts';
import { changeRole, removeMember } from './change-member.ts';
import { listMembers } from './find-member.ts';
import {
  inviteByMail,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitations.ts';

/** Mails that one company can have us send to strangers in a quarter of an hour. */
const invitationsAtOnce = 50;

export const memberRoutes: readonly Route[] = [
  tenantRoute(contract.listMembers, async () => ({ items: await listMembers() })),

  tenantRoute(contract.changeMemberRole, ({ params, body, signedIn, services }) => {
    afterCommit(() => forgetEverybody(services));
    return changeRole(params.member, body.role, signedIn.userId);
  }),

  tenantRoute(contract.removeMember, async ({ params, signedIn, services }) => {
    afterCommit(() => forgetEverybody(services));
    await removeMember(params.member, signedIn.userId);
    return undefined;
  }),

  tenantRoute(contract.listInvitations, async () => ({ items: await listInvitations() })),

  rawTenantRoute(contract.invite, async ({ tenant, body, signedIn, services, response }) => {
    await mayInvite(services, tenant, signedIn);
    const invitation = await withTenant(services.database, tenant, () =>
      inviteByMail(body, signedIn.userId),
    );
    services.mails.wake();
    response.status(201).json(invitation);
  }),

  rawTenantRoute(
    contract.resendInvitation,
    async ({ tenant, params, signedIn, services, response }) => {
      await mayInvite(services, tenant, signedIn);
      const invitation = await withTenant(services.database, tenant, () =>
        resendInvitation(params.invitation),
      );
      services.mails.wake();
      response.json(invitation);
    },
  ),

  tenantRoute(contract.revokeInvitation, async ({ params, signedIn }) => {
    await revokeInvitation(params.invitation, signedIn.userId);
    return undefined;
  }),

  route(contract.readInvitation, ({ query, services }) =>
    withIdentity(services.database, () => describeInvitation(query.token)),
  ),

  route(contract.acceptInvitation, async ({ body, signedIn, services, request, response }) => {
    const { token, person } = body;
    const { database, sessions } = services;
    // Hashing is dear, so nobody has it done for a token that is none.
    const { has_account: known } = await withIdentity(database, () => describeInvitation(token));
    if (!signedIn && (known || !person)) throw new ApiError('not_signed_in');
    const newPerson =
      signedIn || !person
        ? null
        : { name: person.name, passwordHash: await hashPassword(person.password) };
    const userId = await withIdentity(database, () => acceptInvitation(token, signedIn, newPerson));
    sessions.forget();
    if (newPerson) {
      const session = await sessions.begin(userId, request.get('User-Agent'));
      setSessionCookie(request, response, session);
    }
    const member = await withIdentity(database, () => loadSignedIn(userId));
    if (!member) throw new ApiError('not_signed_in');
    return presentSession(member);
  }),
];

/** Only somebody whose address is proven has mails sent to others, and not without end. */
async function mayInvite(
  { database }: Services,
  tenant: TenantId,
  { emailConfirmed }: SignedIn,
): Promise<void> {
  if (!emailConfirmed) throw new ApiError('email_unconfirmed');
  await countAttempt(database, `invitations:${tenant}`, null, invitationsAtOnce);
}

/** A changed role holds at once here, and within seconds in other processes. */
function forgetEverybody({ sessions, apiKeys }: Services): void {
  sessions.forget();
  apiKeys.forget();
}
