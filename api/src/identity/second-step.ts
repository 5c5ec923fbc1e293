import { createHash, randomInt } from 'node:crypto';
import { query } from '@smart-accounting/database';
import { decryptSecret } from './encrypted-secret.ts';
import { totpStepOf } from './totp.ts';

const recoveryCodes = 10;
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Takes a person's second step: a code of their app, each once, or one of their recovery codes, which is then gone.
 * Runs in a unit of work of `withIdentity`; false when the code is wrong or was used.
 */
export async function takeSecondStep(
  userId: string,
  typed: string,
  { secretKey, now }: { secretKey: string; now: Date },
): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  if (!/^\d{6}$/.test(code)) return takeRecoveryCode(userId, code);
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

/** Gives a person ten new recovery codes of 80 bits; the old ones work no more. Kept only as their SHA-256. */
export async function renewRecoveryCodes(userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
  await query('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
  await query('INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])', [
    userId,
    codes.map((code) => hashOf(code.replaceAll('-', ''))),
  ]);
  return codes;
}

async function takeRecoveryCode(userId: string, code: string): Promise<boolean> {
  const taken = await query(
    'DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 RETURNING user_id',
    [userId, hashOf(code)],
  );
  return taken.length > 0;
}

/** Sixteen letters and digits without look-alikes, in groups that can be read out: `k3v9-x2m8-qa4d-p7rt`. */
function newRecoveryCode(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
  return [group(), group(), group(), group()].join('-');
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
