import { query } from '@smart-accounting/database/tenancy/database';
import { sealHead } from './seal/seal-head.ts';

/** How large a tenant's books are. */
export interface BooksSize {
  /** Of all their tables, with indexes. */
  readonly bytes: bigint;
  readonly entries: bigint;
  readonly sealed: bigint;
}

/** Measures the books of a unit of work that sees them. */
export async function measureBooks(): Promise<BooksSize> {
  const [row] = await query<{ bytes: bigint | null; entries: bigint }>(
    `SELECT (SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r') AS bytes,
       (SELECT coalesce(sum(last_number), 0)::bigint FROM journal_counters) AS entries`,
  );
  const head = await sealHead();
  return { bytes: row?.bytes ?? 0n, entries: row?.entries ?? 0n, sealed: head?.position ?? 0n };
}
