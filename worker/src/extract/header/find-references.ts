import type { Layout, Line } from '../layout/layout.ts';
import { findDates } from '../patterns/date.ts';
import { spanOf, type Span } from '../layout/text-span.ts';

/** A text that may be the number of a document: letters, digits and punctuation, with at least one digit. */
export interface Reference extends Span {
  readonly id: string;
  /** 0 to 1: how much it looks like a document number */
  readonly likeness: number;
}

/**
 * Groups of four digits belong together (`0226 2467 8735 8129`), and so do parts around a slash or dash with spaces
 * (`018304 / 28865`).
 */
const referenceForm =
  /(?<![\p{L}\d])[#(]?(?<id>\d{4}(?:\s\d{4}){2,}(?!\d)|[\p{L}\d][\p{L}\d./_–-]*(?:\s[/–-]\s?[\p{L}\d]+|\s\d{4,}(?=\s\d{4}|$))*[\p{L}\d%]|\d)/gu;

/** An amount of money or a time of day, no part of which is a document number. */
const amountOrTime =
  /(?<![\p{L}\d.,:]|\d[/_-])(?:\d{1,3}(?:[.,]\d{3})*[.,]|\d{1,2}:)\d{2}(?![\p{L}\d]|[.,/_-]\d)/gu;

/** A number made of a year and counters, which could be a date, though dates are written with two digits each. */
const numberLikeDate = /^20\d\d-(?:\d-\d{1,2}|\d\d-\d)$/;
const datelikeNumber = 0.45;

/** Forms that a document number rarely or never has. */
const unlikelyForms: readonly { readonly form: RegExp; readonly likeness: number }[] = [
  { form: /^[A-Z]{2}\d{2}[A-Z]{4}\d{10}$/, likeness: 0 }, // an IBAN
  { form: /^NL\d{9}B\d{2}$/, likeness: 0 }, // a VAT number
  { form: /^\d+(e|st|nd|rd|th|x|%)$/i, likeness: 0 },
  { form: /^(19|20)\d\d$/, likeness: 0.3 }, // a year
  { form: /^\d{1,2}$/, likeness: 0.35 },
  { form: /^\d{3}$/, likeness: 0.6 },
  { form: /^\d{4}[A-Z]{2}$/, likeness: 0.3 }, // a postcode
  { form: /^v?\d{1,2}(?:[.,]\d{1,2})+$/i, likeness: 0.3 }, // of a section or a version
];

/** Finds everything that may be the number of a document, an order or a customer. */
export function findReferences(layout: Layout): Reference[] {
  return layout.lines.flatMap((line) =>
    line.cells.flatMap(({ text }, cell) => referencesIn(line, cell, text)),
  );
}

function referencesIn(line: Line, cell: number, text: string): Reference[] {
  const dates = findDates(text);
  const free = withoutValues(text, [...dates, ...amountsAndTimesIn(text)]);
  const numbers = [...free.matchAll(referenceForm)].flatMap((match) => {
    const id = match.groups?.['id'] ?? '';
    const start = match.index + match[0].indexOf(id);
    return /\d/.test(id) ? [{ id, start, likeness: likenessOf(id) }] : [];
  });
  const datelike = dates
    .map(({ start, end }) => ({ id: text.slice(start, end), start, likeness: datelikeNumber }))
    .filter(({ id }) => numberLikeDate.test(id));
  return [...numbers, ...datelike].flatMap(({ id, start, likeness }) => {
    const span = spanOf(line, cell, start, start + id.length);
    return span && likeness > 0 ? [{ ...span, id, likeness }] : [];
  });
}

/** The text with spaces in place of the given parts, and of what a dash or point ties to them: it is no number either. */
function withoutValues(text: string, parts: readonly { start: number; end: number }[]): string {
  let free = text;
  for (const { start, end } of parts) {
    const before = /[\p{L}\d._-]*[._-]$/u.exec(text.slice(0, start))?.[0].length ?? 0;
    const after = /^[._-][\p{L}\d._-]*/u.exec(text.slice(end))?.[0].length ?? 0;
    const [from, to] = [start - before, end + after];
    free = free.slice(0, from) + ' '.repeat(to - from) + free.slice(to);
  }
  return free;
}

function amountsAndTimesIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(amountOrTime)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function likenessOf(id: string): number {
  return unlikelyForms.find(({ form }) => form.test(id))?.likeness ?? 1;
}
