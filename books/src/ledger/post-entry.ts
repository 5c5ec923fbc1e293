import { type EntryLine } from '@smart-accounting/accounting/journal-entry';
import { ledgerPostings } from '@smart-accounting/monitoring';
import { afterCommit, query } from '@smart-accounting/database/tenancy/database';
import { requestSeal } from './seal/request-seal.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type { IdempotentRequest } from '@smart-accounting/database/idempotency/idempotency';

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
  // The function's row comes as text, `(2026,147)`: selected FROM the function it costs the server a twentieth more.
  const [row] = await query<{ place: string }>(
    'SELECT post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS place',
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
  const [, fiscalYear, number] = /^\((\d+),(\d+)\)$/.exec(row?.place ?? '') ?? [];
  if (!fiscalYear || !number) throw new Error(`entry ${id} was not posted and no reason was given`);
  afterCommit(() => ledgerPostings.inc({ journal: draft.journal }));
  requestSeal();
  return { id, journal: draft.journal, fiscalYear: Number(fiscalYear), number: Number(number) };
}

/** How people name an entry: `INK-2026-0147`. */
export function entryNumber({ journal, fiscalYear, number }: Omit<PostedEntry, 'id'>): string {
  return `${journal}-${fiscalYear}-${String(number).padStart(4, '0')}`;
}

/** A line as the statement's JSON: amounts as text, because JSON numbers are not exact; what it has not is left out. */
function lineRow(line: EntryLine, index: number): Record<string, string | number | undefined> {
  return {
    line: index + 1,
    account_id: line.accountId,
    description: line.description,
    debit: line.debitMinor.toString(),
    credit: line.creditMinor.toString(),
    contact_id: line.contactId ?? undefined,
    vat_code: line.vat?.code,
    vat_box: line.vat?.box ?? undefined,
    vat_base: line.vat?.baseMinor.toString(),
    vat_tax: line.vat?.taxMinor.toString(),
    currency: line.foreign?.currency,
    currency_amount: line.foreign?.amountMinor.toString(),
  };
}
