import { createHash, randomBytes } from 'node:crypto';
import type { Language, SignedInBrowser } from '@smart-accounting/api-contract';
import { type Database, query, type Role, withIdentity } from '@smart-accounting/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { ShortMemory } from './short-memory.ts';

export interface Member {
  readonly tenant: TenantId;
  readonly name: string;
  readonly kvkNumber: string | null;
  readonly vatNumber: string | null;
  readonly state: 'creating' | 'active' | 'suspended';
  readonly createdAt: Date;
  readonly role: Role;
}

/** A person with a session, and what they are in each tenant. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly language: Language;
  readonly twoStep: boolean;
  readonly platformOperator: boolean;
  readonly memberships: ReadonlyMap<TenantId, Member>;
}

const absoluteMs = 30 * 24 * 3_600_000;
const idleMs = 7 * 24 * 3_600_000;

/**
 * Sessions: opaque 256-bit tokens, kept as their SHA-256, so that nobody can sign in with a copy of the table.
 * Revoking is deleting.
 */
export class SessionStore {
  readonly #database: Database;
  readonly #memory = new ShortMemory<SignedIn>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins a session and gives its token. */
  async begin(userId: string, userAgent: string | undefined): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await withIdentity(this.#database, () =>
      query(
        'INSERT INTO sessions (token_hash, user_id, expires_at, user_agent) VALUES ($1, $2, $3, $4)',
        [
          hashOf(token),
          userId,
          new Date(Date.now() + absoluteMs),
          userAgent?.slice(0, 300) ?? null,
        ],
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
      query('DELETE FROM sessions WHERE token_hash = $1', [hashOf(token)]),
    );
    this.#memory.forget(token);
  }

  /** Forgets what was looked up, for all: after a session, a tenant or a role changed. */
  forget(): void {
    this.#memory.forget();
  }
}

/**
 * A person's live sessions, last used first. Runs in a unit of work of `withIdentity`, as all below.
 * @param token of the session that asks
 */
export async function listSessions(userId: string, token: string): Promise<SignedInBrowser[]> {
  const rows = await query<{
    id: string;
    current: boolean;
    userAgent: string | null;
    createdAt: Date;
    lastSeenAt: Date;
  }>(
    `SELECT id, token_hash = $2 AS current, user_agent AS "userAgent", created_at AS "createdAt",
       last_seen_at AS "lastSeenAt" FROM sessions
       WHERE user_id = $1 AND expires_at > now() AND last_seen_at > $3 ORDER BY last_seen_at DESC, id`,
    [userId, hashOf(token), new Date(Date.now() - idleMs)],
  );
  return rows.map(({ id, current, userAgent, createdAt, lastSeenAt }) => ({
    id,
    current,
    user_agent: userAgent,
    created_at: createdAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
  }));
}

/** Ends one session of a person; false when they have no such session. Then let the store forget. */
export async function endSession(userId: string, id: string): Promise<boolean> {
  const ended = await query('DELETE FROM sessions WHERE user_id = $1 AND id = $2 RETURNING id', [
    userId,
    id,
  ]);
  return ended.length > 0;
}

/** Ends all sessions of a person, or all but the one with this token. Then let the store forget. */
export async function endSessions(userId: string, but: string | null = null): Promise<void> {
  await query('DELETE FROM sessions WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2', [
    userId,
    but === null ? null : hashOf(but),
  ]);
}

/** Everything a person is, by their id. */
export async function loadSignedIn(userId: string): Promise<SignedIn | null> {
  const [user] = await query<Omit<SignedIn, 'memberships'>>(
    `SELECT id AS "userId", name, email, email_confirmed_at IS NOT NULL AS "emailConfirmed", language,
       two_step_since IS NOT NULL AS "twoStep", platform_operator AS "platformOperator" FROM users WHERE id = $1`,
    [userId],
  );
  if (!user) return null;
  const rows = await query<Omit<Member, 'tenant'> & { tenant: string }>(
    `SELECT t.id AS tenant, t.name, t.kvk_number AS "kvkNumber", t.vat_number AS "vatNumber", t.state,
       t.created_at AS "createdAt", m.role
       FROM memberships m JOIN tenants t ON t.id = m.tenant WHERE m.user_id = $1 ORDER BY t.name`,
    [userId],
  );
  const members = rows.map((row) => ({ ...row, tenant: tenantIdSchema.parse(row.tenant) }));
  return { ...user, memberships: new Map(members.map((member) => [member.tenant, member])) };
}

async function loadSession(token: string): Promise<SignedIn | null> {
  const [session] = await query<{ userId: string; lastSeenAt: Date }>(
    `SELECT user_id AS "userId", last_seen_at AS "lastSeenAt" FROM sessions
       WHERE token_hash = $1 AND expires_at > now() AND last_seen_at > $2`,
    [hashOf(token), new Date(Date.now() - idleMs)],
  );
  if (!session) return null;
  // Once a minute is often enough to know that it is alive, and keeps a write off most requests.
  if (session.lastSeenAt.getTime() < Date.now() - 60_000) {
    await query('UPDATE sessions SET last_seen_at = now() WHERE token_hash = $1', [hashOf(token)]);
  }
  return loadSignedIn(session.userId);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
