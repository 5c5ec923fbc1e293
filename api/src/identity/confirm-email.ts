import { databaseError, query, recordIdentityEvent } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { useLink } from '../mail/links.ts';
import { queueMail } from '../mail/queue-mail.ts';

/**
 * Takes the link that was sent to an address: it is the person's from now on. When it replaces another one, that one is
 * told, and what was sent there works no more. Runs in a unit of work of `withIdentity`.
 * @throws {ApiError} link_expired; email_taken when somebody else has got the address meanwhile
 */
export async function confirmEmail(token: string): Promise<string> {
  const { userId, email } = await useLink('confirm_email', token);
  const [user] = await query<{ email: string }>(
    'SELECT email FROM users WHERE id = $1 FOR UPDATE',
    [userId],
  );
  if (!user || !userId) throw new ApiError('link_expired');
  try {
    await query('UPDATE users SET email = $2, email_confirmed_at = now() WHERE id = $1', [
      userId,
      email,
    ]);
  } catch (error) {
    if (databaseError(error).constraint === 'users_email') throw new ApiError('email_taken');
    throw error;
  }
  if (user.email !== email) {
    await query('DELETE FROM links WHERE user_id = $1', [userId]);
    await recordIdentityEvent({
      userId,
      action: 'user.email_changed',
      subject: 'user',
      subjectId: userId,
      before: { email: user.email },
      after: { email },
    });
    await queueMail({ kind: 'email_changed', recipient: user.email, userId });
  }
  return email;
}
