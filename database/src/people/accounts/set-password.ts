import { recordIdentityEvent } from '../../audit/record-event.ts';
import { readLink, useLink } from '../../mail/links.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { countAttempt, strangersAttempts } from '../sessions/sign-in-attempts.ts';
import { loadSignedIn, type SignedIn } from '../sessions/signed-in.ts';
import { checkPassword } from './check-password.ts';
import { findUserByEmail } from './find-user.ts';
import { hashPassword } from './password.ts';
import { proveEmail } from './prove-email.ts';
import { namesOf, refuseWeakPassword } from './password-strength.ts';

/**
 * Changes the password of whoever knows the present one.
 * @param passwords `keptToken`: of the session that goes on
 * @throws {Refusal} wrong_password, too_many_attempts, weak_password
 */
export async function changePassword(
  database: Database,
  signedIn: SignedIn,
  passwords: { present: string; next: string; keptToken: string | null },
): Promise<void> {
  const { userId } = signedIn;
  await checkPassword(database, userId, passwords.present);
  await refuseWeakPassword(passwords.next, namesOf(signedIn), 'new_password');
  const hash = await hashPassword(passwords.next);
  await withIdentity(database, () => setPassword(userId, hash, passwords.keptToken));
}

/**
 * Has a link to choose a password sent. Whether anybody has this address is looked up when the mail is sent, so nothing
 * here can tell.
 * @throws {Refusal} too_many_attempts
 */
export async function requestPasswordReset(
  database: Database,
  email: string,
  network: string,
): Promise<void> {
  await countAttempt(database, strangersAttempts(`reset:${email}`, network));
  await withIdentity(database, () => queueMail({ kind: 'reset_password', recipient: email }));
}

/** Gives whoever has the link another password, and gives their id. @throws {Refusal} link_expired, weak_password */
export async function resetPassword(
  database: Database,
  token: string,
  password: string,
): Promise<string> {
  // Hashing is dear, so nobody has it done for a token that is none.
  const person = await withIdentity(database, async () => {
    const { userId } = await readLink('reset_password', token);
    return userId ? loadSignedIn(userId) : null;
  });
  await refuseWeakPassword(password, person ? namesOf(person) : []);
  const hash = await hashPassword(password);
  return withIdentity(database, async () => {
    const { userId, email } = await useLink('reset_password', token);
    if (!userId) throw new Refusal('link_expired');
    await setPassword(userId, hash, null);
    // Whoever got the link reads what is sent to this address.
    const [user] = await query('SELECT FROM users WHERE id = $1 AND lower(email) = $2', [
      userId,
      email,
    ]);
    if (user) await proveEmail(userId);
    return userId;
  });
}

/**
 * Gives whoever has the address another password, at a platform operator's word.
 * @param email in lower case
 * @throws {Refusal} weak_password, not_found
 */
export async function replacePassword(
  database: Database,
  email: string,
  password: string,
): Promise<void> {
  await refuseWeakPassword(password, [email]);
  const hash = await hashPassword(password);
  await withIdentity(database, async () => setPassword(await findUserByEmail(email), hash, null));
}

/**
 * Writes the password. The person's sessions end, links to choose one work no more, and they are told by mail, in case it
 * was not they; then let the session store forget, and wake the mails.
 */
async function setPassword(
  userId: string,
  passwordHash: string,
  keptToken: string | null,
): Promise<void> {
  const [user] = await query<{ email: string }>(
    'UPDATE users SET password_hash = $2 WHERE id = $1 RETURNING email',
    [userId, passwordHash],
  );
  if (!user) return;
  await endSessions(userId, keptToken);
  await query("DELETE FROM links WHERE user_id = $1 AND purpose = 'reset_password'", [userId]);
  await recordIdentityEvent({
    userId,
    action: 'user.password_changed',
    subject: 'user',
    subjectId: userId,
  });
  await queueMail({ kind: 'password_changed', recipient: user.email, userId });
}
