import { isIsoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { monthNumber } from '../rules/months.ts';

/** Whether `03/04/2026` is in April or in March. */
export type DateOrder = 'day first' | 'month first';

/** The sign between the parts of a date in digits. */
export type DateSign = '-' | '.' | '/';

/** A date in a text, from position `start` up to `end`. */
export interface FoundDate {
  /** with the day first where both readings of its digits are dates */
  readonly date: IsoDate;
  /** the same digits with the month first; null where that is no date, or the same one */
  readonly swapped: IsoDate | null;
  /** null for a date that says by its form which part is the month: in words, or with the year first */
  readonly sign: DateSign | null;
  /** how its digits order day and month where only one order makes a date */
  readonly order: DateOrder | null;
  readonly start: number;
  readonly end: number;
}

type Groups = Readonly<Record<string, string | undefined>>;
type Reading = Pick<FoundDate, 'date' | 'swapped' | 'sign' | 'order'>;

const yearForm = String.raw`(?<year>(?:19|20)\d\d|\d\d)`;

/**
 * Date formats, the most specific first. Month names are those in `rules/months.ts`. Before a date with dashes or points
 * there may be a number and a slash, and after it a slash and a number: `80101911/26.06.2026`.
 */
const patterns: readonly {
  readonly form: RegExp;
  readonly read: (groups: Groups) => Reading | null;
}[] = [
  {
    form: /(?<![\d-]|(?<!\d)\d{1,2}[./])(?<year>20\d\d|19\d\d)\s?(?<sign>[-./])\s?(?<month>\d{1,2})\s?\k<sign>\s?(?<day>\d{1,2})(?!\d)/gu,
    read: ({ year = '', month, day }) => certain(toIsoDate(year, Number(month), Number(day))),
  },
  {
    form: new RegExp(
      String.raw`(?:(?<![\d.,/-])|(?<=[\p{L}\d-]{4}\s?/))(?<first>\d{1,2})\s?(?<sign>[-.])\s?(?<second>\d{1,2})\s?\k<sign>\s?${yearForm}(?!\d|[.,-]\d|/\d{1,3}(?!\d))`,
      'gu',
    ),
    read: numeric,
  },
  {
    form: new RegExp(
      String.raw`(?<![\d.,/-])(?<first>\d{1,2})\s?(?<sign>/)\s?(?<second>\d{1,2})\s?/\s?${yearForm}(?!\d|[.,/-]\d)`,
      'gu',
    ),
    read: numeric,
  },
  {
    form: /(?<![\d.,])(?<day>\d{1,2})(?:\.|\s?(?:er|st|nd|rd|th)|e)?[\s./-]{0,2}(?:de\s|of\s)?(?<word>\p{L}{3,10})\.?[\s.,/-]{0,3}(?<year>(?:19|20)\d\d|['’]?\d\d)(?!\d)/giu,
    read: ({ day, word = '', year = '' }) => worded(Number(day), word, year),
  },
  {
    form: /(?<!\p{L})(?<word>\p{L}{3,10})\.?[\s-]{0,2}(?<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?\s?[,.-]?\s{0,2}(?<year>(?:19|20)\d\d)(?!\d)/giu,
    read: ({ day, word = '', year = '' }) => worded(Number(day), word, year),
  },
];

/** Finds the dates in a text, from left to right. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const { form, read } of patterns) {
    for (const match of text.matchAll(form)) {
      const reading = read(match.groups ?? {});
      const [start, end] = [match.index, match.index + match[0].length];
      if (!reading || found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ ...reading, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function numeric({ first, second, sign, year = '' }: Groups): Reading | null {
  const dayFirst = toIsoDate(year, Number(second), Number(first));
  const monthFirst = toIsoDate(year, Number(first), Number(second));
  const date = dayFirst ?? monthFirst;
  if (!date || !isDateSign(sign)) return null;
  if (dayFirst && monthFirst) {
    return { date, swapped: monthFirst === dayFirst ? null : monthFirst, sign, order: null };
  }
  return { date, swapped: null, sign, order: dayFirst ? 'day first' : 'month first' };
}

function isDateSign(sign: string | undefined): sign is DateSign {
  return sign === '-' || sign === '.' || sign === '/';
}

function worded(day: number, word: string, year: string): Reading | null {
  const month = monthNumber(word);
  return month === null ? null : certain(toIsoDate(year.replace(/['’]/, ''), month, day));
}

function certain(date: IsoDate | null): Reading | null {
  return date && { date, swapped: null, sign: null, order: null };
}

function toIsoDate(year: string, month: number, day: number): IsoDate | null {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const text = `${fullYear}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(text) ? text : null;
}
