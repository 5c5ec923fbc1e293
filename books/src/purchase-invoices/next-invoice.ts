import { found } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';

/** Where an invoice stands among those that wait to be posted, oldest first. */
export interface QueuePosition {
  readonly previous: string | null;
  readonly next: string | null;
  /** From 1. */
  readonly position: bigint;
  readonly count: bigint;
}

/** @throws {Refusal} not_found */
export async function nextInvoice(id: string): Promise<QueuePosition> {
  const [row] = await query<QueuePosition>(
    `SELECT previous, next, position, count FROM (
       SELECT id, lag(id) OVER w AS previous, lead(id) OVER w AS next, row_number() OVER w AS position,
         count(*) OVER () AS count
       FROM invoices WHERE kind = 'purchase' AND (journal_entry_id IS NULL OR id = $1)
       WINDOW w AS (ORDER BY created_at, id)
     ) AS queue WHERE id = $1`,
    [id],
  );
  return found(row);
}
