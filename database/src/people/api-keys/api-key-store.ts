import type { Scope } from '@smart-accounting/api-contract';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { hashOfToken } from '../secret-token.ts';
import { loadSignedIn, type Member, type SignedIn } from '../sessions/signed-in.ts';
import { ShortMemory } from '../short-memory.ts';

/** A program that called with a key: what the key is for, and the person it acts for. */
export interface Program {
  readonly keyId: string;
  readonly tenant: TenantId;
  readonly scopes: readonly Scope[];
  readonly signedIn: SignedIn;
  /** What that person is in the key's tenant. */
  readonly member: Member;
}

/** Finds who calls with a key; revoking one is deleting its row. */
export class ApiKeyStore {
  readonly #database: Database;
  readonly #memory = new ShortMemory<Program>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null for a key that is none, was revoked or has expired, or whose maker is a member no more. */
  find(key: string): Promise<Program | null> {
    return this.#memory.recall(key, () => withIdentity(this.#database, () => loadProgram(key)));
  }

  /** Forgets what was looked up, of one key or of all: after one was revoked or a member changed. */
  forget(key?: string): void {
    this.#memory.forget(key);
  }
}

async function loadProgram(key: string): Promise<Program | null> {
  const [row] = await query<{
    id: string;
    tenant: string;
    scopes: Scope[];
    madeBy: string;
    lastUsedAt: Date | null;
  }>(
    `SELECT id, tenant, scopes, created_by AS "madeBy", last_used_at AS "lastUsedAt" FROM api_keys
       WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > now())`,
    [hashOfToken(key)],
  );
  const signedIn = row ? await loadSignedIn(row.madeBy) : null;
  const tenant = tenantIdSchema.safeParse(row?.tenant);
  const member = tenant.success ? signedIn?.memberships.get(tenant.data) : undefined;
  if (!row || !signedIn || !member) return null;
  // Once a minute is often enough to know that it is used, and keeps a write off most requests.
  if (!row.lastUsedAt || row.lastUsedAt.getTime() < Date.now() - 60_000)
    await query('UPDATE api_keys SET last_used_at = now() WHERE id = $1', [row.id]);
  return { keyId: row.id, tenant: member.tenant, scopes: row.scopes, signedIn, member };
}
