import { query, recordIdentityEvent } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { renewRecoveryCodes } from './second-step.ts';

/**
 * Keeps the secret of the person's app, which counts once a code of it has come. Runs in a unit of work of
 * `withIdentity`, as all here.
 * @throws {ApiError} two_step_on
 */
export async function beginTwoStep(userId: string, encryptedSecret: Buffer): Promise<void> {
  const begun = await query(
    `UPDATE users SET totp_secret = $2, totp_last_step = NULL
       WHERE id = $1 AND two_step_since IS NULL RETURNING id`,
    [userId, encryptedSecret],
  );
  if (begun.length === 0) throw new ApiError('two_step_on');
}

/**
 * Makes sure that it was begun and is not on; of two who switch it on at once, the second waits here.
 * @throws {ApiError} two_step_on, two_step_off
 */
export async function lockBegun(userId: string): Promise<void> {
  const [user] = await query<{ on: boolean; begun: boolean }>(
    `SELECT two_step_since IS NOT NULL AS "on", totp_secret IS NOT NULL AS begun FROM users
       WHERE id = $1 FOR UPDATE`,
    [userId],
  );
  if (user?.on) throw new ApiError('two_step_on');
  if (!user?.begun) throw new ApiError('two_step_off');
}

/** From now on signing in takes a code; gives the recovery codes. */
export async function switchOnTwoStep(userId: string, email: string): Promise<string[]> {
  await query('UPDATE users SET two_step_since = now() WHERE id = $1', [userId]);
  await tell(userId, email, 'two_step_on');
  return renewRecoveryCodes(userId);
}

/** From now on the password is enough. */
export async function switchOffTwoStep(userId: string, email: string): Promise<void> {
  await query(
    'UPDATE users SET two_step_since = NULL, totp_secret = NULL, totp_last_step = NULL WHERE id = $1',
    [userId],
  );
  await query('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
  await tell(userId, email, 'two_step_off');
}

async function tell(userId: string, recipient: string, kind: 'two_step_on' | 'two_step_off') {
  await recordIdentityEvent({
    userId,
    action: `user.${kind}`,
    subject: 'user',
    subjectId: userId,
  });
  await queueMail({ kind, recipient, userId });
}
