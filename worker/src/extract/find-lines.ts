import { allocate, sumMinor } from '@smart-accounting/accounting/money';
import type { DocumentFacts } from './document-facts.ts';
import type { ColumnHead, TableHead } from './find-table-head.ts';
import type { FoundTotals } from './find-totals.ts';
import { inHundredths, trustIn, type Place } from './found.ts';
import { around, heightOf, type Line, type Rect } from './layout.ts';
import { decimalOfNumber } from './patterns/number.ts';
import { columnOf, numbersByColumn, type TableBody } from './table-body.ts';
import { onLine } from './by-place.ts';

/** A line of an invoice where it stands. */
export interface FoundLine {
  readonly description: string;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly netMinor: bigint;
  readonly rateBp: number | null;
  readonly category: null;
  readonly confidence: number;
  readonly place: Place;
}

const mostLines = 500;
const longestDescription = 200;

/** Reads the tables of lines. Lines that include VAT are brought down to net. */
export function findLines(facts: DocumentFacts, totals: FoundTotals): FoundLine[] {
  const lines = facts.bodies.flatMap((body) => linesOf(body, facts));
  return adjustToNet(lines.slice(0, mostLines), totals);
}

function linesOf({ head, rows }: TableBody, facts: DocumentFacts): FoundLine[] {
  const read: FoundLine[] = [];
  for (const row of rows) {
    const line = readRow(row, facts, head);
    const last = read.at(-1);
    if (line) read.push(line);
    else if (last) read[read.length - 1] = withMoreText(last, row, head);
  }
  return read;
}

function readRow(row: Line, facts: DocumentFacts, head: TableHead): FoundLine | null {
  const columns = numbersByColumn(row, facts.numbers, head);
  const amount = columns.amount ?? columns.gross_amount;
  if (amount?.minor == null) return null;
  const { quantity = null, unit_price: price = null } = columns;
  const rate = onLine(facts.percents, row)[0];
  return {
    description: descriptionOf(row, head, [amount, quantity, price]),
    quantity: quantity && decimalOfNumber(quantity.number),
    unitPrice: price && decimalOfNumber(price.number),
    netMinor: amount.minor,
    rateBp: rate?.rateBp ?? null,
    category: null,
    confidence: 0.8 * trustIn(amount.confidence),
    place: { ...around([row]), page: row.page },
  };
}

/** What stands in the description's column; without one, what is no number. */
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

/** A row without an amount, close below, goes on with the description. */
function withMoreText(line: FoundLine, row: Line, head: TableHead): FoundLine {
  const text = descriptionOf(row, head, []);
  const isClose = row.top - line.place.bottom < 0.9 * heightOf(row);
  if (text === '' || !isClose || line.description.length > longestDescription) return line;
  return {
    ...line,
    description: `${line.description} ${text}`.trim(),
    place: { ...around([line.place, row]), page: line.place.page },
  };
}

/**
 * Lines that make up the net total, but for a cent of rounding each, are right; lines that make up the total include
 * VAT, and are brought down to net.
 */
function adjustToNet(
  lines: readonly FoundLine[],
  { netMinor, totalMinor }: FoundTotals,
): FoundLine[] {
  if (lines.length === 0 || netMinor === null) return [...lines];
  const sum = sumMinor(lines.map((line) => line.netMinor));
  const off = sum < netMinor ? netMinor - sum : sum - netMinor;
  if (off <= BigInt(lines.length)) return lines.map((line) => scaled(line, 1.18));
  const isGross =
    sum === totalMinor && sum > 0n && netMinor > 0n && lines.every((line) => line.netMinor >= 0n);
  if (!isGross) return lines.map((line) => scaled(line, 0.7));
  const shares = allocate(
    netMinor,
    lines.map((line) => line.netMinor),
  );
  return lines.map((line, index) => ({ ...line, netMinor: shares[index] ?? line.netMinor }));
}

function scaled(line: FoundLine, factor: number): FoundLine {
  return { ...line, confidence: inHundredths(Math.min(0.97, line.confidence * factor)) };
}
