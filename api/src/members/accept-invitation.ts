import type { AnswerOf, Language, readInvitation, Role } from '@smart-accounting/api-contract';
import {
  databaseError,
  query,
  randomUuidV7,
  recordIdentityEvent,
} from '@smart-accounting/database';
import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { ApiError } from '../http/api-error.ts';
import type { SignedIn } from '../identity/session-store.ts';
import { readLink, useLink } from '../mail/links.ts';

/** Somebody who has no account yet. */
export interface NewPerson {
  readonly name: string;
  readonly passwordHash: string;
}

/** What the link is for. Runs in a unit of work of `withIdentity`, as all here. @throws {ApiError} link_expired */
export async function describeInvitation(token: string): Promise<AnswerOf<typeof readInvitation>> {
  const { invitationId, email } = await readLink('invitation', token);
  const [row] = await query<{ id: string; tenant: string; role: Role; by: string; known: boolean }>(
    `SELECT t.id, t.name AS tenant, i.role, u.name AS by,
       EXISTS (SELECT FROM users known WHERE lower(known.email) = $2) AS known
       FROM invitations i JOIN tenants t ON t.id = i.tenant JOIN users u ON u.id = i.invited_by WHERE i.id = $1`,
    [invitationId, email],
  );
  if (!row) throw new ApiError('link_expired');
  const tenant = { id: row.id, name: row.tenant };
  return { tenant, role: row.role, email, invited_by: row.by, has_account: row.known };
}

/**
 * Makes whoever has the link a member, and the address theirs; gives their id.
 * @param signedIn who asks; null for somebody new, whom `newPerson` then describes
 * @throws {ApiError} link_expired, invitation_for_other, not_signed_in, email_taken
 */
export async function acceptInvitation(
  token: string,
  signedIn: SignedIn | null,
  newPerson: NewPerson | null,
): Promise<string> {
  const { invitationId, email } = await useLink('invitation', token);
  const [invitation] = await query<{ tenant: string; role: Role; language: Language }>(
    'DELETE FROM invitations WHERE id = $1 RETURNING tenant, role, language',
    [invitationId],
  );
  if (!invitation) throw new ApiError('link_expired');
  const { tenant, role, language } = invitation;
  if (signedIn && signedIn.email.toLowerCase() !== email)
    throw new ApiError('invitation_for_other');
  if (!signedIn && !newPerson) throw new ApiError('not_signed_in');
  const userId = signedIn?.userId ?? randomUuidV7();
  if (!signedIn && newPerson) await createUser(userId, email, language, newPerson);
  await query(
    'UPDATE users SET email_confirmed_at = coalesce(email_confirmed_at, now()) WHERE id = $1',
    [userId],
  );
  await query(
    'INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenant, userId, role],
  );
  await recordIdentityEvent(
    { userId, action: 'member.joined', subject: 'member', subjectId: userId, after: { role } },
    tenantIdSchema.parse(tenant),
  );
  return userId;
}

async function createUser(
  id: string,
  email: string,
  language: Language,
  { name, passwordHash }: NewPerson,
): Promise<void> {
  try {
    await query(
      'INSERT INTO users (id, email, name, password_hash, language) VALUES ($1, $2, $3, $4, $5)',
      [id, email, name, passwordHash, language],
    );
  } catch (error) {
    if (databaseError(error).constraint === 'users_email') throw new ApiError('email_taken');
    throw error;
  }
}
