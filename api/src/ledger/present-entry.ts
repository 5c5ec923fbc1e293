import type { AnswerOf, JournalEntry, listJournalEntries } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { entryNumber, query } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';

type Summary = AnswerOf<typeof listJournalEntries>['items'][number];

export interface EntryRow {
  id: string;
  journal: string;
  fiscalYear: number;
  number: number;
  entryDate: string;
  description: string;
  contact: string | null;
  contactName: string | null;
  document: string | null;
  invoice: string | null;
  total: bigint;
  reverses: string | null;
  reversedBy: string | null;
  postedAt: Date;
  postedText: string;
  postedBy: string | null;
}

/** Entries with what people ask of them; add WHERE, ORDER BY and LIMIT. */
export const selectEntries = `
  SELECT e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, e.entry_date AS "entryDate", e.description,
    c.id AS contact, c.name AS "contactName", e.document_id AS document, i.id AS invoice,
    (SELECT coalesce(sum(debit), 0) FROM ledger_entries l WHERE l.entry_id = e.id)::bigint AS total,
    e.reverses, r.id AS "reversedBy", e.posted_at AS "postedAt", e.posted_at::text AS "postedText", u.name AS "postedBy"
  FROM journal_entries e
  LEFT JOIN contacts c ON c.id = e.contact_id
  LEFT JOIN invoices i ON i.journal_entry_id = coalesce(e.reverses, e.id)
  LEFT JOIN journal_entries r ON r.reverses = e.id
  LEFT JOIN platform.users u ON u.id = e.posted_by`;

export function presentEntrySummary(row: EntryRow): Summary {
  return {
    id: row.id,
    number: entryNumber(row),
    journal: row.journal,
    entry_date: row.entryDate,
    description: row.description,
    contact: row.contact ? { id: row.contact, name: row.contactName ?? '' } : null,
    document_id: row.document,
    purchase_invoice_id: row.invoice,
    total: formatMinor(row.total),
    reverses: row.reverses,
    reversed_by: row.reversedBy,
    posted_at: row.postedAt.toISOString(),
    posted_by: row.postedBy,
  };
}

/** One entry with its lines. @throws {ApiError} not_found */
export async function readEntryAnswer(id: string): Promise<JournalEntry> {
  const [row] = await query<EntryRow>(`${selectEntries} WHERE e.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return { ...presentEntrySummary(row), lines: await readLines(id) };
}

interface LineRow {
  line: number;
  account: string;
  number: string;
  name: string;
  description: string;
  debit: bigint;
  credit: bigint;
  contact: string | null;
  contactName: string | null;
  vatCode: string | null;
  vatBox: string | null;
  vatBase: bigint | null;
  vatTax: bigint | null;
  currency: string | null;
  currencyAmount: bigint | null;
}

async function readLines(entryId: string): Promise<JournalEntry['lines']> {
  const rows = await query<LineRow>(
    `SELECT l.line, a.id AS account, a.number, a.name, l.description, l.debit, l.credit, c.id AS contact,
       c.name AS "contactName", l.vat_code AS "vatCode", l.vat_box AS "vatBox", l.vat_base AS "vatBase",
       l.vat_tax AS "vatTax", l.currency, l.currency_amount AS "currencyAmount"
       FROM ledger_entries l JOIN ledger_accounts a ON a.id = l.account_id LEFT JOIN contacts c ON c.id = l.contact_id
       WHERE l.entry_id = $1 ORDER BY l.line`,
    [entryId],
  );
  const amountOrNull = (amount: bigint | null): string | null =>
    amount === null ? null : formatMinor(amount);
  return rows.map((row) => ({
    line: row.line,
    ledger_account: { id: row.account, number: row.number, name: row.name },
    description: row.description,
    debit: formatMinor(row.debit),
    credit: formatMinor(row.credit),
    contact: row.contact ? { id: row.contact, name: row.contactName ?? '' } : null,
    vat_code: row.vatCode,
    vat_box: row.vatBox,
    vat_base: amountOrNull(row.vatBase),
    vat_tax: amountOrNull(row.vatTax),
    currency: row.currency,
    currency_amount: amountOrNull(row.currencyAmount),
  }));
}
