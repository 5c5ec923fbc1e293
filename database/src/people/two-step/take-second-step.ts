import { Refusal } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';
import { decryptSecret } from './encrypted-secret.ts';
import { takeRecoveryCode } from './recovery-codes.ts';
import { totpStepOf } from './totp.ts';

/** What a code is checked with, beside what is kept of the person. */
export interface SecondStepKeys {
  /** The setting SECRET_KEY. */
  readonly secretKey: string;
  readonly now: Date;
}

/**
 * Takes a person's second step: a code of their app, each once, or one of their recovery codes, which is then gone.
 * Runs in a unit of work of `withIdentity`.
 * @throws {Refusal} wrong_code, also for one that was used
 */
export async function takeSecondStep(
  userId: string,
  typed: string,
  keys: SecondStepKeys,
): Promise<void> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  const right = /^\d{6}$/.test(code)
    ? await takeAppCode(userId, code, keys)
    : await takeRecoveryCode(userId, code);
  if (!right) throw new Refusal('wrong_code');
}

async function takeAppCode(
  userId: string,
  code: string,
  { secretKey, now }: SecondStepKeys,
): Promise<boolean> {
  const [user] = await query<{ secret: Buffer }>(
    'SELECT totp_secret AS secret FROM users WHERE id = $1 AND totp_secret IS NOT NULL',
    [userId],
  );
  if (!user) return false;
  const step = totpStepOf(code, decryptSecret(user.secret, secretKey, userId), now);
  if (step === null) return false;
  const taken = await query(
    `UPDATE users SET totp_last_step = $2 WHERE id = $1 AND coalesce(totp_last_step, 0) < $2 RETURNING id`,
    [userId, step],
  );
  return taken.length > 0;
}
