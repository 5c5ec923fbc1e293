import type {
  QueryOf,
  readAccountCard as readAccountCardOperation,
} from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  type List,
  listPage,
  type Page,
  previousCursor,
} from '@smart-accounting/database/paging/keyset-page';
import type { LedgerAccount } from './ledger-account.ts';

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

/** Where a card stands: debit and credit since the period began, and the account's balance. */
export interface CardSums {
  readonly debit: bigint;
  readonly credit: bigint;
  readonly balance: bigint;
}

/** A financial year in which something was posted on the account. */
export interface CardYear {
  readonly year: number;
  readonly from: string;
  readonly to: string;
}

/** One page of an account's card, between what was brought forward to it and what it carries forward. */
export interface CardPage extends Page<CardLine> {
  readonly previousCursor: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly years: readonly CardYear[];
  readonly opening: bigint;
  readonly broughtForward: CardSums;
  readonly carriedForward: CardSums;
  readonly period: CardSums;
  readonly linesBefore: number;
  readonly lineCount: number;
}

type Filter = QueryOf<typeof readAccountCardOperation>;
type Period = Pick<Filter, 'from' | 'to'>;
type Account = Pick<LedgerAccount, 'id' | 'type'>;

/**
 * One page of the lines of an account by date, in the asked period, else in the newest financial year that has any. The
 * sums are those of the whole period, wherever the page stands in it.
 */
export async function readAccountCard(account: Account, filter: Filter): Promise<CardPage> {
  const years = await yearsWithLines(account.id);
  const { from, to } = filter.from || filter.to ? filter : (years[0] ?? {});
  const list = linesOf(account.id, { from, to });
  const { items, nextCursor } = await listPage<Omit<CardLine, 'balance'>>(filter, list);
  const sums = await sumLines(account, { from, to }, items[0]);
  const broughtForward = {
    debit: sums.debitBefore,
    credit: sums.creditBefore,
    balance: sums.opening + sums.debitBefore - sums.creditBefore,
  };
  let carriedForward = broughtForward;
  const lines = items.map((line) => {
    carriedForward = added(carriedForward, line);
    return { ...line, balance: carriedForward.balance };
  });
  return {
    items: lines,
    nextCursor,
    previousCursor: await previousCursor(filter, list),
    from: from ?? null,
    to: to ?? null,
    years,
    opening: sums.opening,
    broughtForward,
    carriedForward,
    period: {
      debit: sums.debit,
      credit: sums.credit,
      balance: sums.opening + sums.debit - sums.credit,
    },
    linesBefore: Number(sums.linesBefore),
    lineCount: Number(sums.lines),
  };
}

function added(sums: CardSums, { debit, credit }: Pick<CardLine, 'debit' | 'credit'>): CardSums {
  return {
    debit: sums.debit + debit,
    credit: sums.credit + credit,
    balance: sums.balance + debit - credit,
  };
}

/** The newest first. Each year looks for one line only, since an account may have very many. */
async function yearsWithLines(accountId: string): Promise<CardYear[]> {
  return query<CardYear>(
    `SELECT y.year, y.starts_on AS "from", y.ends_on AS "to"
       FROM (SELECT year, min(starts_on) AS starts_on, max(ends_on) AS ends_on FROM fiscal_periods GROUP BY year) y
       CROSS JOIN LATERAL (SELECT FROM journal_entries e JOIN ledger_entries l ON l.entry_id = e.id
         WHERE l.account_id = $1 AND e.entry_date BETWEEN y.starts_on AND y.ends_on LIMIT 1) one
       ORDER BY y.year DESC`,
    [accountId],
  );
}

const earliest = '0001-01-01';
const latest = '9999-12-31';

function linesOf(accountId: string, { from = earliest, to = latest }: Period): List {
  return {
    rows: `e.id AS entry, e.journal, e.fiscal_year AS "fiscalYear", e.number, l.line, e.entry_date AS "entryDate",
        l.description, e.description AS "entryDescription",
        (SELECT array_agg(DISTINCT a.number) FROM ledger_entries o JOIN ledger_accounts a ON a.id = o.account_id
          WHERE o.entry_id = e.id AND o.account_id <> l.account_id) AS contra,
        c.id AS contact, c.name AS "contactName", l.debit, l.credit, e.document_id AS document, i.id AS invoice
      FROM ledger_entries l JOIN journal_entries e ON e.id = l.entry_id
      LEFT JOIN contacts c ON c.id = coalesce(l.contact_id, e.contact_id)
      LEFT JOIN invoices i ON i.journal_entry_id = coalesce(e.reverses, e.id)`,
    where: 'l.account_id = $1 AND e.entry_date BETWEEN $2 AND $3',
    values: [accountId, from, to],
    by: { 'e.entry_date': 'date', 'e.id': 'uuid', 'l.line': 'bigint' },
  };
}

interface LineSums {
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly lines: bigint;
  readonly debitBefore: bigint;
  readonly creditBefore: bigint;
  readonly linesBefore: bigint;
}

/**
 * The opening balance, and the sums of the period: of all its lines, and of those before the first one of a page (of
 * all, when the page has none). Revenue and cost begin each financial year at nothing, as in the trial balance.
 */
async function sumLines(
  { id, type }: Account,
  { from = earliest, to = latest }: Period,
  first: Pick<CardLine, 'entryDate' | 'entry' | 'line'> | undefined,
): Promise<LineSums> {
  const yearly = type === 'revenue' || type === 'cost';
  const inPeriod = 'e.entry_date >= $2';
  const before = `${inPeriod} AND ($5::date IS NULL OR (e.entry_date, e.id, l.line) < ($5, $6::uuid, $7::integer))`;
  const [sums] = await query<LineSums>(
    `SELECT coalesce(sum(l.debit - l.credit) FILTER (WHERE e.entry_date < $2
         AND (NOT $4 OR e.entry_date >= date_trunc('year', $2::date))), 0)::bigint AS opening,
       coalesce(sum(l.debit) FILTER (WHERE ${inPeriod}), 0)::bigint AS debit,
       coalesce(sum(l.credit) FILTER (WHERE ${inPeriod}), 0)::bigint AS credit,
       count(*) FILTER (WHERE ${inPeriod}) AS lines,
       coalesce(sum(l.debit) FILTER (WHERE ${before}), 0)::bigint AS "debitBefore",
       coalesce(sum(l.credit) FILTER (WHERE ${before}), 0)::bigint AS "creditBefore",
       count(*) FILTER (WHERE ${before}) AS "linesBefore"
     FROM ledger_entries l JOIN journal_entries e ON e.id = l.entry_id WHERE l.account_id = $1 AND e.entry_date <= $3`,
    [id, from, to, yearly, first?.entryDate ?? null, first?.entry ?? null, first?.line ?? null],
  );
  if (!sums) throw new Error('sums without a row');
  return sums;
}
