import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { Refusal } from '../../refusal.ts';

const windowMinutes = 15;
const limits = { person: 10, address: 50 } as const;

/**
 * Counts an attempt at what somebody could guess or do too often, in the database, so that a guesser gains nothing from
 * many API processes. Runs in a unit of work of its own, so that a refused attempt is counted, too.
 * @param whose the e-mail address to sign in with, or another name of whoever is attacked
 * @param networkAddress whoever tries; null where they are signed in
 * @param limit attempts in a quarter of an hour
 * @throws {Refusal} too_many_attempts, with the seconds to wait
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
  for (const { key, limit } of keys) {
    const counted = await query(
      `INSERT INTO sign_in_attempts AS known (key, at, last_at) VALUES ($1, ARRAY[now()], now())
         ON CONFLICT (key) DO UPDATE SET last_at = now(), at = array_append(${recent('known.at')}, now())
           WHERE cardinality(${recent('known.at')}) < $3 RETURNING key`,
      [key, windowMinutes, limit],
    );
    if (counted.length === 0)
      throw new Refusal('too_many_attempts', { retry_after: await secondsToWait(key) });
  }
}

/** Those of an array of instants that count, oldest first. */
function recent(instants: string): string {
  return `ARRAY(SELECT t FROM unnest(${instants}) t WHERE t > now() - make_interval(mins => $2) ORDER BY t)`;
}

async function secondsToWait(key: string): Promise<number> {
  const [row] = await query<{ wait: number }>(
    `SELECT coalesce(extract(epoch FROM (${recent('at')})[1] + make_interval(mins => $2) - now()), 0)::float8 AS wait
       FROM sign_in_attempts WHERE key = $1`,
    [key, windowMinutes],
  );
  return Math.max(1, Math.ceil(row?.wait ?? 0));
}
