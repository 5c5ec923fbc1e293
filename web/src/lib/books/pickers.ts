import type { Answer } from '#lib/api/call-api.ts';
import { formatRate } from '#lib/money/format-money.ts';

export interface AccountOption {
  readonly key: string;
  readonly label: string;
  readonly group?: string;
}

export interface VatOption {
  readonly key: string;
  /** The rate of an ordinary code, `21%`; any other goes by the code itself. */
  readonly label: string;
  readonly detail: string;
  readonly rateBp: number;
}

type Accounts = Answer<'listLedgerAccounts'>['items'];

/** Accounts to choose from, by number; those out of use only where they are chosen already. */
export function accountOptions(
  accounts: Accounts,
  chosen: readonly (string | null)[] = [],
): AccountOption[] {
  return accounts
    .filter(({ id, active }) => active || chosen.includes(id))
    .map(({ id, number, name }) => ({ key: id, label: `${number} ${name}` }));
}

/**
 * Accounts for the lines of a purchase, likely ones first: those that its supplier was booked on before, in that order,
 * then costs, then all others.
 */
export function purchaseAccountOptions(
  accounts: Accounts,
  {
    chosen,
    used,
    groups,
  }: {
    readonly chosen: readonly (string | null)[];
    readonly used: readonly string[];
    readonly groups: { readonly used: string; readonly costs: string; readonly others: string };
  },
): AccountOption[] {
  const isCost = new Set(accounts.filter(({ type }) => type === 'cost').map(({ id }) => id));
  const all = accountOptions(accounts, chosen);
  const others = all.filter(({ key }) => !used.includes(key));
  const known = used.flatMap((id) => all.filter(({ key }) => key === id));
  return [
    ...known.map((option) => ({ ...option, group: groups.used })),
    ...others
      .filter(({ key }) => isCost.has(key))
      .map((option) => ({ ...option, group: groups.costs })),
    ...others
      .filter(({ key }) => !isCost.has(key))
      .map((option) => ({ ...option, group: groups.others })),
  ];
}

/** VAT codes to choose from, of one direction. */
export function vatOptions(
  codes: Answer<'listVatCodes'>['items'],
  direction: 'purchase' | 'sales',
): VatOption[] {
  const named = new Set<number>();
  return codes
    .filter((code) => code.direction === direction)
    .map(({ code, name, rate_bp: rate, reverse_charge: reversed }) => {
      // The first code of a rate is the ordinary one, and is known by it.
      const ordinary = !reversed && !named.has(rate);
      if (ordinary) named.add(rate);
      return {
        key: code,
        label: ordinary ? formatRate(rate) : code,
        detail: ordinary ? `${code} ${name}` : name,
        rateBp: reversed ? 0 : rate,
      };
    });
}
