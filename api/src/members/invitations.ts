import type { BodyOf, invite, Invitation, Role } from '@smart-accounting/api-contract';
import { query, randomUuidV7, recordEvent } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { queueMail } from '../mail/queue-mail.ts';

interface Row {
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const selectInvitations = `
  SELECT i.id, i.email, i.role, u.name AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"
  FROM platform.invitations i LEFT JOIN platform.users u ON u.id = i.invited_by`;

/** What was not accepted yet, latest first. Runs in the tenant's unit of work, as all here. */
export async function listInvitations(): Promise<Invitation[]> {
  const rows = await query<Row>(`${selectInvitations} ORDER BY i.created_at DESC, i.id DESC`);
  return rows.map(present);
}

/** Writes an invitation with its mail. @throws {ApiError} already_member, already_invited */
export async function inviteByMail(body: BodyOf<typeof invite>, by: string): Promise<Invitation> {
  const { email, role, language } = body;
  const [member] = await query('SELECT FROM platform.users WHERE lower(email) = $1', [email]);
  if (member) throw new ApiError('already_member'); // a tenant sees no others
  const id = randomUuidV7();
  const written = await query(
    `INSERT INTO platform.invitations (id, email, role, language, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + interval '7 days') ON CONFLICT DO NOTHING RETURNING id`,
    [id, email, role, language, by],
  );
  if (written.length === 0) throw new ApiError('already_invited');
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

/** Sends the mail once more. @throws {ApiError} not_found */
export async function resendInvitation(id: string): Promise<Invitation> {
  const { email } = await findInvitation(id);
  await query(
    "UPDATE platform.invitations SET expires_at = now() + interval '7 days' WHERE id = $1",
    [id],
  );
  await queueMail({ kind: 'invitation', recipient: email, invitationId: id });
  return findInvitation(id);
}

/** Takes an invitation back, with its links and what was not sent yet. @throws {ApiError} not_found */
export async function revokeInvitation(id: string, by: string): Promise<void> {
  const { email, role } = await findInvitation(id);
  await query('DELETE FROM platform.invitations WHERE id = $1', [id]);
  await recordEvent({
    userId: by,
    action: 'member.invitation_revoked',
    subject: 'invitation',
    subjectId: id,
    before: { email, role },
  });
}

async function findInvitation(id: string): Promise<Invitation> {
  const [row] = await query<Row>(`${selectInvitations} WHERE i.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return present(row);
}

function present(row: Row): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invited_by: row.invitedBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
