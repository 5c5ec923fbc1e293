import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { hashOfToken, newSecretToken } from '../secret-token.ts';
import { ShortMemory } from '../short-memory.ts';
import { idleSince, sessionLifetimeMs } from './session-lifetime.ts';
import { loadSignedIn, type SignedIn } from './signed-in.ts';

/** Sessions are opaque tokens; revoking one is deleting its row. */
export class SessionStore {
  readonly #database: Database;
  readonly #memory = new ShortMemory<SignedIn>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins a session and gives its token. */
  async begin(userId: string, userAgent: string | undefined): Promise<string> {
    const token = newSecretToken();
    const expiresAt = new Date(Date.now() + sessionLifetimeMs);
    await withIdentity(this.#database, () =>
      query(
        'INSERT INTO sessions (token_hash, user_id, expires_at, user_agent) VALUES ($1, $2, $3, $4)',
        [hashOfToken(token), userId, expiresAt, userAgent?.slice(0, 300) ?? null],
      ),
    );
    return token;
  }

  /** The person of this token, or null when the session ended or never was. */
  find(token: string): Promise<SignedIn | null> {
    return this.#memory.recall(token, () => withIdentity(this.#database, () => loadSession(token)));
  }

  async end(token: string): Promise<void> {
    await withIdentity(this.#database, () =>
      query('DELETE FROM sessions WHERE token_hash = $1', [hashOfToken(token)]),
    );
    this.#memory.forget(token);
  }

  /** Forgets what was looked up, of one session or of all: after a session, a tenant or a role changed. */
  forget(token?: string): void {
    this.#memory.forget(token);
  }
}

async function loadSession(token: string): Promise<SignedIn | null> {
  const [session] = await query<{ userId: string; lastSeenAt: Date }>(
    `SELECT user_id AS "userId", last_seen_at AS "lastSeenAt" FROM sessions
       WHERE token_hash = $1 AND expires_at > now() AND last_seen_at > $2`,
    [hashOfToken(token), idleSince()],
  );
  if (!session) return null;
  // Once a minute is often enough to know that it is alive, and keeps a write off most requests.
  if (session.lastSeenAt.getTime() < Date.now() - 60_000)
    await query('UPDATE sessions SET last_seen_at = now() WHERE token_hash = $1', [
      hashOfToken(token),
    ]);
  return loadSignedIn(session.userId);
}
