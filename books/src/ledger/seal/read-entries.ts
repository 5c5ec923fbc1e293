import { query } from '@smart-accounting/database/tenancy/database';
import type { AccountFacts, EntryRow, LineRow, SealedFacts } from './canonical-entry.ts';

/** The sealed columns of `journal_entries AS e`, named as in `EntryRow`. */
export const entryColumns = `e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, e.entry_date AS "entryDate",
  e.description, e.contact_id AS "contactId", e.document_id AS "documentId", e.reverses, e.posted_by AS "postedBy",
  to_char(e.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "postedAt"`;

/** The entries of the journals' next numbers without a seal, at most `limit`. */
export function unsealedEntries(limit: number): Promise<EntryRow[]> {
  return query<EntryRow>(
    `SELECT ${entryColumns} FROM journal_counters c
       CROSS JOIN LATERAL (SELECT coalesce(max(s.number), 0) AS number FROM seals s
         WHERE s.journal = c.journal AND s.fiscal_year = c.fiscal_year) AS sealed
       JOIN journal_entries e ON e.journal = c.journal AND e.fiscal_year = c.fiscal_year AND e.number > sealed.number
       ORDER BY e.journal, e.fiscal_year, e.number LIMIT $1`,
    [limit],
  );
}

/** The lines of these entries, by entry, in their order. */
export async function linesByEntry(entries: readonly string[]): Promise<Map<string, LineRow[]>> {
  const rows = await query<LineRow>(
    `SELECT entry_id AS "entryId", line, account_id AS "accountId", description, debit, credit,
       contact_id AS "contactId", vat_code AS "vatCode", vat_box AS "vatBox", vat_base AS "vatBase",
       vat_tax AS "vatTax", currency, currency_amount AS "currencyAmount"
       FROM ledger_entries WHERE entry_id = ANY ($1::uuid[]) ORDER BY entry_id, line`,
    [entries],
  );
  return Map.groupBy(rows, ({ entryId }) => entryId);
}

/** What stands behind these entries and lines now: their accounts, contacts and documents. */
export async function factsOf(
  entries: readonly EntryRow[],
  lines: ReadonlyMap<string, readonly LineRow[]>,
): Promise<(entry: EntryRow) => SealedFacts> {
  const all = [...lines.values()].flat();
  const accounts = await accountsById(all.map(({ accountId }) => accountId));
  const contacts = await namesById(
    'SELECT id, name AS value FROM contacts WHERE id = ANY ($1::uuid[])',
    [...entries, ...all].map(({ contactId }) => contactId),
  );
  const documents = await namesById(
    'SELECT id, sha256 AS value FROM documents WHERE id = ANY ($1::uuid[])',
    entries.map(({ documentId }) => documentId),
  );
  return (entry) => {
    const own = lines.get(entry.id) ?? [];
    return {
      accounts: picked(
        accounts,
        own.map(({ accountId }) => accountId),
      ),
      contacts: picked(
        contacts,
        [entry, ...own].map(({ contactId }) => contactId),
      ),
      documentSha256: entry.documentId === null ? null : (documents.get(entry.documentId) ?? null),
    };
  };
}

/** The accounts of these ids as they are now. */
export async function accountsById(ids: readonly string[]): Promise<Map<string, AccountFacts>> {
  const rows = await query<AccountFacts & { id: string }>(
    'SELECT id, number, name, type FROM ledger_accounts WHERE id = ANY ($1::uuid[])',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, number, name, type }) => [id, { number, name, type }]));
}

async function namesById(
  sql: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = new Set(ids.filter((id) => id !== null));
  if (wanted.size === 0) return new Map();
  const rows = await query<{ id: string; value: string }>(sql, [[...wanted]]);
  return new Map(rows.map(({ id, value }) => [id, value]));
}

function picked<T>(
  values: ReadonlyMap<string, T>,
  ids: readonly (string | null)[],
): Record<string, T> {
  const found: [string, T][] = [];
  for (const id of new Set(ids)) {
    const value = id === null ? undefined : values.get(id);
    if (id !== null && value !== undefined) found.push([id, value]);
  }
  return Object.fromEntries(found);
}
