import type { AnswerOf, JournalEntry, listJournalEntries } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import {
  type EntryLineDetails,
  type EntrySummary,
  readEntry,
} from '@smart-accounting/books/ledger/list-entries';
import { entryNumber } from '@smart-accounting/books/ledger/post-entry';

type Summary = AnswerOf<typeof listJournalEntries>['items'][number];

export function presentEntrySummary(row: EntrySummary): Summary {
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

/** One entry with its lines, read in the tenant's unit of work. @throws {Refusal} not_found */
export async function presentEntry(id: string): Promise<JournalEntry> {
  const { entry, lines } = await readEntry(id);
  return { ...presentEntrySummary(entry), lines: lines.map(presentLine) };
}

function presentLine(row: EntryLineDetails): JournalEntry['lines'][number] {
  return {
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
  };
}

function amountOrNull(amount: bigint | null): string | null {
  return amount === null ? null : formatMinor(amount);
}
