import type { InvoiceCorrections } from '@smart-accounting/api-contract';
import { allFields } from './doubt.ts';
import type { SavedInvoice } from './review-changes.ts';

/** What both people changed, and not to the same: parts of the invoice, or `fields.` and the name of one. */
export function conflictsOf(
  before: SavedInvoice,
  now: SavedInvoice,
  mine: InvoiceCorrections | null,
): readonly string[] {
  const { fields = {}, ...parts } = mine ?? {};
  const theirs: Readonly<Record<string, boolean>> = {
    entry_date: before.entry_date !== now.entry_date,
    exchange_rate: before.exchange_rate !== now.exchange_rate,
    lines: JSON.stringify(before.lines) !== JSON.stringify(now.lines),
    vat: JSON.stringify(before.vat) !== JSON.stringify(now.vat),
  };
  return [
    ...allFields
      .filter((name) => name in fields && before.fields[name].value !== now.fields[name].value)
      .map((name) => `fields.${name}`),
    ...Object.keys(parts).filter((part) => theirs[part]),
  ];
}
