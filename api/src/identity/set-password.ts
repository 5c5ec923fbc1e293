import { query, recordIdentityEvent } from '@smart-accounting/database';
import { queueMail } from '../mail/queue-mail.ts';
import { endSessions } from './session-store.ts';

/**
 * Gives a person another password. Their sessions end, links to choose one work no more, and they are told by mail, in
 * case it was not they. Runs in a unit of work of `withIdentity`; then let the session store forget, and wake the mails.
 * @param passwordHash of `hashPassword`
 * @param keptToken of the session that goes on; null ends them all
 */
export async function setPassword(
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
