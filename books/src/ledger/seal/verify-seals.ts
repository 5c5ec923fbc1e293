import { entryNumber } from '../post-entry.ts';
import type { LedgerFault } from '../verify-ledger.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  chainHash,
  chainStart,
  type LineRow,
  sealEntry,
  type SealedFacts,
} from './canonical-entry.ts';
import { type Seal, stretches } from './read-seals.ts';
import { headOf, type SealHead } from './seal-head.ts';
import { FactsCheck } from './verify-facts.ts';

/** Ends of the chain known from elsewhere, read before the chain is walked. */
export interface KnownHeads {
  /** Those of the store of heads; absent or null when they were not read, and then a missing one is no fault. */
  readonly published?: readonly SealHead[] | null;
  /** Those that people wrote down. */
  readonly noted?: readonly SealHead[];
}

/**
 * Walks the chain from its first seal and compares every sealed entry, line and name with what stands in the books now.
 * Runs in a unit of work that sees the books; reads every entry. What a row of the chain or the audit says is no more
 * trusted than the books are: one that makes no sense is a fault and never keeps the rest from being verified.
 */
export async function verifySeals({ published, noted = [] }: KnownHeads = {}): Promise<
  LedgerFault[]
> {
  const found: LedgerFault[][] = []; // lists are added whole: a forged one may be too long for arguments of `push`
  const audited = await auditedHeads();
  const heads = [...(published ?? []), ...noted, ...audited.heads];
  const headsByPosition = Map.groupBy(heads, ({ position }) => position);
  const names = new FactsCheck();
  let newest: Seal | null = null;
  let hash = chainStart;
  let position = 0n;
  for await (const { seals, lines } of stretches())
    for (const seal of seals) {
      const expected = chainHash(hash, position + 1n, seal);
      if (seal.position !== position + 1n || seal.hash !== expected)
        found.push([
          fault('seal_changed', seal, `seal ${seal.position} does not follow the chain`),
        ]);
      ({ hash, position } = seal);
      newest = seal;
      if (seal.facts) {
        names.add(seal.facts, seal.entry);
        found.push(compare(seal, seal.facts, lines.get(seal.entryId) ?? []));
      } else
        found.push([
          fault(
            'seal_unreadable',
            seal,
            `what seal ${position} says of accounts and contacts is in no form of ours`,
          ),
        ]);
      found.push(compareHeads(seal, headsByPosition.get(position) ?? []));
    }
  found.push(headsBeyond(position, heads));
  if (newest && published && !published.some((head) => head.position === position))
    found.push([
      fault('head_missing', newest, `the newest seal, ${position}, is not in the store of heads`),
    ]);
  return [
    ...found.flat(),
    ...audited.faults,
    ...(await names.faults()),
    ...(await insertedEntries()),
    ...(await forgottenEntries()),
  ];
}

/** What of a sealed entry is no longer as it was sealed. */
function compare(seal: Seal, facts: SealedFacts, lines: readonly LineRow[]): LedgerFault[] {
  if (!seal.entry && lines.length === 0)
    return [fault('entry_removed', seal, `entry ${seal.entryId} is gone`)];
  const now = seal.entry ? sealEntry(seal.entry, lines, facts) : null;
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

/**
 * Entries that should have their seal by now: posted ten minutes ago or earlier, and not made, restored or resumed since.
 * A suspended tenant's jobs wait, so its entries may, too.
 */
async function forgottenEntries(): Promise<LedgerFault[]> {
  const rows = await query<{ id: string; journal: string; fiscalYear: number; number: number }>(
    `SELECT e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number FROM platform.tenants t
       CROSS JOIN journal_counters c
       CROSS JOIN LATERAL (SELECT coalesce(max(s.number), 0) AS number FROM seals s
         WHERE s.journal = c.journal AND s.fiscal_year = c.fiscal_year) AS sealed
       JOIN journal_entries e ON e.journal = c.journal AND e.fiscal_year = c.fiscal_year AND e.number > sealed.number
       WHERE t.id = substr(current_schema(), 3) AND t.state = 'active'
         AND greatest(e.posted_at, t.active_since) < now() - interval '10 minutes'
       ORDER BY e.journal, e.fiscal_year, e.number`,
  );
  return rows.map((row) =>
    fault('entry_unsealed', row, `entry ${row.id} has had no seal for more than ten minutes`),
  );
}

/** The heads that earlier verifications found without a fault, as the audit keeps them; and those that are none. */
async function auditedHeads(): Promise<{ heads: SealHead[]; faults: LedgerFault[] }> {
  const rows = await query<{ id: bigint; head: string }>(
    `SELECT id, after ->> 'head' AS head FROM audit.events
       WHERE tenant = substr(current_schema(), 3) AND action = 'ledger.verified' AND after ->> 'head' IS NOT NULL
       ORDER BY id`,
  );
  const heads: SealHead[] = [];
  const faults: LedgerFault[] = [];
  for (const { id, head: text } of rows) {
    const head = headOf(text);
    if (head) heads.push(head);
    else
      faults.push({
        rule: 'head_unreadable',
        subject: `audit event ${id}`,
        detail: `says that the chain ended at ${JSON.stringify(text.slice(0, 100))}, which is no head`,
      });
  }
  return { heads, faults };
}

function fault(
  rule: LedgerFault['rule'],
  entry: { journal: string; fiscalYear: number; number: number },
  detail: string,
): LedgerFault {
  return { rule, subject: entryNumber(entry), detail };
}
