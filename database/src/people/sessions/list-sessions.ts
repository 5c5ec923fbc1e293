import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { hashOfToken } from '../secret-token.ts';
import { idleSince } from './session-lifetime.ts';

/** A browser in which a person is signed in. */
export interface BrowserSession {
  readonly id: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/**
 * A person's live sessions, last used first.
 * @param token of the session that asks
 */
export function listSessions(
  database: Database,
  userId: string,
  token: string,
): Promise<BrowserSession[]> {
  return withIdentity(database, () =>
    query<BrowserSession>(
      `SELECT id, token_hash = $2 AS current, user_agent AS "userAgent", created_at AS "createdAt",
         last_seen_at AS "lastSeenAt" FROM sessions
         WHERE user_id = $1 AND expires_at > now() AND last_seen_at > $3 ORDER BY last_seen_at DESC, id`,
      [userId, hashOfToken(token), idleSince()],
    ),
  );
}
