import type { Answer } from '#lib/api/call-api.ts';
import { formatRate } from '#lib/money/format-money.ts';

export interface AccountOption {
  readonly key: string;
  readonly label: string;
}

export interface VatOption {
  readonly key: string;
  readonly label: string;
  readonly rateBp: number;
}

/** Accounts to choose from, by number; those out of use only where they are chosen already. */
export function accountOptions(
  accounts: Answer<'listLedgerAccounts'>['items'],
  chosen: readonly (string | null)[] = [],
): AccountOption[] {
  return accounts
    .filter(({ id, active }) => active || chosen.includes(id))
    .map(({ id, number, name }) => ({ key: id, label: `${number} ${name}` }));
}

/** VAT codes to choose from, of one direction. */
export function vatOptions(
  codes: Answer<'listVatCodes'>['items'],
  direction: 'purchase' | 'sales',
): VatOption[] {
  return codes
    .filter((code) => code.direction === direction)
    .map(({ code, name, rate_bp: rate, reverse_charge: reversed }) => ({
      key: code,
      label:
        name.includes('%') || rate === 0 || reversed
          ? `${code} ${name}`
          : `${code} ${name} ${formatRate(rate)}`,
      rateBp: reversed ? 0 : rate,
    }));
}
