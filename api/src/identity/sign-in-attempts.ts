import { type Database, query, withIdentity } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';

const windowMinutes = 15;
const limits = { person: 10, address: 50 } as const;

/**
 * Counts an attempt at what somebody could guess or do too often, in the database, so that a guesser gains nothing from
 * many API processes. Runs in a unit of work of its own, so that a refused attempt is counted, too.
 * @param whose the e-mail address to sign in with, or another name of whoever is attacked
 * @param networkAddress whoever tries; null where they are signed in
 * @param limit attempts in a quarter of an hour
 * @throws {ApiError} too_many_attempts, with the seconds to wait
 */
export async function countAttempt(
  database: Database,
  whose: string,
  networkAddress: string | null,
  limit: number = limits.person,
): Promise<void> {
  const keys = [{ key: `person:${whose}`, limit }];
  if (networkAddress) keys.push({ key: `address:${networkAddress}`, limit: limits.address });
  await withIdentity(database, () => countFor(keys));
}

/** The person is in: their earlier wrong guesses count no more. */
export async function forgetAttempts(database: Database, whose: string): Promise<void> {
  await withIdentity(database, () =>
    query('DELETE FROM sign_in_attempts WHERE key = $1', [`person:${whose}`]),
  );
}

async function countFor(keys: readonly { key: string; limit: number }[]): Promise<void> {
  await query("DELETE FROM sign_in_attempts WHERE at < now() - interval '1 hour'");
  for (const { key, limit } of keys) {
    // Guesses made at once wait for each other here, so that each counts those before it.
    await query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const [row] = await query<{ count: bigint; wait: number }>(
      `SELECT count(*) AS count, coalesce(extract(epoch FROM min(at) + make_interval(mins => $2) - now()), 0)::float8 AS wait
         FROM sign_in_attempts WHERE key = $1 AND at > now() - make_interval(mins => $2)`,
      [key, windowMinutes],
    );
    if (row && row.count >= BigInt(limit)) {
      throw new ApiError('too_many_attempts', { retry_after: Math.max(1, Math.ceil(row.wait)) });
    }
  }
  for (const { key } of keys) await query('INSERT INTO sign_in_attempts (key) VALUES ($1)', [key]);
}
