import { findUserByEmail } from '../people/accounts/find-user.ts';
import { hashOfToken, newSecretToken } from '../people/secret-token.ts';
import { Refusal } from '../refusal.ts';
import { type Database, query } from '../tenancy/database.ts';
import { withIdentity } from '../tenancy/with-identity.ts';

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
 * Makes the links that a mail would hold, and gives their tokens: one for the person's address or password, or one for
 * each invitation that waits for them.
 * @param email in lower case
 * @throws {Refusal} not_found when nobody has the address, or nobody invited it
 */
export function makeLinksFor(
  database: Database,
  purpose: LinkPurpose,
  email: string,
): Promise<string[]> {
  return withIdentity(database, async () => {
    const tokens: string[] = [];
    for (const subject of await subjectsOf(purpose, email)) tokens.push(await makeLink(subject));
    return tokens;
  });
}

/**
 * Makes a link and gives its token, which is kept nowhere. Runs in a unit of work of `withIdentity`, as all below.
 */
export async function makeLink(subject: LinkSubject): Promise<string> {
  const token = newSecretToken();
  await query(
    `INSERT INTO links (token_hash, purpose, email, user_id, invitation_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6::interval)`,
    [
      hashOfToken(token),
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

/** What a link is for, without using it. @throws {Refusal} link_expired */
export async function readLink(purpose: LinkPurpose, token: string): Promise<LinkSubject> {
  const rows = await query<LinkSubject>(
    `SELECT ${columns} FROM links WHERE token_hash = $1 AND purpose = $2 AND expires_at > now()`,
    [hashOfToken(token), purpose],
  );
  return found(rows);
}

/**
 * Uses a link: of two at once, one. The others that were sent for the same go with it.
 * @throws {Refusal} link_expired
 */
export async function useLink(purpose: LinkPurpose, token: string): Promise<LinkSubject> {
  const rows = await query<LinkSubject>(
    `DELETE FROM links WHERE token_hash = $1 AND purpose = $2 AND expires_at > now() RETURNING ${columns}`,
    [hashOfToken(token), purpose],
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
  if (!subject) throw new Refusal('link_expired');
  return subject;
}

async function subjectsOf(purpose: LinkPurpose, email: string): Promise<LinkSubject[]> {
  if (purpose !== 'invitation')
    return [{ purpose, email, userId: await findUserByEmail(email), invitationId: null }];
  const rows = await query<{ id: string }>(
    'SELECT id FROM invitations WHERE lower(email) = $1 ORDER BY created_at',
    [email],
  );
  if (rows.length === 0) throw new Refusal('not_found', { detail: `nobody invited ${email}` });
  return rows.map(({ id }) => ({ purpose, email, userId: null, invitationId: id }));
}
