import { type EntryLine, reverseLines } from '@smart-accounting/accounting/journal-entry';
import type { VatBox } from '@smart-accounting/accounting/vat';
import { query } from '@smart-accounting/database/tenancy/database';
import type { IdempotentRequest } from '@smart-accounting/database/idempotency/idempotency';
import { entryNumber, postEntry, type PostedEntry } from './post-entry.ts';

interface EntryRow {
  journal: string;
  fiscalYear: number;
  number: number;
  entryDate: string;
  contactId: string | null;
  documentId: string | null;
}

interface LineRow {
  accountId: string;
  description: string;
  debit: bigint;
  credit: bigint;
  contactId: string | null;
  vatCode: string | null;
  vatBox: VatBox | null;
  vatBase: bigint | null;
  vatTax: bigint | null;
  currency: string | null;
  currencyAmount: bigint | null;
}

/**
 * Undoes an entry by posting its exact opposite in the same journal; null when there is no such entry. An entry can be
 * undone once: the second time `ledgerRefusal` says `already_reversed`.
 * @param entryDate the reversal's date; by default that of the entry
 */
export async function reverseEntry(
  entryId: string,
  { entryDate, postedBy }: { entryDate?: string; postedBy: string | null },
  request?: IdempotentRequest,
): Promise<PostedEntry | null> {
  const [entry] = await query<EntryRow>(
    `SELECT journal, fiscal_year AS "fiscalYear", number, entry_date AS "entryDate", contact_id AS "contactId",
       document_id AS "documentId" FROM journal_entries WHERE id = $1`,
    [entryId],
  );
  if (!entry) return null;
  return postEntry(
    {
      journal: entry.journal,
      entryDate: entryDate ?? entry.entryDate,
      description: `Terugboeking van ${entryNumber(entry)}`,
      contactId: entry.contactId,
      documentId: entry.documentId,
      reverses: entryId,
      postedBy,
      lines: reverseLines(await linesOf(entryId)),
    },
    request,
  );
}

async function linesOf(entryId: string): Promise<EntryLine[]> {
  const rows = await query<LineRow>(
    `SELECT account_id AS "accountId", description, debit, credit, contact_id AS "contactId", vat_code AS "vatCode",
       vat_box AS "vatBox", vat_base AS "vatBase", vat_tax AS "vatTax", currency, currency_amount AS "currencyAmount"
       FROM ledger_entries WHERE entry_id = $1 ORDER BY line`,
    [entryId],
  );
  return rows.map((row) => ({
    accountId: row.accountId,
    description: row.description,
    debitMinor: row.debit,
    creditMinor: row.credit,
    contactId: row.contactId,
    vat: row.vatCode
      ? {
          code: row.vatCode,
          box: row.vatBox,
          baseMinor: row.vatBase ?? 0n,
          taxMinor: row.vatTax ?? 0n,
        }
      : null,
    foreign: row.currency
      ? { currency: row.currency, amountMinor: row.currencyAmount ?? 0n }
      : null,
  }));
}
