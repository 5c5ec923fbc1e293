import * as contract from '@smart-accounting/api-contract';
import {
  acceptInvitation,
  describeInvitation,
} from '@smart-accounting/database/people/members/accept-invitation';
import { changeRole, removeMember } from '@smart-accounting/database/people/members/change-member';
import { listMembers } from '@smart-accounting/database/people/members/find-member';
import {
  inviteByMail,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '@smart-accounting/database/people/members/invitations';
import { requireTwoStep } from '@smart-accounting/database/people/members/require-two-step';
import { readSignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { afterCommit } from '@smart-accounting/database/tenancy/database';
import type { TenantId } from '@smart-accounting/worker-contract';
import { exportRoute } from '../export/export-route.ts';
import { rawTenantRoute, route, type Route, tenantRoute } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import { beginSession } from '../identity/begin-session.ts';
import { presentSession } from '../identity/present-session.ts';
import { invitationSheet, memberSheet } from './member-sheets.ts';
import { presentInvitation, presentInvitationByLink, presentMember } from './present-member.ts';

export const memberRoutes: readonly Route[] = [
  tenantRoute(contract.listMembers, async () => ({
    items: (await listMembers()).map(presentMember),
  })),

  exportRoute(contract.exportMembers, memberSheet, async () => ({
    items: (await listMembers()).map(presentMember),
  })),

  tenantRoute(contract.changeMemberRole, async ({ tenant, params, body, signedIn, services }) => {
    afterCommit(() => forgetEverybody(services, tenant));
    return presentMember(await changeRole(params.member, body.role, signedIn.userId));
  }),

  tenantRoute(contract.removeMember, async ({ tenant, params, signedIn, services }) => {
    afterCommit(() => forgetEverybody(services, tenant));
    await removeMember(params.member, signedIn.userId);
    return undefined;
  }),

  tenantRoute(contract.requireTwoStep, async ({ tenant, body, signedIn, services }) => {
    afterCommit(() => forgetEverybody(services, tenant));
    await requireTwoStep(body.required, signedIn);
    return undefined;
  }),

  tenantRoute(contract.listInvitations, async () => ({
    items: (await listInvitations()).map(presentInvitation),
  })),

  exportRoute(contract.exportInvitations, invitationSheet, async () => ({
    items: (await listInvitations()).map(presentInvitation),
  })),

  rawTenantRoute(contract.invite, async ({ tenant, body, signedIn, services, response }) => {
    const invitation = await inviteByMail(services.database, tenant, body, signedIn);
    services.mails.wake();
    response.status(201).json(presentInvitation(invitation));
  }),

  rawTenantRoute(
    contract.resendInvitation,
    async ({ tenant, params, signedIn, services, response }) => {
      const { database, mails } = services;
      const invitation = await resendInvitation(database, tenant, params.invitation, signedIn);
      mails.wake();
      response.json(presentInvitation(invitation));
    },
  ),

  tenantRoute(contract.revokeInvitation, async ({ params, signedIn }) => {
    await revokeInvitation(params.invitation, signedIn.userId);
    return undefined;
  }),

  route(contract.readInvitation, async ({ query, services }) =>
    presentInvitationByLink(await describeInvitation(services.database, query.token)),
  ),

  route(contract.acceptInvitation, async ({ body, signedIn, services, request, response }) => {
    const { token, person = null } = body;
    const { database, sessions } = services;
    const { userId, isNew } = await acceptInvitation(database, token, signedIn, person);
    sessions.forget();
    if (isNew) return beginSession(userId, services, request, response);
    return presentSession(await readSignedIn(database, userId));
  }),
];

/** A changed role holds at once here, and within seconds in other processes; streams of events begin anew everywhere. */
function forgetEverybody({ sessions, apiKeys, notifier }: Services, tenant: TenantId): void {
  sessions.forget();
  apiKeys.forget();
  notifier.send({ tenant, resource: 'tenant', id: tenant });
}
