import type { LedgerAccount } from '@smart-accounting/api-contract';
import { toMinor } from '#lib/money/format-money.ts';

export interface AccountGroup {
  readonly type: LedgerAccount['type'];
  readonly accounts: readonly LedgerAccount[];
  readonly totalMinor: bigint;
}

const order: readonly LedgerAccount['type'][] = ['asset', 'equity', 'liability', 'revenue', 'cost'];

/** The chart by kind of account, each group with its total; only accounts whose number, name or RGS code fits. */
export function groupAccounts(
  accounts: readonly LedgerAccount[],
  search: string,
  withBalance: boolean,
): AccountGroup[] {
  const parts = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ number, name, rgs_code: rgs, balance }: LedgerAccount) => {
    const text = `${number} ${name} ${rgs ?? ''}`.toLowerCase();
    return parts.every((part) => text.includes(part)) && (!withBalance || toMinor(balance) !== 0n);
  };
  return order.flatMap((type) => {
    const group = accounts.filter((account) => account.type === type && fits(account));
    const totalMinor = group.reduce((sum, { balance }) => sum + toMinor(balance), 0n);
    return group.length > 0 ? [{ type, accounts: group, totalMinor }] : [];
  });
}

/** The group of an RGS code: its first two levels (`BLim` of `BLimBanRba`). */
export function rgsGroup(code: string | null): string {
  return code?.slice(0, 4) ?? '';
}
