import type {
  QueryOf,
  readAccountCard as readAccountCardOperation,
} from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { listPage, type Page } from '@smart-accounting/database/paging/keyset-page';

/** A line on an account's card, in cents; `balance` is the account's after it. */
export interface CardLine {
  entry: string;
  journal: string;
  fiscalYear: number;
  number: number;
  line: number;
  entryDate: string;
  description: string;
  entryDescription: string;
  contra: string[] | null;
  contact: string | null;
  contactName: string | null;
  debit: bigint;
  credit: bigint;
  balance: bigint;
  document: string | null;
  invoice: string | null;
}

/** The lines of one account by date, each with the balance after it, on every page of the list. */
export async function readAccountCard(
  accountId: string,
  filter: QueryOf<typeof readAccountCardOperation>,
): Promise<Page<CardLine> & { opening: bigint; closing: bigint }> {
  const { from = '0001-01-01', to = '9999-12-31' } = filter;
  const page = await listPage<CardLine>(filter, {
    rows: `* FROM (
       SELECT e.id AS entry, e.journal, e.fiscal_year AS "fiscalYear", e.number, l.line, e.entry_date AS "entryDate",
         l.description, e.description AS "entryDescription",
         (SELECT array_agg(DISTINCT a.number) FROM ledger_entries o JOIN ledger_accounts a ON a.id = o.account_id
           WHERE o.entry_id = e.id AND o.account_id <> l.account_id) AS contra,
         c.id AS contact, c.name AS "contactName", l.debit, l.credit,
         (sum(l.debit - l.credit) OVER (ORDER BY e.entry_date, e.id, l.line))::bigint AS balance,
         e.document_id AS document, i.id AS invoice
       FROM ledger_entries l JOIN journal_entries e ON e.id = l.entry_id
       LEFT JOIN contacts c ON c.id = coalesce(l.contact_id, e.contact_id)
       LEFT JOIN invoices i ON i.journal_entry_id = coalesce(e.reverses, e.id)
       WHERE l.account_id = $1 AND e.entry_date <= $3
     ) AS card`,
    where: '"entryDate" >= $2',
    values: [accountId, from, to],
    by: { '"entryDate"': 'date', entry: 'uuid', line: 'bigint' },
  });
  const [sums] = await query<{ opening: bigint; closing: bigint }>(
    `SELECT coalesce(sum(l.debit - l.credit) FILTER (WHERE e.entry_date < $2), 0)::bigint AS opening,
       coalesce(sum(l.debit - l.credit), 0)::bigint AS closing
       FROM ledger_entries l JOIN journal_entries e ON e.id = l.entry_id WHERE l.account_id = $1 AND e.entry_date <= $3`,
    [accountId, from, to],
  );
  return { ...page, opening: sums?.opening ?? 0n, closing: sums?.closing ?? 0n };
}
