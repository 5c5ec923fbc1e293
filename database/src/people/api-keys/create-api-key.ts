import type { Scope } from '@smart-accounting/api-contract';
import { recordEvent } from '../../audit/record-event.ts';
import { query } from '../../tenancy/database.ts';
import { randomUuidV7 } from '../../uuid-v7.ts';
import { hashOfToken, newSecretToken } from '../secret-token.ts';
import { type ApiKey, findApiKey } from './find-api-key.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** An instant as text; null for a key that does not expire. */
  readonly expiresAt: string | null;
}

/**
 * Makes a key, which is given out only now: the database has its SHA-256. Runs in the tenant's unit of work.
 * @param by id of the person for whom programs with the key act
 */
export async function createApiKey(
  { name, scopes, expiresAt }: NewApiKey,
  by: string,
): Promise<{ key: string; apiKey: ApiKey }> {
  const id = randomUuidV7();
  const key = `sak_${newSecretToken()}`;
  await query(
    `INSERT INTO platform.api_keys (id, name, key_hash, hint, scopes, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, hashOfToken(key), key.slice(0, 8), scopes, by, expiresAt],
  );
  await recordEvent({
    userId: by,
    action: 'api_key.created',
    subject: 'api_key',
    subjectId: id,
    after: { name, scopes, expires_at: expiresAt },
  });
  return { key, apiKey: await findApiKey(id) };
}
