import { query } from '@smart-accounting/database/tenancy/database';
import { chainHash, chainStart, sealEntry } from './canonical-entry.ts';
import { factsOf, linesByEntry, unsealedEntries } from './read-entries.ts';
import { sealHead } from './seal-head.ts';

/**
 * Seals entries that have no seal yet, at most `limit`, in one unit of work of `withSealer`; gives how many. Two at
 * once wait for each other, and the second finds what the first left.
 */
export async function sealEntries(limit: number): Promise<number> {
  await query('SELECT FROM sealing_turn FOR UPDATE');
  const entries = await unsealedEntries(limit);
  if (entries.length === 0) return 0;
  const lines = await linesByEntry(entries.map(({ id }) => id));
  const facts = await factsOf(entries, lines);
  const head = await sealHead();
  let hash = head?.hash ?? chainStart;
  let position = head?.position ?? 0n;
  const seals = entries.map((entry) => {
    const seal = sealEntry(entry, lines.get(entry.id) ?? [], facts(entry));
    position += 1n;
    hash = chainHash(hash, position, seal);
    return {
      position: position.toString(),
      entry_id: seal.entryId,
      journal: seal.journal,
      fiscal_year: seal.fiscalYear,
      number: seal.number,
      accounts: seal.accounts,
      contacts: seal.contacts,
      document_sha256: seal.documentSha256,
      entry_hash: seal.entryHash,
      line_numbers: seal.lines.map(({ line }) => line),
      line_hashes: seal.lines.map((line) => `\\x${line.hash}`),
      hash,
    };
  });
  await query(
    `INSERT INTO seals (position, entry_id, journal, fiscal_year, number, accounts, contacts, document_sha256,
         entry_hash, line_numbers, line_hashes, hash)
       SELECT position, entry_id, journal, fiscal_year, number, accounts, contacts, document_sha256,
         decode(entry_hash, 'hex'), line_numbers, line_hashes, decode(hash, 'hex')
       FROM jsonb_to_recordset($1::jsonb) AS seal (position bigint, entry_id uuid, journal text, fiscal_year int,
         number int, accounts jsonb, contacts jsonb, document_sha256 text, entry_hash text, line_numbers int[],
         line_hashes bytea[], hash text)`,
    [JSON.stringify(seals)],
  );
  return seals.length;
}

/** Whether any entry waits for its seal: asked of every tenant every other minute, so it looks at counters alone. */
export async function hasUnsealed(): Promise<boolean> {
  const [row] = await query<{ waiting: boolean }>(
    `SELECT EXISTS (SELECT FROM journal_counters c WHERE c.last_number > (SELECT coalesce(max(s.number), 0) FROM seals s
       WHERE s.journal = c.journal AND s.fiscal_year = c.fiscal_year)) AS waiting`,
  );
  return row?.waiting ?? false;
}
