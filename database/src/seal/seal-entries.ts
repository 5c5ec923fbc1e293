import { query } from '../tenancy/database.ts';
import { chainHash, chainStart, sealEntry } from './canonical-entry.ts';
import { linesByEntry, unsealedEntries } from './read-entries.ts';
import { sealHead } from './seal-head.ts';

/**
 * Seals entries that have no seal yet, at most `limit`, in one unit of work of their tenant; gives how many. Two at
 * once wait for each other, and the second finds what the first left.
 */
export async function sealEntries(limit: number): Promise<number> {
  await query("SELECT pg_advisory_xact_lock(hashtextextended(current_user || ':seals', 0))");
  const entries = await unsealedEntries(limit);
  if (entries.length === 0) return 0;
  const lines = await linesByEntry(entries.map(({ id }) => id));
  const head = await sealHead();
  let hash = head?.hash ?? chainStart;
  let position = head?.position ?? 0n;
  const seals = entries.map((entry) => {
    const seal = sealEntry(entry, lines.get(entry.id) ?? []);
    position += 1n;
    hash = chainHash(hash, position, seal);
    return {
      position: position.toString(),
      entry_id: seal.entryId,
      journal: seal.journal,
      fiscal_year: seal.fiscalYear,
      number: seal.number,
      entry_hash: seal.entryHash,
      line_numbers: seal.lines.map(({ line }) => line),
      line_hashes: seal.lines.map((line) => `\\x${line.hash}`),
      hash,
    };
  });
  await query(
    `INSERT INTO seals (position, entry_id, journal, fiscal_year, number, entry_hash, line_numbers, line_hashes, hash)
       SELECT position, entry_id, journal, fiscal_year, number, decode(entry_hash, 'hex'), line_numbers, line_hashes,
         decode(hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS seal (position bigint, entry_id uuid, journal text, fiscal_year int,
         number int, entry_hash text, line_numbers int[], line_hashes bytea[], hash text)`,
    [JSON.stringify(seals)],
  );
  return seals.length;
}
