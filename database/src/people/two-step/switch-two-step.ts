import { recordIdentityEvent } from '../../audit/record-event.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { checkPassword } from '../accounts/check-password.ts';
import { findUserByEmail } from '../accounts/find-user.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { countAttempt, forgetAttempts, insidersAttempts } from '../sessions/sign-in-attempts.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { encryptSecret } from './encrypted-secret.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import { type SecondStepKeys, takeSecondStep } from './take-second-step.ts';
import { newTotpSecret, type TotpKey, totpKeyOf } from './totp.ts';

/**
 * Gives the person a secret for their app, which counts once a code of it has come.
 * @throws {Refusal} wrong_password, too_many_attempts, two_step_on
 */
export async function beginTwoStep(
  database: Database,
  { userId, email }: SignedIn,
  password: string,
  secretKey: string,
): Promise<TotpKey> {
  await checkPassword(database, userId, password);
  const secret = newTotpSecret();
  const begun = await withIdentity(database, () =>
    query(
      `UPDATE users SET totp_secret = $2, totp_last_step = NULL
         WHERE id = $1 AND two_step_since IS NULL RETURNING id`,
      [userId, encryptSecret(secret, secretKey, userId)],
    ),
  );
  if (begun.length === 0) throw new Refusal('two_step_on');
  return totpKeyOf(email, secret);
}

/**
 * From now on signing in takes a code; their other sessions end. Gives the recovery codes.
 * @param options `code`: of the app; `keptToken`: of the session that goes on
 * @throws {Refusal} too_many_attempts, two_step_on, two_step_off, wrong_code
 */
export async function switchOnTwoStep(
  database: Database,
  { userId, email }: SignedIn,
  { code, keptToken }: { code: string; keptToken: string | null },
  keys: SecondStepKeys,
): Promise<string[]> {
  const attempts = insidersAttempts(`account:${userId}`);
  await countAttempt(database, attempts);
  const codes = await withIdentity(database, async () => {
    await lockBegun(userId);
    await takeSecondStep(userId, code, keys);
    await endSessions(userId, keptToken);
    await query('UPDATE users SET two_step_since = now() WHERE id = $1', [userId]);
    await tell(userId, email, 'two_step_on');
    return replaceRecoveryCodes(userId);
  });
  await forgetAttempts(database, attempts);
  return codes;
}

/**
 * Gives the person other recovery codes.
 * @throws {Refusal} two_step_off, wrong_password, wrong_code, too_many_attempts
 */
export async function renewRecoveryCodes(
  database: Database,
  { userId, twoStep }: SignedIn,
  { password, code }: { password: string; code: string },
  keys: SecondStepKeys,
): Promise<string[]> {
  if (!twoStep) throw new Refusal('two_step_off');
  await checkPassword(database, userId, password, { code, keys });
  return withIdentity(database, () => replaceRecoveryCodes(userId));
}

/**
 * From now on the password is enough.
 * @throws {Refusal} two_step_off, wrong_password, wrong_code, too_many_attempts
 */
export async function switchOffTwoStep(
  database: Database,
  { userId, email, twoStep }: SignedIn,
  { password, code }: { password: string; code: string },
  keys: SecondStepKeys,
): Promise<void> {
  if (!twoStep) throw new Refusal('two_step_off');
  await checkPassword(database, userId, password, { code, keys });
  await withIdentity(database, () => switchOff(userId, email));
}

/**
 * Switches it off for whoever lost app and recovery codes, and ends their sessions.
 * @param email in lower case
 * @throws {Refusal} not_found when nobody has the address
 */
export async function switchOffLostTwoStep(database: Database, email: string): Promise<void> {
  await withIdentity(database, async () => {
    const userId = await findUserByEmail(email);
    await switchOff(userId, email);
    await endSessions(userId);
  });
}

/** Makes sure that it was begun and is not on; of two who switch it on at once, the second waits here. */
async function lockBegun(userId: string): Promise<void> {
  const [user] = await query<{ on: boolean; begun: boolean }>(
    `SELECT two_step_since IS NOT NULL AS "on", totp_secret IS NOT NULL AS begun FROM users
       WHERE id = $1 FOR UPDATE`,
    [userId],
  );
  if (user?.on) throw new Refusal('two_step_on');
  if (!user?.begun) throw new Refusal('two_step_off');
}

async function switchOff(userId: string, email: string): Promise<void> {
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
