import type { Layout, Line } from './layout/layout.ts';
import { findDates, type FoundDate } from './patterns/date.ts';
import {
  decimalSignOf,
  minorOfNumber,
  minusForm,
  parseNumber,
  type DecimalSign,
  type PrintedNumber,
} from './patterns/number.ts';
import { spanOf, type Span } from './layout/text-span.ts';

/** A date in a document, as its digits alone can be read. */
export interface PrintedDate extends Span, Pick<FoundDate, 'date' | 'swapped' | 'sign' | 'order'> {}

/** A number in a document: an amount, a quantity or a price. Its left and right edges include its currency. */
export interface NumberValue extends Span {
  readonly number: PrintedNumber;
  /** hundredths; null for numbers with more decimals than money has */
  readonly minor: bigint | null;
  /** the currency written beside it, ISO 4217 */
  readonly currency: string | null;
  /** whether a sign before it (`=`, `~`, `—`) may be a minus that was printed or read badly */
  readonly maybeNegative: boolean;
}

/** A percentage in a document. */
export interface PercentValue extends Span {
  /** basis points: 21% is 2100 */
  readonly rateBp: number;
}

/** Everything in a document that looks like a value. */
export interface Values {
  readonly dates: readonly PrintedDate[];
  readonly numbers: readonly NumberValue[];
  readonly percents: readonly PercentValue[];
  readonly decimalSign: DecimalSign | null;
}

/** Currency symbols and codes. A dollar may be one of a dozen; the US dollar is the most likely. */
const currencies: Readonly<Record<string, string>> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  $: 'USD',
  usd: 'USD',
  us$: 'USD',
  chf: 'CHF',
  'fr.': 'CHF',
  sek: 'SEK',
  nok: 'NOK',
  dkk: 'DKK',
  pln: 'PLN',
  czk: 'CZK',
  huf: 'HUF',
  rm: 'MYR',
};

/** The currency that a sign or code stands for, ISO 4217; null for what is none. */
export function currencyOf(sign: string): string | null {
  return currencies[sign.toLowerCase()] ?? null;
}

const currencyCodes = 'EURO?|Euro|GBP|USD|CHF|SEK|NOK|DKK|PLN|CZK|HUF';
/** `RM` (ringgit) counts only before a number: after one, the letters belong to a postcode. */
const currencyBefore = String.raw`€|£|US\$|\$|(?<!\p{L})(?:${currencyCodes}|RM)(?!\p{L})`;
const currencyAfter = String.raw`€|£|US\$|\$|(?:${currencyCodes})(?!\p{L})`;

/** How a document writes numbers. */
interface NumberNotation {
  readonly decimalSign: DecimalSign | null;
  /** a space separates thousands: `1 234,56` */
  readonly spacedThousands: boolean;
  /** recognition may put a space after the decimal sign in wide type: `49. 40` */
  readonly looseDecimals: boolean;
}

/** Finds dates, numbers and percentages in all lines. */
export function findValues(layout: Layout): Values {
  const texts = layout.lines.flatMap(({ cells }) => cells.map(({ text }) => text));
  const notation: NumberNotation = {
    decimalSign: decimalSignOf(texts),
    spacedThousands:
      texts.some((text) => /\b\d{1,3} \d{3},\d{2}\b/.test(text)) &&
      !texts.some((text) => /\d\.\d{3},\d{2}\b/.test(text)),
    looseDecimals: layout.recognised,
  };
  const form = numberPattern(notation);
  const dates: PrintedDate[] = [];
  const numbers: NumberValue[] = [];
  const percents: PercentValue[] = [];
  for (const line of layout.lines) {
    line.cells.forEach(({ text }, cell) => {
      const found = findDates(text);
      dates.push(...found.flatMap((date) => datePlaced(date, line, cell)));
      for (const match of blank(text, found).matchAll(form)) {
        const value = readNumber(line, cell, match, notation);
        if (value && 'rateBp' in value) percents.push(value);
        else if (value) numbers.push(value);
      }
    });
  }
  return { dates, numbers, percents, decimalSign: notation.decimalSign };
}

function datePlaced({ start, end, ...date }: FoundDate, line: Line, cell: number): PrintedDate[] {
  const span = spanOf(line, cell, start, end);
  return span ? [{ ...span, ...date }] : [];
}

/** Masks the given parts of a text, so that they are not read again as something else. */
function blank(text: string, parts: readonly { start: number; end: number }[]): string {
  let result = text;
  for (const { start, end } of parts) {
    result = result.slice(0, start) + 'x'.repeat(end - start) + result.slice(end);
  }
  return result;
}

function readNumber(
  line: Line,
  cell: number,
  match: RegExpExecArray,
  { decimalSign }: NumberNotation,
): NumberValue | PercentValue | null {
  const { number: body = '', sign, before, after, percent, doubtful, doubt } = match.groups ?? {};
  const start = match.index + match[0].lastIndexOf(body);
  const unsigned = parseNumber(body.replace(/([.,]) (?=\d{2}$)/, '$1'), decimalSign);
  const number = unsigned && { ...unsigned, negative: unsigned.negative || sign !== undefined };
  const span = spanOf(line, cell, start, start + body.trimEnd().length);
  // Amounts in a column are aligned by the edge of their currency.
  const place = spanOf(line, cell, match.index, match.index + match[0].length);
  if (!number || !span || !place) return null;
  if (percent === undefined) {
    const currency = (before ?? after)?.trim() ?? '';
    const { left, right } = place;
    return {
      ...span,
      left,
      right,
      number,
      minor: minorOfNumber(number),
      currency: currencyOf(currency),
      maybeNegative: (doubtful ?? doubt) !== undefined && !number.negative,
    };
  }
  const rateBp = Math.round(Number(number.digits) * 10 ** (2 - number.decimals));
  return rateBp <= 10_000 ? { ...span, rateBp } : null;
}

/** Matches a number that is not part of a longer word, with an optional currency on either side or a percent sign. */
function numberPattern({ spacedThousands, looseDecimals }: NumberNotation): RegExp {
  const body = [
    ...(looseDecimals ? [String.raw`\d[\d.,]*[.,] \d{2}(?![\d.,])`] : []),
    ...(spacedThousands ? [String.raw`\d{1,3}(?: \d{3})+(?:[.,]\d+)?`] : []),
    String.raw`\d[\d.,'’]*`,
  ].join('|');
  return new RegExp(
    String.raw`(?<![\p{L}\d.,/_#-]|# )(?<sign>(?:${minusForm})\s?(?=€|£|\$|[A-Z]))?(?<doubtful>[=~—]\s?)?` +
      String.raw`(?<before>(?:${currencyBefore})\s?)?(?<doubt>[=~—]\s?)?` +
      String.raw`(?<number>(?:${minusForm}|\()?\s?(?:${body})(?:,-|,–|\.-|,=)?(?:-(?!\d)|\s?(?:-\/-|\.\/\.)(?!\s?[\d€£$])|\))?)` +
      String.raw`(?:(?<percent>\s?%)|(?<after>\s?(?:${currencyAfter})))?(?![\p{L}\d/_]|-\d)`,
    'gu',
  );
}
