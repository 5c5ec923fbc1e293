import { found } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import { isNoInvoice } from './no-invoice.ts';

/** Where an invoice stands among those that wait to be posted, oldest first; what is none is passed over. */
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
       FROM invoices WHERE kind = 'purchase' 
         AND (id = $1 OR (journal_entry_id IS NULL AND NOT ${isNoInvoice('invoices')}))
       WINDOW w AS (ORDER BY created_at, id)
     ) AS queue WHERE id = $1`,
    [id],
  );
  return found(row);
}
