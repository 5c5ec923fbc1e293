import type { Scope } from '@smart-accounting/api-contract';
import { found } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';

/** A key of a program, as its tenant sees it; the key itself is shown only once. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Its first characters. */
  readonly hint: string;
  readonly scopes: Scope[];
  /** Name of whoever made it; null when they are a member no more. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const selectKeys = `
  SELECT k.id, k.name, k.hint, k.scopes, u.name AS "createdBy", k.created_at AS "createdAt",
    k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"
  FROM platform.api_keys k LEFT JOIN platform.users u ON u.id = k.created_by`;

/** A tenant's keys, latest first. Runs in the tenant's unit of work, as all here. */
export function listApiKeys(): Promise<ApiKey[]> {
  return query<ApiKey>(`${selectKeys} ORDER BY k.created_at DESC, k.id DESC`);
}

/** @throws {Refusal} not_found */
export async function findApiKey(id: string): Promise<ApiKey> {
  const [key] = await query<ApiKey>(`${selectKeys} WHERE k.id = $1`, [id]);
  return found(key);
}
