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

/**
 * What the entry's accounts, contacts and document were when it was sealed. Their own rows may change afterwards, an
 * account's number or a contact's name, so a seal keeps what they were.
 */
export interface SealedFacts {
  readonly accounts: Readonly<Record<string, AccountFacts>>;
  /** Name by contact's id. */
  readonly contacts: Readonly<Record<string, string>>;
  readonly documentSha256: string | null;
}

export interface AccountFacts {
  readonly number: string;
  readonly name: string;
  readonly type: string;
}

/** What a seal says of one entry. Hashes are SHA-256 in lower-case hexadecimals. */
export interface SealedEntry extends SealedFacts {
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
 * `JSON.stringify` writes it, in UTF-8; amounts and large integers as decimal text, what is absent as null. After an id
 * stands what it names: a document's SHA-256, a contact's name, an account's number, name and type. Another form would
 * need another tag.
 */
export function sealEntry(
  entry: EntryRow,
  lines: readonly LineRow[],
  facts: SealedFacts,
): SealedEntry {
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
    contactName(facts, entry.contactId),
    entry.documentId,
    facts.documentSha256,
    entry.reverses,
    entry.postedBy,
    entry.postedAt,
  ]);
  return {
    entryId: id,
    journal,
    fiscalYear,
    number,
    accounts: facts.accounts,
    contacts: facts.contacts,
    documentSha256: facts.documentSha256,
    entryHash,
    lines: lines.map((line) => ({ line: line.line, hash: lineHash(line, facts) })),
  };
}

/** Chains a seal to the hash of the one before it. The chain covers all that a seal says, its position included. */
export function chainHash(
  previous: string,
  position: bigint,
  seal: Omit<SealedEntry, keyof SealedFacts>,
): string {
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

function lineHash(line: LineRow, facts: SealedFacts): string {
  const account = facts.accounts[line.accountId];
  return hashOf([
    'line',
    line.entryId,
    line.line,
    line.accountId,
    account?.number ?? null,
    account?.name ?? null,
    account?.type ?? null,
    line.description,
    line.debit.toString(),
    line.credit.toString(),
    line.contactId,
    contactName(facts, line.contactId),
    line.vatCode,
    line.vatBox,
    line.vatBase?.toString() ?? null,
    line.vatTax?.toString() ?? null,
    line.currency,
    line.currencyAmount?.toString() ?? null,
  ]);
}

function contactName({ contacts }: SealedFacts, id: string | null): string | null {
  return id === null ? null : (contacts[id] ?? null);
}

function hashOf(form: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(form), 'hex');
}
