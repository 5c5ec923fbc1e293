import { z } from 'zod';
import { query } from '@smart-accounting/database/tenancy/database';
import type { EntryRow, LineRow, SealedEntry, SealedFacts } from './canonical-entry.ts';
import { entryColumns, linesByEntry } from './read-entries.ts';

const stretchLength = 2_000;

/** A seal as it stands in the chain; the chain itself says whether it is the one that was made. */
export interface Seal extends Omit<SealedEntry, keyof SealedFacts> {
  readonly position: bigint;
  readonly hash: string;
  /** Null when they are in no form that a seal has. */
  readonly facts: SealedFacts | null;
  /** The entry as it stands in the books now. */
  readonly entry: EntryRow | null;
}

/** Seals that follow each other, with the lines of their entries as they stand in the books now. */
export interface Stretch {
  readonly seals: readonly Seal[];
  readonly lines: ReadonlyMap<string, readonly LineRow[]>;
}

/** The whole chain from its first seal, stretch by stretch. */
export async function* stretches(): AsyncGenerator<Stretch, void, undefined> {
  let next = readStretch(0n);
  try {
    for (;;) {
      const stretch = await next;
      const last = stretch.seals.at(-1);
      if (!last) return;
      next = readStretch(last.position); // the server reads on while the caller computes
      next.catch(() => {}); // told when its turn comes
      yield stretch;
    }
  } finally {
    await Promise.allSettled([next]); // however the walk ends, its statements end before the unit of work does
  }
}

/** The seals after a position, in their order; none at the end of the chain. */
async function readStretch(after: bigint): Promise<Stretch> {
  const rows = await query<SealRow>(
    // Text of arrays is split much faster than an array is parsed.
    `SELECT s.position, s.entry_id AS "entryId", s.journal AS "sealedJournal", s.fiscal_year AS "sealedYear",
       s.number AS "sealedNumber", encode(s.entry_hash, 'hex') AS "entryHash",
       s.accounts, s.contacts, s.document_sha256 AS "documentSha256",
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
  readonly accounts: unknown;
  readonly contacts: unknown;
  readonly documentSha256: string | null;
  /** Numbers with commas between. */
  readonly lineNumbers: string;
  /** Hashes with commas between, each as `\x` and hexadecimals. */
  readonly lineHashes: string;
} & ({ readonly id: null } | EntryRow);

const factsSchema = z.object({
  accounts: z.record(
    z.guid(),
    z.object({ number: z.string(), name: z.string(), type: z.string() }),
  ),
  contacts: z.record(z.guid(), z.string()),
  documentSha256: z.string().nullable(),
});

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
    facts: factsSchema.safeParse(row).data ?? null,
    entryHash,
    hash,
    entry: row.id === null ? null : row,
    lines: lines.map((line, index) => ({
      line: Number(line),
      hash: hashes[index]?.replace('\\x', '') ?? '',
    })),
  };
}
