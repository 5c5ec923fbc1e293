import { entryNumber } from '../ledger/post-entry.ts';
import type { LedgerFault } from '../ledger/verify-ledger.ts';
import { query } from '../tenancy/database.ts';
import {
  chainHash,
  chainStart,
  type EntryRow,
  type LineRow,
  sealEntry,
  type SealedEntry,
} from './canonical-entry.ts';
import { entryColumns, linesByEntry } from './read-entries.ts';
import type { SealHead } from './seal-head.ts';

const stretchLength = 2_000;

interface Seal extends SealedEntry {
  readonly position: bigint;
  readonly hash: string;
  /** The entry as it stands in the books now. */
  readonly entry: EntryRow | null;
}

/** Seals that follow each other, with the lines of their entries as they stand in the books now. */
interface Stretch {
  readonly seals: readonly Seal[];
  readonly lines: ReadonlyMap<string, readonly LineRow[]>;
}

/**
 * Walks the chain from its first seal and compares every sealed entry and line with what stands in the books now.
 * Runs in the tenant's unit of work; reads every entry.
 * @param heads ends of the chain known from elsewhere, read before this is called
 */
export async function verifySeals(heads: readonly SealHead[]): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  const headsByPosition = Map.groupBy(heads, ({ position }) => position);
  let hash = chainStart;
  let position = 0n;
  let next = readStretch(position);
  for (let stretch = await next; stretch.seals.length > 0; stretch = await next) {
    const { seals, lines } = stretch;
    next = readStretch(seals.at(-1)?.position ?? position); // the server reads on while we compute
    for (const seal of seals) {
      const expected = chainHash(hash, position + 1n, seal);
      if (seal.position !== position + 1n || seal.hash !== expected)
        faults.push(fault('seal_changed', seal, `seal ${seal.position} does not follow the chain`));
      ({ hash, position } = seal);
      faults.push(...compare(seal, lines.get(seal.entryId) ?? []));
      faults.push(...compareHeads(seal, headsByPosition.get(position) ?? []));
    }
  }
  faults.push(...headsBeyond(position, heads));
  return [...faults, ...(await insertedEntries())];
}

/** What of a sealed entry is no longer as it was sealed. */
function compare(seal: Seal, lines: readonly LineRow[]): LedgerFault[] {
  if (!seal.entry && lines.length === 0)
    return [fault('entry_removed', seal, `entry ${seal.entryId} is gone`)];
  const now = seal.entry ? sealEntry(seal.entry, lines) : null;
  const faults: LedgerFault[] = [];
  if (!now)
    faults.push(fault('entry_removed', seal, `entry ${seal.entryId} is gone, not its lines`));
  else if (now.entryHash !== seal.entryHash)
    faults.push(fault('entry_changed', seal, `entry ${seal.entryId} is not what was sealed`));
  const sealed = new Map(seal.lines.map(({ line, hash }) => [line, hash]));
  for (const { line, hash } of now?.lines ?? []) {
    if (!sealed.has(line)) faults.push(fault('line_inserted', seal, `line ${line}`));
    else if (sealed.get(line) !== hash) faults.push(fault('line_changed', seal, `line ${line}`));
    sealed.delete(line);
  }
  if (now)
    for (const line of sealed.keys()) faults.push(fault('line_removed', seal, `line ${line}`));
  return faults;
}

function compareHeads(seal: Seal, heads: readonly SealHead[]): LedgerFault[] {
  return heads
    .filter(({ hash }) => hash !== seal.hash)
    .map(() =>
      fault('head_differs', seal, `seal ${seal.position} is not the one that was published`),
    );
}

function headsBeyond(position: bigint, heads: readonly SealHead[]): LedgerFault[] {
  return heads
    .filter((head) => head.position > position)
    .map((head) => ({
      rule: 'seals_removed',
      subject: `seal ${head.position}`,
      detail: `was published, and the chain ends at ${position}`,
    }));
}

/** Entries without a seal whose number comes before a sealed one: they were not there when that one was sealed. */
async function insertedEntries(): Promise<LedgerFault[]> {
  const rows = await query<{ id: string; journal: string; fiscalYear: number; number: number }>(
    `SELECT e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number FROM journal_entries e
       WHERE NOT EXISTS (SELECT FROM seals s WHERE s.entry_id = e.id) AND e.number <= (SELECT max(s.number) FROM seals s
         WHERE s.journal = e.journal AND s.fiscal_year = e.fiscal_year)
       ORDER BY e.journal, e.fiscal_year, e.number`,
  );
  return rows.map((row) =>
    fault('entry_inserted', row, `entry ${row.id} was not there when later numbers were sealed`),
  );
}

/** The seals after a position, in their order; none at the end of the chain. */
async function readStretch(after: bigint): Promise<Stretch> {
  const rows = await query<SealRow>(
    // Text of arrays is split much faster than an array is parsed.
    `SELECT s.position, s.entry_id AS "entryId", s.journal AS "sealedJournal", s.fiscal_year AS "sealedYear",
       s.number AS "sealedNumber", encode(s.entry_hash, 'hex') AS "entryHash",
       array_to_string(s.line_numbers, ',') AS "lineNumbers", array_to_string(s.line_hashes, ',') AS "lineHashes",
       encode(s.hash, 'hex') AS hash, ${entryColumns}
       FROM seals s LEFT JOIN journal_entries e ON e.id = s.entry_id
       WHERE s.position > $1 ORDER BY s.position LIMIT $2`,
    [after, stretchLength],
  );
  const seals = rows.map(asSeal);
  return { seals, lines: await linesByEntry(seals.map(({ entryId }) => entryId)) };
}

type SealRow = Pick<Seal, 'position' | 'entryId' | 'entryHash' | 'hash'> & {
  readonly sealedJournal: string;
  readonly sealedYear: number;
  readonly sealedNumber: number;
  /** Numbers with commas between. */
  readonly lineNumbers: string;
  /** Hashes with commas between, each as `\x` and hexadecimals. */
  readonly lineHashes: string;
} & ({ readonly id: null } | EntryRow);

function asSeal(row: SealRow): Seal {
  const { position, entryId, entryHash, hash } = row;
  const hashes = row.lineHashes.split(',');
  const lines = row.lineNumbers === '' ? [] : row.lineNumbers.split(',');
  return {
    position,
    entryId,
    journal: row.sealedJournal,
    fiscalYear: row.sealedYear,
    number: row.sealedNumber,
    entryHash,
    hash,
    entry: row.id === null ? null : row,
    lines: lines.map((line, index) => ({
      line: Number(line),
      hash: hashes[index]?.replace('\\x', '') ?? '',
    })),
  };
}

function fault(
  rule: LedgerFault['rule'],
  entry: { journal: string; fiscalYear: number; number: number },
  detail: string,
): LedgerFault {
  return { rule, subject: entryNumber(entry), detail };
}
