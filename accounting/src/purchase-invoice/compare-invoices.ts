import type { IsoDate } from '../iso-date.ts';

/** What two invoices of one supplier are compared by. */
export interface NumberedInvoice {
  readonly number: string;
  readonly date: IsoDate | null;
  readonly totalMinor: bigint | null;
}

/**
 * How surely an invoice repeats another: `exact` by number, date and amount; `likely` when one of these differs as it does
 * when it was typed or read wrongly; `other_year` when number and amount come again in another year, as those of a yearly
 * fee may.
 */
export type Repetition = 'exact' | 'likely' | 'other_year';
const surest: readonly Repetition[] = ['exact', 'likely', 'other_year'];

/**
 * Whether an invoice repeats another one of the same supplier; null when it does not. Many suppliers begin at 1 every
 * year, so a number of another year proves nothing by itself.
 */
export function compareInvoices(one: NumberedInvoice, other: NumberedInvoice): Repetition | null {
  const date = compare(one.date, other.date);
  const total = compare(one.totalMinor, other.totalMinor);
  if (numberKey(one.number) !== numberKey(other.number)) {
    const alike = bareNumber(one.number) === bareNumber(other.number);
    return alike && date === 'same' && total === 'same' ? 'likely' : null;
  }
  if (one.date && other.date && one.date.slice(0, 4) !== other.date.slice(0, 4)) {
    if (total === 'other') return null;
    const sameDay = one.date.slice(4) === other.date.slice(4);
    return sameDay && total === 'same' ? 'likely' : 'other_year';
  }
  return date !== 'other' && total !== 'other' ? 'exact' : 'likely';
}

/** The invoice that is repeated most surely, with how surely; the first of several. */
export function mostAlike<T extends NumberedInvoice>(
  invoice: NumberedInvoice,
  others: readonly T[],
): { readonly of: T; readonly repetition: Repetition } | null {
  const alike = others.flatMap((of) => {
    const repetition = compareInvoices(invoice, of);
    return repetition ? [{ of, repetition }] : [];
  });
  return (
    alike.toSorted((a, b) => surest.indexOf(a.repetition) - surest.indexOf(b.repetition))[0] ?? null
  );
}

/**
 * The number as far as it tells invoices apart: capitals, leading zeros and punctuation beside letters do not, but what
 * separates digits does, whichever sign it is. `2026-1-11` is not `2026-11-1`.
 */
function numberKey(number: string): string {
  return number
    .toUpperCase()
    .replace(/(?<=\d)[^\p{L}\p{N}]+(?=\d)/gu, '-')
    .replace(/[^\p{L}\p{N}-]|(?<!\d)-|-(?!\d)/gu, '')
    .replace(/(?<!\d)0+(?=\d)/g, '');
}

/** The number with nothing between its letters and digits. */
function bareNumber(number: string): string {
  return number
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+/, '');
}

function compare<T>(one: T | null, other: T | null): 'same' | 'other' | 'unknown' {
  if (one === null || other === null) return 'unknown';
  return one === other ? 'same' : 'other';
}
