import { query } from '@smart-accounting/database/tenancy/database';
import type { LedgerAccount } from './ledger-account.ts';

/** One account's opening balance (debit minus credit) and movements, in cents. */
export interface TrialBalanceRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly type: LedgerAccount['type'];
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

type Account = Pick<TrialBalanceRow, 'id' | 'number' | 'name' | 'type'>;

/**
 * The kolommenbalans from `from` to `to`, both included: opening balance, movements and closing of every account that
 * moved or had a balance. The opening of profit-and-loss accounts counts from the beginning of their financial year.
 */
export async function readTrialBalance(from: string, to: string): Promise<TrialBalanceRow[]> {
  const rows = await query<TrialBalanceRow>(
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
  return addEarlierResult(rows, result[0]?.amount ?? 0n, await resultAccount()).filter(
    (row) => row.opening !== 0n || row.debit !== 0n || row.credit !== 0n,
  );
}

/** The result of earlier years that nobody closed yet belongs to equity, else opening balances would not add up. */
function addEarlierResult(
  rows: readonly TrialBalanceRow[],
  earlier: bigint,
  account: Account,
): TrialBalanceRow[] {
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

async function resultAccount(): Promise<Account> {
  const [account] = await query<Account>(
    "SELECT id, number, name, type FROM ledger_accounts WHERE role = 'result'",
  );
  if (!account) throw new Error('no ledger account has the role result');
  return account;
}
