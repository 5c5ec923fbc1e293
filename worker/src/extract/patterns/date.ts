import { isIsoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { monthNumber } from '../rules/months.ts';

/** Whether `03/04/2026` is in April or in March. */
export type DateOrder = 'day first' | 'month first';

/** A date in a text, from position `start` up to `end`. */
export interface FoundDate {
  readonly date: IsoDate;
  readonly start: number;
  readonly end: number;
  /** whether day and month could be swapped */
  readonly ambiguous: boolean;
}

type Reader = (
  groups: Readonly<Record<string, string | undefined>>,
  order: DateOrder,
) => Parts | null;
interface Parts {
  readonly year: string;
  readonly month: number;
  readonly day: number;
  readonly ambiguous?: boolean;
}

/** Date formats, the most specific first. Month names are those in `rules/months.ts`. */
const patterns: readonly { readonly form: RegExp; readonly read: Reader }[] = [
  {
    form: /(?<![\d-])(?<year>20\d\d|19\d\d)\s?[-./]\s?(?<month>\d{1,2})\s?[-./]\s?(?<day>\d{1,2})(?!\d)/gu,
    read: ({ year = '', month, day }) => ({ year, month: Number(month), day: Number(day) }),
  },
  {
    form: /(?<![\d.,/-])(?<first>\d{1,2})\s?(?<sign>[-./])\s?(?<second>\d{1,2})\s?\k<sign>\s?(?<year>(?:19|20)\d\d|\d\d)(?![\d]|[.,/-]\d)/gu,
    read: ({ first, second, year = '' }, order) =>
      numeric(Number(first), Number(second), year, order),
  },
  {
    form: /(?<![\d.,])(?<day>\d{1,2})(?:\.|e|er|st|nd|rd|th)?[\s.-]{0,2}(?:de\s|of\s)?(?<word>\p{L}{3,10})\.?[\s.,-]{0,2}(?<year>(?:19|20)\d\d|['’]?\d\d)(?!\d)/giu,
    read: ({ day, word = '', year = '' }) => worded(Number(day), word, year),
  },
  {
    form: /(?<!\p{L})(?<word>\p{L}{3,10})\.?\s{0,2}(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?<year>(?:19|20)\d\d)(?!\d)/giu,
    read: ({ day, word = '', year = '' }) => worded(Number(day), word, year),
  },
];

/** Finds the dates in a text, from left to right. */
export function findDates(text: string, order: DateOrder = 'day first'): FoundDate[] {
  const found: FoundDate[] = [];
  for (const { form, read } of patterns) {
    for (const match of text.matchAll(form)) {
      const parts = read(match.groups ?? {}, order);
      const date = parts && toIsoDate(parts);
      const [start, end] = [match.index, match.index + match[0].length];
      if (!date || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ date, start, end, ambiguous: parts.ambiguous ?? false });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Decides how a document orders day and month by its unambiguous dates. When these do not decide, by its currency: with
 * dollars the month comes first, everywhere in Europe the day.
 */
export function dateOrderOf(texts: Iterable<string>): DateOrder {
  let monthFirst = 0;
  let dollars = false;
  for (const text of texts) {
    dollars ||= /\$\s?\d|\bUSD\b/.test(text);
    for (const match of text.matchAll(/(?<![\d.])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/g)) {
      if (Number(match[2]) > 12 && Number(match[1]) <= 12) monthFirst += 1;
      if (Number(match[1]) > 12) monthFirst -= 1;
    }
  }
  const decided = monthFirst === 0 ? dollars : monthFirst > 0;
  return decided ? 'month first' : 'day first';
}

function numeric(first: number, second: number, year: string, order: DateOrder): Parts | null {
  const ambiguous = first <= 12 && second <= 12 && first !== second;
  const monthFirst = second > 12 || (first <= 12 && order === 'month first');
  const [month, day] = monthFirst ? [first, second] : [second, first];
  return { year, month, day, ambiguous };
}

function worded(day: number, word: string, year: string): Parts | null {
  const month = monthNumber(word);
  return month === null ? null : { year: year.replace(/['’]/, ''), month, day };
}

function toIsoDate({ year, month, day }: Parts): IsoDate | null {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const text = `${fullYear}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(text) ? text : null;
}
