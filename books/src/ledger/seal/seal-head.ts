import type { TenantId } from '@smart-accounting/worker-contract';
import { z } from 'zod';
import type { HeadStore } from '@smart-accounting/database/storage/object-storage';
import { query } from '@smart-accounting/database/tenancy/database';

/** The end of a chain: it vouches for every entry up to its position. `hash` is in hexadecimals. */
export interface SealHead {
  readonly position: bigint;
  readonly hash: string;
}

/** The newest seal of the tenant's books, or null when nothing is sealed yet. */
export async function sealHead(): Promise<SealHead | null> {
  const [head] = await query<SealHead>(
    "SELECT position, encode(hash, 'hex') AS hash FROM seals ORDER BY position DESC LIMIT 1",
  );
  return head ?? null;
}

/**
 * Puts the head where the database's administrator cannot change it: a chain whose head never leaves the database
 * proves nothing against him. Each head is an object of its own, named by position and hash, in a store whose key
 * cannot delete; give the bucket a retention lock.
 */
export async function publishHead(
  store: HeadStore,
  tenant: TenantId,
  head: SealHead,
): Promise<void> {
  const key = `${tenant}/${head.position.toString().padStart(12, '0')}-${head.hash}.json`;
  if (await store.get(key)) return;
  const text = JSON.stringify({ tenant, position: head.position.toString(), hash: head.hash });
  await store.put(key, Buffer.from(`${text}\n`));
}

/** Every head that was published for the tenant, in no order. */
export async function publishedHeads(store: HeadStore, tenant: TenantId): Promise<SealHead[]> {
  const keys = await store.list(tenant);
  return keys.flatMap((key) => {
    const [, position, hash] = /\/(\d+)-([0-9a-f]{64})\.json$/.exec(key) ?? [];
    return position && hash ? [{ position: BigInt(position), hash }] : [];
  });
}

/** How people note a head down and give it back: `1234:9f86…`. */
export function formatHead({ position, hash }: SealHead): string {
  return `${position}:${hash}`;
}

const publishedHead = z.object({ position: z.string(), hash: z.string() });

/** A head that was kept elsewhere: noted down, or a published one as it stands in the store. @throws {RangeError} */
export function readNotedHead(text: string): SealHead {
  const published = publishedHead.safeParse(text.startsWith('{') ? JSON.parse(text) : null);
  return parseHead(
    published.success ? `${published.data.position}:${published.data.hash}` : text.trim(),
  );
}

/** The head of such a text. @throws {RangeError} when it is none */
export function parseHead(text: string): SealHead {
  const head = headOf(text);
  if (!head)
    throw new RangeError(`"${text}" is no head of a chain: POSITION:HASH, as an export prints it`);
  return head;
}

/** The head of such a text, or null when it is none; the audit's policy for the sealer says the same form. */
export function headOf(text: string): SealHead | null {
  const [, position, hash] = /^([1-9]\d{0,17}):([0-9a-f]{64})$/.exec(text) ?? [];
  return position && hash ? { position: BigInt(position), hash } : null;
}
