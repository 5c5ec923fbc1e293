import type { Language } from '@smart-accounting/api-contract';
import type { TenantId } from '@smart-accounting/worker-contract';
import { recordEvent } from '../../audit/record-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { found, Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withTenant } from '../../tenancy/with-tenant.ts';
import { randomUuidV7 } from '../../uuid-v7.ts';
import type { Role } from '../membership.ts';
import { countAttempt, insidersAttempts } from '../sessions/sign-in-attempts.ts';
import type { SignedIn } from '../sessions/signed-in.ts';

/** What was not accepted yet. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** Name; null when they are a member no more. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Mails that one company can have us send to strangers in a quarter of an hour. */
const invitationsAtOnce = 50;

const selectInvitations = `
  SELECT i.id, i.email, i.role, u.name AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"
  FROM platform.invitations i LEFT JOIN platform.users u ON u.id = i.invited_by`;

/** A tenant's invitations, latest first. Runs in the tenant's unit of work. */
export function listInvitations(): Promise<Invitation[]> {
  return query<Invitation>(`${selectInvitations} ORDER BY i.created_at DESC, i.id DESC`);
}

/**
 * Writes an invitation with its mail; then wake the mails.
 * @throws {Refusal} email_unconfirmed, too_many_attempts, already_member, already_invited
 */
export async function inviteByMail(
  database: Database,
  tenant: TenantId,
  invited: { email: string; role: Role; language: Language },
  by: SignedIn,
): Promise<Invitation> {
  await mayInvite(database, tenant, by);
  return withTenant(database, tenant, () => writeInvitation(invited, by.userId));
}

/** Sends the mail once more; then wake the mails. @throws {Refusal} email_unconfirmed, too_many_attempts, not_found */
export async function resendInvitation(
  database: Database,
  tenant: TenantId,
  id: string,
  by: SignedIn,
): Promise<Invitation> {
  await mayInvite(database, tenant, by);
  return withTenant(database, tenant, async () => {
    const { email } = await findInvitation(id);
    await query(
      "UPDATE platform.invitations SET expires_at = now() + interval '7 days' WHERE id = $1",
      [id],
    );
    await queueMail({ kind: 'invitation', recipient: email, invitationId: id });
    return findInvitation(id);
  });
}

/**
 * Takes an invitation back, with its links and what was not sent yet. Runs in the tenant's unit of work.
 * @throws {Refusal} not_found
 */
export async function revokeInvitation(id: string, by: string): Promise<void> {
  const { email, role } = await findInvitation(id);
  await query('SELECT platform.remove_invitation($1)', [id]);
  await recordEvent({
    userId: by,
    action: 'member.invitation_revoked',
    subject: 'invitation',
    subjectId: id,
    before: { email, role },
  });
}

/** Only somebody whose address is proven has mails sent to others, and not without end. */
async function mayInvite(
  database: Database,
  tenant: TenantId,
  { emailConfirmed }: SignedIn,
): Promise<void> {
  if (!emailConfirmed) throw new Refusal('email_unconfirmed');
  await countAttempt(database, insidersAttempts(`invitations:${tenant}`, invitationsAtOnce));
}

async function writeInvitation(
  { email, role, language }: { email: string; role: Role; language: Language },
  by: string,
): Promise<Invitation> {
  const [member] = await query('SELECT FROM platform.users WHERE lower(email) = $1', [email]);
  if (member) throw new Refusal('already_member'); // a tenant sees no others
  const id = randomUuidV7();
  const written = await query(
    `INSERT INTO platform.invitations (id, email, role, language, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + interval '7 days') ON CONFLICT DO NOTHING RETURNING id`,
    [id, email, role, language, by],
  );
  if (written.length === 0) throw new Refusal('already_invited');
  await queueMail({ kind: 'invitation', recipient: email, invitationId: id });
  await recordEvent({
    userId: by,
    action: 'member.invited',
    subject: 'invitation',
    subjectId: id,
    after: { email, role },
  });
  return findInvitation(id);
}

async function findInvitation(id: string): Promise<Invitation> {
  const [invitation] = await query<Invitation>(`${selectInvitations} WHERE i.id = $1`, [id]);
  return found(invitation);
}
