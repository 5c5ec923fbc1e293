import { allocate, sumMinor } from '@smart-accounting/accounting/money';
import type { DocumentFacts } from '../document-facts.ts';
import type { ColumnHead, TableHead } from './find-table-heads.ts';
import type { ExtractedTotals } from '../totals/find-totals.ts';
import { roundConfidence, readingFactor, type Place } from '../extracted-value.ts';
import type { Line } from '../layout/layout.ts';
import { decimalOfNumber } from '../patterns/number.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { discountWords } from '../rules/payment-terms.ts';
import { columnOf, numbersByColumn, type TableBody } from './find-table-bodies.ts';
import { onLine } from '../layout/position-index.ts';
import { boundingBox, heightOf, type Rect } from '../layout/rect.ts';

/** A line of an invoice, with its place. */
export interface ExtractedLine {
  readonly description: string;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly netMinor: bigint;
  readonly rateBp: number | null;
  readonly category: null;
  readonly confidence: number;
  readonly place: Place;
  /** whether its amount may be negative though no minus is legible: a bad sign before it, or a discount by its name */
  readonly maybeNegative: boolean;
}

const maxLines = 500;
const maxDescriptionLength = 200;
/** What may stand beside a rate in its cell, in plain letters. */
const rateWords = /^(?:\d+|[a-z%]|hoog|laag|btw|vat|mwst|ust|tva)$/;

/** Reads the invoice lines from all tables. Amounts that include VAT are converted to net. */
export function findLines(facts: DocumentFacts, totals: ExtractedTotals): ExtractedLine[] {
  const lines = facts.tableBodies.flatMap((body) => linesOf(body, facts));
  return adjustToNet(lines.slice(0, maxLines), totals);
}

function linesOf({ head, rows }: TableBody, facts: DocumentFacts): ExtractedLine[] {
  const read: ExtractedLine[] = [];
  for (const row of rows) {
    const line = readRow(row, facts, head);
    const last = read.at(-1);
    if (line) read.push(line);
    else if (last) read[read.length - 1] = withMoreText(last, row, head);
  }
  return read;
}

function readRow(row: Line, facts: DocumentFacts, head: TableHead): ExtractedLine | null {
  const columns = numbersByColumn(row, facts.numbers, head);
  const amount = columns.amount ?? columns.gross_amount;
  if (amount?.minor == null) return null;
  const { quantity = null, unit_price: price = null } = columns;
  const description = descriptionOf(row, head, [amount, quantity, price]);
  return {
    description,
    quantity: quantity && decimalOfNumber(quantity.number),
    unitPrice: price && decimalOfNumber(price.number),
    netMinor: amount.minor,
    rateBp: rateOf(row, facts, head),
    category: null,
    confidence: 0.8 * readingFactor(amount.confidence),
    place: { ...boundingBox([row]), page: row.page },
    maybeNegative: amount.minor > 0n && (amount.maybeNegative || isDiscount(description)),
  };
}

/**
 * The printed rate of VAT: below its head, or with nothing else in its cell but its name. A percentage in the description or in a
 * column of discounts is none: `Korting 10%`.
 */
function rateOf(row: Line, { percents }: DocumentFacts, head: TableHead): number | null {
  const printed = onLine(percents, row);
  const column = columnOf(head, 'rate');
  const below = printed.find((percent) => column && isUnder(percent, column));
  const bare = printed.find(
    (percent) =>
      plainWords(row.cells[percent.cell]?.text ?? '').every((word) => rateWords.test(word)) &&
      !head.columns.some((other) => other.kind === 'other' && isUnder(percent, other)),
  );
  return (below ?? bare)?.rateBp ?? null;
}

function isUnder(value: Rect, head: Rect): boolean {
  return value.left < head.right && value.right > head.left;
}

function isDiscount(description: string): boolean {
  return plainWords(description).some((word) => discountWords.test(word));
}

/** The text in the description column; without such a column, all text that is not a number. */
function descriptionOf(row: Line, head: TableHead, taken: readonly (Rect | null)[]): string {
  const worded = row.cells.filter(
    (cell) =>
      /\p{L}{2}/u.test(cell.text) &&
      !taken.some((value) => value && value.left >= cell.left - 1 && value.right <= cell.right + 1),
  );
  const column = columnOf(head, 'description');
  const under = column
    ? worded.filter(
        (cell) => cell.left < nextColumnLeft(head, column) && cell.right > column.left - 4,
      )
    : [];
  return (under.length > 0 ? under : worded).map(({ text }) => text).join(' ');
}

function nextColumnLeft(head: TableHead, column: ColumnHead): number {
  return head.columns.find(({ left }) => left > column.right)?.left ?? head.right;
}

/** Appends a row without an amount to the description of the line above, when it is close enough. */
function withMoreText(line: ExtractedLine, row: Line, head: TableHead): ExtractedLine {
  const text = descriptionOf(row, head, []);
  const isClose = row.top - line.place.bottom < 0.9 * heightOf(row);
  if (text === '' || !isClose || line.description.length > maxDescriptionLength) return line;
  return {
    ...line,
    description: `${line.description} ${text}`.trim(),
    place: { ...boundingBox([line.place, row]), page: line.place.page },
  };
}

/**
 * Compares the lines with the totals. Lines that add up to the net total, to within a cent of rounding each, get a
 * higher confidence, where needed with a minus that is not legible; lines that add up to the gross total include VAT,
 * and are converted to net.
 */
function adjustToNet(
  lines: readonly ExtractedLine[],
  { netMinor, totalMinor }: ExtractedTotals,
): ExtractedLine[] {
  if (lines.length === 0 || netMinor === null) return [...lines];
  if (addUpTo(netMinor, lines)) return lines.map((line) => scaled(line, 1.18));
  const signed = lines.map((line) =>
    line.maybeNegative ? { ...line, netMinor: -line.netMinor } : line,
  );
  if (addUpTo(netMinor, signed)) return signed.map((line) => scaled(line, 1.1));
  const sum = sumMinor(lines.map((line) => line.netMinor));
  const isGross =
    sum === totalMinor && sum > 0n && netMinor > 0n && lines.every((line) => line.netMinor >= 0n);
  if (!isGross) return lines.map((line) => scaled(line, 0.7));
  const shares = allocate(
    netMinor,
    lines.map((line) => line.netMinor),
  );
  return lines.map((line, index) => ({ ...line, netMinor: shares[index] ?? line.netMinor }));
}

function addUpTo(netMinor: bigint, lines: readonly ExtractedLine[]): boolean {
  const off = sumMinor(lines.map((line) => line.netMinor)) - netMinor;
  return off <= BigInt(lines.length) && -off <= BigInt(lines.length);
}

function scaled(line: ExtractedLine, factor: number): ExtractedLine {
  return { ...line, confidence: roundConfidence(Math.min(0.97, line.confidence * factor)) };
}
