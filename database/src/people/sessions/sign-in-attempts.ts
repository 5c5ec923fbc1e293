import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { Refusal } from '../../refusal.ts';

const windowMinutes = 15;
/** What is counted under one name, and how often it may happen in a quarter of an hour. */
export interface Counter {
  readonly key: string;
  readonly limit: number;
  /** Whether it begins anew when the person turns out to be who they say. */
  readonly forgiven: boolean;
}

/**
 * What a stranger tries at somebody: counted by person and network, so that nobody locks out a person who is elsewhere;
 * by network, whomever it is for; and, many more of them, by person alone, against guessers with many networks.
 * @param whose the e-mail address to sign in with, or another name of whoever is attacked
 */
export function strangersAttempts(whose: string, network: string): Counter[] {
  return [
    { key: `person:${whose} from ${network}`, limit: 10, forgiven: true },
    { key: `person:${whose}`, limit: 50, forgiven: true },
    { key: `network:${network}`, limit: 50, forgiven: false },
  ];
}

/** What is tried in a browser by which the person was in before: whatever others do locks nobody out of it. */
export function attemptsInBrowser(browser: string): Counter[] {
  return [{ key: `browser:${browser}`, limit: 10, forgiven: true }];
}

/** What can only be tried by whoever is in already, or knows the password. */
export function insidersAttempts(whose: string, limit = 10): Counter[] {
  return [{ key: `person:${whose}`, limit, forgiven: true }];
}

/**
 * Counts an attempt at what somebody could guess or do too often, in the database, so that a guesser gains nothing from
 * many API processes. Runs in a unit of work of its own, so that a refused attempt is counted, too.
 * @throws {Refusal} too_many_attempts, with the seconds to wait
 */
export async function countAttempt(
  database: Database,
  counters: readonly Counter[],
): Promise<void> {
  await withIdentity(database, () => countFor(counters));
}

/** The person is in: their earlier wrong guesses count no more. */
export async function forgetAttempts(
  database: Database,
  counters: readonly Counter[],
): Promise<void> {
  const keys = counters.filter(({ forgiven }) => forgiven).map(({ key }) => key);
  await withIdentity(database, () =>
    query('DELETE FROM sign_in_attempts WHERE key = ANY ($1)', [keys]),
  );
}

async function countFor(counters: readonly Counter[]): Promise<void> {
  for (const { key, limit } of counters) {
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
