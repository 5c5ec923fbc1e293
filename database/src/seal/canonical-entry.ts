import { hash } from 'node:crypto';

/** An entry as it is sealed, column by column; `postedAt` is UTC with microseconds. */
export interface EntryRow {
  readonly id: string;
  readonly journal: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly entryDate: string;
  readonly description: string;
  readonly contactId: string | null;
  readonly documentId: string | null;
  readonly reverses: string | null;
  readonly postedBy: string | null;
  readonly postedAt: string;
}

/** One of its lines. */
export interface LineRow {
  readonly entryId: string;
  readonly line: number;
  readonly accountId: string;
  readonly description: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly contactId: string | null;
  readonly vatCode: string | null;
  readonly vatBox: string | null;
  readonly vatBase: bigint | null;
  readonly vatTax: bigint | null;
  readonly currency: string | null;
  readonly currencyAmount: bigint | null;
}

/** What a seal says of one entry. Hashes are SHA-256 in lower-case hexadecimals. */
export interface SealedEntry {
  readonly entryId: string;
  readonly journal: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly entryHash: string;
  readonly lines: readonly { readonly line: number; readonly hash: string }[];
}

/** The hash that the first seal is chained to. */
export const chainStart = '0'.repeat(64);

/**
 * The canonical form of an entry and of a line: a JSON array of a tag and the columns in the order below, as
 * `JSON.stringify` writes it, in UTF-8; amounts and large integers as decimal text, what is absent as null. What a
 * restore makes anew (the transaction's id) is not in it. Another form would need another tag.
 */
export function sealEntry(entry: EntryRow, lines: readonly LineRow[]): SealedEntry {
  const { id, journal, fiscalYear, number, entryDate, description } = entry;
  const entryHash = hashOf([
    'entry',
    id,
    journal,
    fiscalYear,
    number,
    entryDate,
    description,
    entry.contactId,
    entry.documentId,
    entry.reverses,
    entry.postedBy,
    entry.postedAt,
  ]);
  return {
    entryId: id,
    journal,
    fiscalYear,
    number,
    entryHash,
    lines: lines.map((line) => ({ line: line.line, hash: lineHash(line) })),
  };
}

/** Chains a seal to the hash of the one before it. The chain covers all that a seal says, its position included. */
export function chainHash(previous: string, position: bigint, seal: SealedEntry): string {
  return hashOf([
    'seal',
    previous,
    position.toString(),
    seal.entryId,
    seal.journal,
    seal.fiscalYear,
    seal.number,
    seal.entryHash,
    ...seal.lines.map(({ line, hash: sealed }) => [line, sealed]),
  ]);
}

function lineHash(line: LineRow): string {
  return hashOf([
    'line',
    line.entryId,
    line.line,
    line.accountId,
    line.description,
    line.debit.toString(),
    line.credit.toString(),
    line.contactId,
    line.vatCode,
    line.vatBox,
    line.vatBase?.toString() ?? null,
    line.vatTax?.toString() ?? null,
    line.currency,
    line.currencyAmount?.toString() ?? null,
  ]);
}

function hashOf(form: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(form), 'hex');
}
