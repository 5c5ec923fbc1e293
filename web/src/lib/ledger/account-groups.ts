import type { LedgerAccount } from '@smart-accounting/api-contract';
import { toMinor } from '#lib/money/format-money.ts';

const order: readonly LedgerAccount['type'][] = ['asset', 'equity', 'liability', 'revenue', 'cost'];

/** The accounts whose number, name or RGS code fits, by kind of account as a balance is read. */
export function accountsThatFit(
  accounts: readonly LedgerAccount[],
  search: string,
  withBalance: boolean,
): LedgerAccount[] {
  const parts = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ number, name, rgs_code: rgs, balance }: LedgerAccount) => {
    const text = `${number} ${name} ${rgs ?? ''}`.toLowerCase();
    return parts.every((part) => text.includes(part)) && (!withBalance || toMinor(balance) !== 0n);
  };
  return order.flatMap((type) => accounts.filter((one) => one.type === type && fits(one)));
}

/** The group of an RGS code: its first two levels (`BLim` of `BLimBanRba`). */
export function rgsGroup(code: string | null): string {
  return code?.slice(0, 4) ?? '';
}
