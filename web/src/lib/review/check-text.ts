import type { PurchaseInvoice } from '@smart-accounting/api-contract';
import { formatDate } from '#lib/dates/format-date.ts';
import { words } from '#lib/i18n/words.ts';
import { formatAmount } from '#lib/money/format-money.ts';
import { checkWords } from './check-words.ts';
import { allFields } from './doubt.ts';
import { reviewWords } from './words.ts';

export type Check = PurchaseInvoice['checks'][number];

/** A finding in one sentence, with both values where there are two. */
export function checkText(check: Check): string {
  const t = words(checkWords);
  const texts: Readonly<
    Record<string, (expected: string, found: string, field: string) => string>
  > = t.byCode;
  const text = texts[check.code];
  const field = allFields.find((name) => check.fields.includes(name));
  const label = field ? words(reviewWords).fields[field] : '';
  return text
    ? text(readable(check.expected), readable(check.found), label)
    : t.unknown(check.code);
}

function readable(value: string | null): string {
  if (value === null) return '?';
  if (/^-?\d+\.\d{2}$/.test(value)) return formatAmount(value);
  if (/^\d+\.\d+%/.test(value)) return value.replaceAll('.', ',');
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value;
}
