import type { listJournalEntries, QueryOf } from '@smart-accounting/api-contract';
import { containing, listPage, type Page } from '@smart-accounting/database/paging/keyset-page';
import { found } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';

/** A journal entry as a list shows it. `total` is its debit in cents. */
export interface EntrySummary {
  readonly id: string;
  readonly journal: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly entryDate: string;
  readonly description: string;
  readonly contact: string | null;
  readonly contactName: string | null;
  readonly document: string | null;
  readonly invoice: string | null;
  readonly total: bigint;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly postedAt: Date;
  readonly postedBy: string | null;
}

const entries = `
  e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, e.entry_date AS "entryDate", e.description,
    c.id AS contact, c.name AS "contactName", e.document_id AS document, i.id AS invoice,
    (SELECT coalesce(sum(debit), 0) FROM ledger_entries l WHERE l.entry_id = e.id)::bigint AS total,
    e.reverses, r.id AS "reversedBy", e.posted_at AS "postedAt", u.name AS "postedBy"
  FROM journal_entries e
  LEFT JOIN contacts c ON c.id = e.contact_id
  LEFT JOIN invoices i ON i.journal_entry_id = coalesce(e.reverses, e.id)
  LEFT JOIN journal_entries r ON r.reverses = e.id
  LEFT JOIN platform.users u ON u.id = e.posted_by`;

/** Journal entries, the last posted first. */
export async function listEntries(
  filter: QueryOf<typeof listJournalEntries>,
): Promise<Page<EntrySummary>> {
  return listPage<EntrySummary>(filter, {
    rows: entries,
    where: `($1::text IS NULL OR e.journal = $1)
         AND ($2::date IS NULL OR e.entry_date >= $2) AND ($3::date IS NULL OR e.entry_date <= $3)
         AND ($4::text IS NULL OR e.description ILIKE $4 OR c.name ILIKE $4
           OR e.journal || '-' || e.fiscal_year || '-' || lpad(e.number::text, 4, '0') ILIKE $4)`,
    values: [
      filter.journal ?? null,
      filter.from ?? null,
      filter.to ?? null,
      containing(filter.search),
    ],
    by: { 'e.posted_at': 'timestamptz', 'e.id': 'uuid' },
    descending: true,
  });
}

/** A line of an entry with its account; amounts in cents. */
export interface EntryLineDetails {
  readonly line: number;
  readonly account: string;
  readonly number: string;
  readonly name: string;
  readonly description: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly contact: string | null;
  readonly contactName: string | null;
  readonly vatCode: string | null;
  readonly vatBox: string | null;
  readonly vatBase: bigint | null;
  readonly vatTax: bigint | null;
  readonly currency: string | null;
  readonly currencyAmount: bigint | null;
}

/** One entry with its lines. @throws {Refusal} not_found */
export async function readEntry(
  id: string,
): Promise<{ entry: EntrySummary; lines: EntryLineDetails[] }> {
  const [entry] = await query<EntrySummary>(`SELECT ${entries} WHERE e.id = $1`, [id]);
  const lines = await query<EntryLineDetails>(
    `SELECT l.line, a.id AS account, a.number, a.name, l.description, l.debit, l.credit, c.id AS contact,
       c.name AS "contactName", l.vat_code AS "vatCode", l.vat_box AS "vatBox", l.vat_base AS "vatBase",
       l.vat_tax AS "vatTax", l.currency, l.currency_amount AS "currencyAmount"
       FROM ledger_entries l JOIN ledger_accounts a ON a.id = l.account_id LEFT JOIN contacts c ON c.id = l.contact_id
       WHERE l.entry_id = $1 ORDER BY l.line`,
    [id],
  );
  return { entry: found(entry), lines };
}
