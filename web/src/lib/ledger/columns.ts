import type { LedgerAccount } from '@smart-accounting/api-contract';
import { generalWords } from '#lib/i18n/general-words.ts';
import { words } from '#lib/i18n/words.ts';
import { toMinor } from '#lib/money/format-money.ts';
import type { Column } from '#lib/table/column.ts';
import { rgsGroup } from './account-groups.ts';
import { ledgerWords } from './words.ts';

/** The chart of accounts with balances, debit left of credit. */
export function accountColumns(): Column<LedgerAccount>[] {
  const t = words(ledgerWords).accounts;
  const general = words(generalWords);
  const side = (key: 'debit' | 'credit', head: string): Column<LedgerAccount> => {
    const of = ({ balance }: LedgerAccount) => {
      const minor = toMinor(balance) * (key === 'debit' ? 1n : -1n);
      return minor > 0n ? minor : 0n;
    };
    return {
      key,
      kind: 'amount',
      head,
      of,
      sum: of,
      side: key === 'debit' ? 'D' : 'C',
      fixed: true,
      phone: 'figure',
    };
  };
  return [
    {
      key: 'number',
      kind: 'text',
      head: general.number,
      of: ({ number }) => number,
      width: 'narrow',
      quiet: true,
      fixed: true,
      phone: 'detail',
    },
    {
      key: 'name',
      kind: 'text',
      head: general.name,
      of: ({ name, active }) => ({ text: name, hint: active ? null : t.inactive }),
      fixed: true,
      phone: 'title',
    },
    {
      key: 'rgs',
      kind: 'text',
      head: t.rgs,
      of: ({ rgs_code: code }) => rgsGroup(code),
      width: 'narrow',
      quiet: true,
    },
    side('debit', general.debitInEuros),
    side('credit', general.creditInEuros),
  ];
}
