import { randomInt } from 'node:crypto';
import { query } from '../../tenancy/database.ts';
import { hashOfToken } from '../secret-token.ts';

const codesOfPerson = 10;
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/**
 * Gives a person ten new recovery codes of 120 bits; the old ones work no more. Runs in a unit of work of `withIdentity`,
 * as all here.
 */
export async function replaceRecoveryCodes(userId: string): Promise<string[]> {
  const codes = Array.from({ length: codesOfPerson }, newRecoveryCode);
  await query('DELETE FROM recovery_codes WHERE user_id = $1', [userId]);
  await query('INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])', [
    userId,
    codes.map((code) => hashOfToken(code.replaceAll('-', ''))),
  ]);
  return codes;
}

/**
 * Uses up one of a person's recovery codes; false when it is none.
 * @param code without its hyphens
 */
export async function takeRecoveryCode(userId: string, code: string): Promise<boolean> {
  const taken = await query(
    'DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 RETURNING user_id',
    [userId, hashOfToken(code)],
  );
  return taken.length > 0;
}

/**
 * 24 letters and digits without look-alikes, in groups that can be read out: `k3v9-x2m8-qa4d-p7rt-…`. So many that a fast
 * hash in a copy of the database tells nobody what they were.
 */
function newRecoveryCode(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
  return Array.from({ length: 6 }, group).join('-');
}
