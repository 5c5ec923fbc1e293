import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { hashOfToken } from '../secret-token.ts';

/** Signs a person out of one browser; then let the session store forget. @throws {Refusal} not_found */
export async function endSession(database: Database, userId: string, id: string): Promise<void> {
  const ended = await withIdentity(database, () =>
    query('DELETE FROM sessions WHERE user_id = $1 AND id = $2 RETURNING id', [userId, id]),
  );
  if (ended.length === 0) throw new Refusal('not_found');
}

/** Signs a person out wherever they are signed in; then let the session store forget. */
export async function signOutEverywhere(database: Database, userId: string): Promise<void> {
  await withIdentity(database, () => endSessions(userId));
}

/**
 * Ends all sessions of a person, or all but the one with this token; then let the session store forget. Runs in a unit
 * of work of `withIdentity`.
 */
export async function endSessions(userId: string, but: string | null = null): Promise<void> {
  await query('DELETE FROM sessions WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2', [
    userId,
    but === null ? null : hashOfToken(but),
  ]);
}
