import type { TrialBalance } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { query } from '@smart-accounting/database';

interface Row {
  id: string;
  number: string;
  name: string;
  type: TrialBalance['items'][number]['ledger_account']['type'];
  opening: bigint;
  debit: bigint;
  credit: bigint;
}

/**
 * The kolommenbalans from `from` to `to`, both included: opening balance, movements and closing of every account that
 * moved or had a balance. The opening of profit-and-loss accounts counts from the beginning of their financial year.
 */
export async function trialBalance(from: string, to: string): Promise<TrialBalance> {
  const rows = await query<Row>(
    `SELECT a.id, a.number, a.name, a.type,
       coalesce(sum(l.debit - l.credit) FILTER (WHERE e.entry_date < $1
         AND (a.type NOT IN ('revenue', 'cost') OR e.entry_date >= date_trunc('year', $1::date))), 0)::bigint AS opening,
       coalesce(sum(l.debit) FILTER (WHERE e.entry_date >= $1), 0)::bigint AS debit,
       coalesce(sum(l.credit) FILTER (WHERE e.entry_date >= $1), 0)::bigint AS credit
       FROM ledger_accounts a
       JOIN ledger_entries l ON l.account_id = a.id
       JOIN journal_entries e ON e.id = l.entry_id AND e.entry_date <= $2
       GROUP BY a.id ORDER BY a.number`,
    [from, to],
  );
  const result = await query<{ amount: bigint }>(
    `SELECT coalesce(sum(l.debit - l.credit), 0)::bigint AS amount FROM ledger_entries l
       JOIN journal_entries e ON e.id = l.entry_id JOIN ledger_accounts a ON a.id = l.account_id
       WHERE a.type IN ('revenue', 'cost') AND e.entry_date < date_trunc('year', $1::date)`,
    [from],
  );
  const items = addEarlierResult(rows, result[0]?.amount ?? 0n, await resultAccount());
  return {
    from,
    to,
    items: items
      .filter((row) => row.opening !== 0n || row.debit !== 0n || row.credit !== 0n)
      .map(present),
    totals: totalsOf(items),
    balanced: items.reduce((sum, row) => sum + row.opening + row.debit - row.credit, 0n) === 0n,
  };
}

/** The result of earlier years that nobody closed yet belongs to equity, else opening balances would not add up. */
function addEarlierResult(
  rows: readonly Row[],
  earlier: bigint,
  account: Omit<Row, 'opening' | 'debit' | 'credit'>,
): Row[] {
  if (earlier === 0n) return [...rows];
  const existing = rows.find((row) => row.id === account.id) ?? {
    ...account,
    opening: 0n,
    debit: 0n,
    credit: 0n,
  };
  return [
    ...rows.filter((row) => row.id !== account.id),
    { ...existing, opening: existing.opening + earlier },
  ].sort((a, b) => a.number.localeCompare(b.number));
}

async function resultAccount(): Promise<Omit<Row, 'opening' | 'debit' | 'credit'>> {
  const [account] = await query<Omit<Row, 'opening' | 'debit' | 'credit'>>(
    "SELECT id, number, name, type FROM ledger_accounts WHERE role = 'result'",
  );
  if (!account) throw new Error('no ledger account has the role result');
  return account;
}

function columns({ opening, debit, credit }: Pick<Row, 'opening' | 'debit' | 'credit'>) {
  const closing = opening + debit - credit;
  const side = (balance: bigint): [bigint, bigint] =>
    balance >= 0n ? [balance, 0n] : [0n, -balance];
  return [...side(opening), debit, credit, ...side(closing)];
}

function present(row: Row): TrialBalance['items'][number] {
  const { id, number, name, type } = row;
  return { ledger_account: { id, number, name, type }, ...named(columns(row)) };
}

function totalsOf(rows: readonly Row[]): TrialBalance['totals'] {
  const sums = [0n, 0n, 0n, 0n, 0n, 0n];
  for (const row of rows)
    columns(row).forEach((amount, index) => (sums[index] = (sums[index] ?? 0n) + amount));
  return named(sums);
}

function named([
  openingDebit = 0n,
  openingCredit = 0n,
  debit = 0n,
  credit = 0n,
  closingDebit = 0n,
  closingCredit = 0n,
]: bigint[]) {
  return {
    opening_debit: formatMinor(openingDebit),
    opening_credit: formatMinor(openingCredit),
    debit: formatMinor(debit),
    credit: formatMinor(credit),
    closing_debit: formatMinor(closingDebit),
    closing_credit: formatMinor(closingCredit),
  };
}
