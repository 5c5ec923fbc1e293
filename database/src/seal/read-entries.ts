import { query } from '../tenancy/database.ts';
import type { EntryRow, LineRow } from './canonical-entry.ts';

/** The sealed columns of `journal_entries AS e`, named as in `EntryRow`. */
export const entryColumns = `e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, e.entry_date AS "entryDate",
  e.description, e.contact_id AS "contactId", e.document_id AS "documentId", e.reverses, e.posted_by AS "postedBy",
  to_char(e.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "postedAt"`;

/** The entries of the journals' next numbers without a seal, at most `limit`. */
export function unsealedEntries(limit: number): Promise<EntryRow[]> {
  return query<EntryRow>(
    `SELECT ${entryColumns} FROM journal_counters c
       CROSS JOIN LATERAL (SELECT coalesce(max(s.number), 0) AS number FROM seals s
         WHERE s.journal = c.journal AND s.fiscal_year = c.fiscal_year) AS sealed
       JOIN journal_entries e ON e.journal = c.journal AND e.fiscal_year = c.fiscal_year AND e.number > sealed.number
       ORDER BY e.journal, e.fiscal_year, e.number LIMIT $1`,
    [limit],
  );
}

/** The lines of these entries, by entry, in their order. */
export async function linesByEntry(entries: readonly string[]): Promise<Map<string, LineRow[]>> {
  const rows = await query<LineRow>(
    `SELECT entry_id AS "entryId", line, account_id AS "accountId", description, debit, credit,
       contact_id AS "contactId", vat_code AS "vatCode", vat_box AS "vatBox", vat_base AS "vatBase",
       vat_tax AS "vatTax", currency, currency_amount AS "currencyAmount"
       FROM ledger_entries WHERE entry_id = ANY ($1::uuid[]) ORDER BY entry_id, line`,
    [entries],
  );
  return Map.groupBy(rows, ({ entryId }) => entryId);
}
