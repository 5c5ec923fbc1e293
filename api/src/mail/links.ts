import { createHash, randomBytes } from 'node:crypto';
import { query } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';

const purposes = {
  confirm_email: { lifetime: '7 days', page: '/confirm-email' },
  reset_password: { lifetime: '1 hour', page: '/reset-password' },
  invitation: { lifetime: '7 days', page: '/invitation' },
} as const;
export type LinkPurpose = keyof typeof purposes;

/** What a link is for: a person's address or password, or an invitation. */
export interface LinkSubject {
  readonly purpose: LinkPurpose;
  /** The address it is sent to, which it proves. */
  readonly email: string;
  readonly userId: string | null;
  readonly invitationId: string | null;
}

/**
 * Makes a link and gives its 256-bit token, which is kept nowhere: the database has its SHA-256. Runs, as all here, in
 * a unit of work of `withIdentity`.
 */
export async function makeLink(subject: LinkSubject): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await query('DELETE FROM links WHERE expires_at < now()');
  await query(
    `INSERT INTO links (token_hash, purpose, email, user_id, invitation_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6::interval)`,
    [
      hashOf(token),
      subject.purpose,
      subject.email,
      subject.userId,
      subject.invitationId,
      purposes[subject.purpose].lifetime,
    ],
  );
  return token;
}

/** The address of a link in the portal. */
export function linkAddress(publicUrl: string, purpose: LinkPurpose, token: string): string {
  return `${publicUrl}${purposes[purpose].page}?token=${token}`;
}

/** What a link is for, without using it. @throws {ApiError} link_expired */
export async function readLink(purpose: LinkPurpose, token: string): Promise<LinkSubject> {
  const rows = await query<LinkSubject>(
    `SELECT ${columns} FROM links WHERE token_hash = $1 AND purpose = $2 AND expires_at > now()`,
    [hashOf(token), purpose],
  );
  return found(rows);
}

/**
 * Uses a link: of two at once, one. The others that were sent for the same go with it.
 * @throws {ApiError} link_expired
 */
export async function useLink(purpose: LinkPurpose, token: string): Promise<LinkSubject> {
  const rows = await query<LinkSubject>(
    `DELETE FROM links WHERE token_hash = $1 AND purpose = $2 AND expires_at > now() RETURNING ${columns}`,
    [hashOf(token), purpose],
  );
  const subject = found(rows);
  await query('DELETE FROM links WHERE purpose = $1 AND (user_id = $2 OR invitation_id = $3)', [
    purpose,
    subject.userId,
    subject.invitationId,
  ]);
  return subject;
}

const columns = 'purpose, email, user_id AS "userId", invitation_id AS "invitationId"';

function found(rows: readonly LinkSubject[]): LinkSubject {
  const [subject] = rows;
  if (!subject) throw new ApiError('link_expired');
  return subject;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
