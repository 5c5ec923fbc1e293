import { createHash } from 'node:crypto';
import { query } from '../tenancy/database.ts';

/** A request that may be sent twice and must do its work once. `hash` is the SHA-256 of what it asks. */
export interface IdempotentRequest {
  readonly key: string;
  readonly hash: Buffer;
}

/** @param parts what makes two requests the same: operation, path and body */
export function idempotentRequest(key: string, ...parts: readonly unknown[]): IdempotentRequest {
  return { key, hash: createHash('sha256').update(JSON.stringify(parts)).digest() };
}

/** The key was used before with another request: answering either would be wrong. */
export class IdempotencyKeyReused extends Error {}

/**
 * The answer kept for this request, or null when it is new.
 * @throws {IdempotencyKeyReused} when the key belongs to another request
 */
export async function keptAnswer({ key, hash }: IdempotentRequest): Promise<unknown> {
  const [row] = await query<{ request_hash: Buffer; answer: unknown }>(
    'SELECT request_hash, answer FROM idempotency_keys WHERE key = $1',
    [key],
  );
  if (!row) return null;
  if (!row.request_hash.equals(hash))
    throw new IdempotencyKeyReused(`key ${key} was used for another request`);
  return row.answer;
}

/** Keeps the answer in the transaction of the work; a request running at the same moment fails on the key. */
export async function keepAnswer({ key, hash }: IdempotentRequest, answer: unknown): Promise<void> {
  await query('INSERT INTO idempotency_keys (key, request_hash, answer) VALUES ($1, $2, $3)', [
    key,
    hash,
    JSON.stringify(answer),
  ]);
}
