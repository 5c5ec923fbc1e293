import type { Language } from '@smart-accounting/api-contract';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { recordIdentityEvent } from '../../audit/record-event.ts';
import { readLink, useLink } from '../../mail/links.ts';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { insertUser } from '../accounts/insert-user.ts';
import { hashPassword } from '../accounts/password.ts';
import { proveEmail } from '../accounts/prove-email.ts';
import { refuseWeakPassword } from '../accounts/password-strength.ts';
import type { Role } from '../membership.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { insertMember } from './insert-member.ts';

/** What the link of an invitation is for. */
export interface InvitationByLink {
  readonly tenant: { readonly id: TenantId; readonly name: string };
  readonly role: Role;
  readonly email: string;
  /** Name. */
  readonly invitedBy: string;
  /** Whether this address can sign in already. */
  readonly hasAccount: boolean;
}

/** What the link is for. @throws {Refusal} link_expired */
export function describeInvitation(database: Database, token: string): Promise<InvitationByLink> {
  return withIdentity(database, async () => {
    const { invitationId, email } = await readLink('invitation', token);
    const [row] = await query<{
      id: string;
      tenant: string;
      role: Role;
      by: string;
      known: boolean;
    }>(
      `SELECT t.id, t.name AS tenant, i.role, u.name AS by,
         EXISTS (SELECT FROM users known WHERE lower(known.email) = $2) AS known
         FROM invitations i JOIN tenants t ON t.id = i.tenant JOIN users u ON u.id = i.invited_by WHERE i.id = $1`,
      [invitationId, email],
    );
    if (!row) throw new Refusal('link_expired');
    const tenant = { id: tenantIdSchema.parse(row.id), name: row.tenant };
    return { tenant, role: row.role, email, invitedBy: row.by, hasAccount: row.known };
  });
}

/**
 * Makes whoever has the link a member, and the address theirs; then let the session store forget.
 * @param signedIn who asks; null for somebody new, whom `person` then describes
 * @returns their id, and whether their account was made just now
 * @throws {Refusal} link_expired, invitation_for_other, not_signed_in, weak_password, email_taken
 */
export async function acceptInvitation(
  database: Database,
  token: string,
  signedIn: SignedIn | null,
  person: { name: string; password: string } | null,
): Promise<{ userId: string; isNew: boolean }> {
  // Hashing is dear, so nobody has it done for a token that is none.
  const { hasAccount, email, tenant } = await describeInvitation(database, token);
  if (signedIn) {
    await withIdentity(database, () => enter(token, signedIn));
    return { userId: signedIn.userId, isNew: false };
  }
  if (hasAccount || !person) throw new Refusal('not_signed_in');
  await refuseWeakPassword(person.password, [person.name, email, tenant.name], 'person.password');
  const newPerson = { name: person.name, passwordHash: await hashPassword(person.password) };
  const userId = await withIdentity(database, () => enterAnew(token, newPerson));
  return { userId, isNew: true };
}

async function enter(token: string, { userId, email }: SignedIn): Promise<void> {
  const invitation = await takeInvitation(token);
  if (email.toLowerCase() !== invitation.email) throw new Refusal('invitation_for_other');
  await proveEmail(userId);
  await join(invitation, userId);
}

async function enterAnew(
  token: string,
  person: { name: string; passwordHash: string },
): Promise<string> {
  const invitation = await takeInvitation(token);
  const { email, language } = invitation;
  const userId = await insertUser({ ...person, email, language, emailConfirmed: true });
  await join(invitation, userId);
  return userId;
}

interface TakenInvitation {
  readonly tenant: TenantId;
  readonly role: Role;
  readonly language: Language;
  readonly email: string;
}

/** Uses the link and its invitation up: of two at once, one. */
async function takeInvitation(token: string): Promise<TakenInvitation> {
  const { invitationId, email } = await useLink('invitation', token);
  const [row] = await query<{ tenant: string; role: Role; language: Language }>(
    'DELETE FROM invitations WHERE id = $1 RETURNING tenant, role, language',
    [invitationId],
  );
  if (!row) throw new Refusal('link_expired');
  return { ...row, tenant: tenantIdSchema.parse(row.tenant), email };
}

async function join({ tenant, role }: TakenInvitation, userId: string): Promise<void> {
  await insertMember(tenant, userId, role);
  await recordIdentityEvent(
    { userId, action: 'member.joined', subject: 'member', subjectId: userId, after: { role } },
    tenant,
  );
}
