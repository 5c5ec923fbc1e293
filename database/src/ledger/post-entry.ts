import { type EntryLine } from '@smart-accounting/accounting/journal-entry';
import { ledgerPostings } from '@smart-accounting/monitoring';
import { afterCommit, query } from '../tenancy/database.ts';
import { requestSeal } from '../seal/request-seal.ts';
import { randomUuidV7 } from '../uuid-v7.ts';
import type { IdempotentRequest } from './idempotency.ts';

export interface EntryDraft {
  /** Made by the caller when other rows of the transaction refer to it. */
  readonly id?: string;
  readonly journal: string;
  readonly entryDate: string;
  readonly description: string;
  readonly contactId?: string | null;
  readonly documentId?: string | null;
  /** The entry this one undoes; the database checks that it is its exact opposite. */
  readonly reverses?: string | null;
  /** User id; null for the program itself. */
  readonly postedBy: string | null;
  readonly lines: readonly EntryLine[];
}

export interface PostedEntry {
  readonly id: string;
  readonly journal: string;
  readonly fiscalYear: number;
  readonly number: number;
}

/**
 * The one way into the ledger: entry, number, lines and idempotency key in one statement. It locks the journal's
 * counter until COMMIT, therefore it is the last statement of its unit of work.
 *
 * The database refuses, at this statement or at COMMIT, what must not be; `ledgerRefusal` tells which rule it was.
 */
export async function postEntry(
  draft: EntryDraft,
  request?: IdempotentRequest,
): Promise<PostedEntry> {
  const id = draft.id ?? randomUuidV7();
  const [posted] = await query<PostedEntry>(
    `SELECT $1::uuid AS id, $2 AS journal, fiscal_year AS "fiscalYear", number
       FROM post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      draft.journal,
      draft.entryDate,
      draft.description,
      draft.contactId ?? null,
      draft.documentId ?? null,
      draft.reverses ?? null,
      draft.postedBy,
      JSON.stringify(draft.lines.map(lineRow)),
      request?.key ?? null,
      request?.hash ?? null,
    ],
  );
  if (!posted) throw new Error(`entry ${id} was not posted and no reason was given`);
  afterCommit(() => ledgerPostings.inc({ journal: draft.journal }));
  requestSeal();
  return posted;
}

/** How people name an entry: `INK-2026-0147`. */
export function entryNumber({ journal, fiscalYear, number }: Omit<PostedEntry, 'id'>): string {
  return `${journal}-${fiscalYear}-${String(number).padStart(4, '0')}`;
}

/** A line as the statement's JSON: amounts as text, because JSON numbers are not exact. */
function lineRow(line: EntryLine, index: number): Record<string, string | number | null> {
  return {
    line: index + 1,
    account_id: line.accountId,
    description: line.description,
    debit: line.debitMinor.toString(),
    credit: line.creditMinor.toString(),
    contact_id: line.contactId ?? null,
    vat_code: line.vat?.code ?? null,
    vat_box: line.vat?.box ?? null,
    vat_base: line.vat?.baseMinor.toString() ?? null,
    vat_tax: line.vat?.taxMinor.toString() ?? null,
    currency: line.foreign?.currency ?? null,
    currency_amount: line.foreign?.amountMinor.toString() ?? null,
  };
}
