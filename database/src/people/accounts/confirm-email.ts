import { recordIdentityEvent } from '../../audit/record-event.ts';
import { useLink } from '../../mail/links.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { databaseError } from '../../tenancy/database-error.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { countAttempt, insidersAttempts } from '../sessions/sign-in-attempts.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { checkPassword } from './check-password.ts';
import { proveEmail } from './prove-email.ts';

/**
 * Has a link sent to another address, which makes it the person's; then wake the mails.
 * @throws {Refusal} wrong_password, too_many_attempts
 */
export async function changeEmail(
  database: Database,
  userId: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await checkPassword(database, userId, password);
  await sendLink(database, userId, email);
}

/** Has the link for the person's own address sent again, while it is needed; then wake the mails. @throws {Refusal} too_many_attempts */
export async function sendConfirmation(
  database: Database,
  { userId, email, emailConfirmed }: SignedIn,
): Promise<void> {
  await countAttempt(database, insidersAttempts(`confirmation:${userId}`));
  if (!emailConfirmed) await sendLink(database, userId, email);
}

/**
 * Takes the link that was sent to an address, and gives the address: it is the person's from now on. When it replaces
 * another one, that one is told, and what was sent there works no more.
 * @throws {Refusal} link_expired; email_taken when somebody else has got the address meanwhile
 */
export function confirmEmail(database: Database, token: string): Promise<string> {
  return withIdentity(database, async () => {
    const { userId, email } = await useLink('confirm_email', token);
    const [user] = await query<{ email: string }>(
      'SELECT email FROM users WHERE id = $1 FOR UPDATE',
      [userId],
    );
    if (!user || !userId) throw new Refusal('link_expired');
    await setEmail(userId, email);
    await proveEmail(userId);
    if (user.email !== email) await tellOldAddress(userId, user.email, email);
    return email;
  });
}

async function sendLink(database: Database, userId: string, recipient: string): Promise<void> {
  await withIdentity(database, () => queueMail({ kind: 'confirm_email', recipient, userId }));
}

async function setEmail(userId: string, email: string): Promise<void> {
  try {
    await query('UPDATE users SET email = $2 WHERE id = $1', [userId, email]);
  } catch (error) {
    if (databaseError(error).constraint === 'users_email') throw new Refusal('email_taken');
    throw error;
  }
}

async function tellOldAddress(userId: string, old: string, email: string): Promise<void> {
  await query('DELETE FROM links WHERE user_id = $1', [userId]);
  await recordIdentityEvent({
    userId,
    action: 'user.email_changed',
    subject: 'user',
    subjectId: userId,
    before: { email: old },
    after: { email },
  });
  await queueMail({ kind: 'email_changed', recipient: old, userId });
}
