import type { TrialBalance } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import type { TrialBalanceRow } from '@smart-accounting/books/ledger/read-trial-balance';

/** The kolommenbalans with balances split into debit and credit, and the totals of all columns. */
export function presentTrialBalance(
  from: string,
  to: string,
  rows: readonly TrialBalanceRow[],
): TrialBalance {
  return {
    from,
    to,
    items: rows.map(present),
    totals: totalsOf(rows),
    balanced: rows.reduce((sum, row) => sum + row.opening + row.debit - row.credit, 0n) === 0n,
  };
}

function columns({ opening, debit, credit }: TrialBalanceRow): bigint[] {
  const closing = opening + debit - credit;
  const side = (balance: bigint): [bigint, bigint] =>
    balance >= 0n ? [balance, 0n] : [0n, -balance];
  return [...side(opening), debit, credit, ...side(closing)];
}

function present(row: TrialBalanceRow): TrialBalance['items'][number] {
  const { id, number, name, type } = row;
  return { ledger_account: { id, number, name, type }, ...named(columns(row)) };
}

function totalsOf(rows: readonly TrialBalanceRow[]): TrialBalance['totals'] {
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
