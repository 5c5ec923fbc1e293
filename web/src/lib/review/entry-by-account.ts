import type { JournalEntry } from '@smart-accounting/api-contract';
import { sumOf, toDecimal, toMinor } from '#lib/money/format-money.ts';

/** A line of an entry as far as it is shown at a glance. */
export type EntrySide = Pick<JournalEntry['lines'][number], 'ledger_account' | 'debit' | 'credit'>;

/** An entry with one row for each account and side, in the order of its lines. */
export function entryByAccount(lines: readonly EntrySide[]): EntrySide[] {
  const side = ({ ledger_account: { id }, credit }: EntrySide) =>
    `${id} ${toMinor(credit) === 0n ? 'debit' : 'credit'}`;
  return [...Map.groupBy(lines, side).values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    return {
      ledger_account: first.ledger_account,
      debit: toDecimal(sumOf(together.map(({ debit }) => debit))),
      credit: toDecimal(sumOf(together.map(({ credit }) => credit))),
    };
  });
}
