import { z } from 'zod';
import { linkToken } from './profile.ts';
import { email, language, newPassword, role, session } from './identity.ts';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import { id, instant, line, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const oneMember = inTenant.extend({ member: id });
const oneInvitation = inTenant.extend({ invitation: id });

export const member = z
  .object({ id, name: z.string(), email: z.string(), role, since: instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

export const invitation = z
  .object({
    id,
    email: z.string(),
    role,
    invited_by: z.string().nullable().describe('name; null when they are a member no more'),
    created_at: instant,
    expires_at: instant,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitation>;

export const listMembers = operation({
  id: 'listMembers',
  method: 'get',
  path: '/tenants/{tenant}/members',
  tag: 'members',
  summary: 'Who may enter these books, by name',
  access: 'members.read',
  params: inTenant,
  success: { status: 200, body: z.object({ items: z.array(member) }) },
});

export const exportMembers = operation({
  ...exportOf(listMembers),
  id: 'exportMembers',
  summary: 'Who may enter these books, as a file',
  query: exportQuery,
});

export const changeMemberRole = operation({
  id: 'changeMemberRole',
  method: 'patch',
  path: '/tenants/{tenant}/members/{member}',
  tag: 'members',
  summary: 'Change what a member may do; it holds from their next request',
  access: 'members.manage',
  params: oneMember,
  body: z.strictObject({ role }),
  success: { status: 200, body: member },
  errors: ['last_owner'],
});

export const requireTwoStep = operation({
  id: 'requireTwoStep',
  method: 'put',
  path: '/tenants/{tenant}/two-step-rule',
  tag: 'members',
  summary: 'Let only those in who sign in by two steps, or everybody again',
  description: 'You must have switched on two-step sign-in yourself.',
  access: 'members.manage',
  params: inTenant,
  body: z.strictObject({ required: z.boolean() }),
  success: { status: 204 },
  errors: ['two_step_off'],
});

export const removeMember = operation({
  id: 'removeMember',
  method: 'delete',
  path: '/tenants/{tenant}/members/{member}',
  tag: 'members',
  summary: 'Take away a member’s access to these books',
  access: 'members.manage',
  params: oneMember,
  success: { status: 204 },
  errors: ['last_owner'],
});

export const listInvitations = operation({
  id: 'listInvitations',
  method: 'get',
  path: '/tenants/{tenant}/invitations',
  tag: 'members',
  summary: 'Invitations that were not accepted yet, latest first',
  access: 'members.manage',
  params: inTenant,
  success: { status: 200, body: z.object({ items: z.array(invitation) }) },
});

export const exportInvitations = operation({
  ...exportOf(listInvitations),
  id: 'exportInvitations',
  summary: 'Invitations that were not accepted yet, as a file',
  query: exportQuery,
});

export const invite = operation({
  id: 'invite',
  method: 'post',
  path: '/tenants/{tenant}/invitations',
  tag: 'members',
  summary: 'Invite somebody by mail; the link works once, within seven days',
  access: 'members.manage',
  params: inTenant,
  body: z.strictObject({ email, role, language: language.default('nl') }),
  success: { status: 201, body: invitation },
  errors: ['email_unconfirmed', 'already_member', 'already_invited', 'too_many_attempts'],
});

export const resendInvitation = operation({
  id: 'resendInvitation',
  method: 'post',
  path: '/tenants/{tenant}/invitations/{invitation}/mail',
  tag: 'members',
  summary: 'Send an invitation once more, for another seven days',
  access: 'members.manage',
  params: oneInvitation,
  success: { status: 200, body: invitation },
  errors: ['email_unconfirmed', 'too_many_attempts'],
});

export const revokeInvitation = operation({
  id: 'revokeInvitation',
  method: 'delete',
  path: '/tenants/{tenant}/invitations/{invitation}',
  tag: 'members',
  summary: 'Take an invitation back: its links work no more',
  access: 'members.manage',
  params: oneInvitation,
  success: { status: 204 },
});

export const readInvitation = operation({
  id: 'readInvitation',
  method: 'get',
  path: '/invitation',
  tag: 'members',
  summary: 'What the link of an invitation is for',
  access: 'public',
  query: z.object({ token: linkToken }),
  success: {
    status: 200,
    body: z.object({
      tenant: z.object({ id: tenantId, name: z.string() }),
      role,
      email: z.string(),
      invited_by: z.string(),
      has_account: z.boolean().describe('whether this address can sign in already'),
    }),
  },
  errors: ['link_expired'],
});

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  method: 'post',
  path: '/invitation/acceptance',
  tag: 'members',
  summary: 'Become a member by the link of an invitation',
  description:
    'Somebody new gives name and password and is signed in; whoever has an account signs in first and gives neither.',
  access: 'public',
  body: z.strictObject({
    token: linkToken,
    person: z.strictObject({ name: line(200), password: newPassword }).optional(),
  }),
  success: { status: 200, body: session },
  errors: ['link_expired', 'not_signed_in', 'invitation_for_other', 'email_taken', 'weak_password'],
});
