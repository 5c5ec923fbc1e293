import { addDays, daysBetween, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { matchLabels, minMatchScore } from '../match-labels.ts';
import type { DocumentFacts } from '../document-facts.ts';
import { dateFound, type DateValue } from './decide-dates.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { Line } from '../layout/layout.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import {
  debitDayWords,
  debitWords,
  discountWords,
  paymentWords,
  termForms,
  untilWords,
} from '../rules/payment-terms.ts';
import { spanOfCell } from '../layout/text-span.ts';

/** An invoice is due within about a year of its date. */
const maxTermDays = 400;
/** For a date that was calculated from a payment term instead of read. */
const calculatedConfidence = 0.75;
const inSentenceConfidence = 0.85;

/** Finds the due date: as printed, else calculated from a payment term in days after the invoice date. */
export function findDueDate(
  facts: DocumentFacts,
  invoiceDate: IsoDate | null,
): ExtractedValue | null {
  const printed = matchLabels(['due_date'], facts, facts.dates).filter(
    ({ value, score }) => score >= minMatchScore && isPlausible(invoiceDate, value.date),
  );
  const [labelled] = printed.filter(({ value }) => !isForDiscount(value, facts));
  if (labelled) return dateFound(labelled.value, labelled.score);
  const inSentence = facts.dates.filter(
    (value) =>
      isDueInSentence(value, facts) &&
      isPlausible(invoiceDate, value.date) &&
      !isForDiscount(value, facts),
  );
  const last = inSentence.reduce<DateValue | null>(
    (latest, value) => (latest && latest.date >= value.date ? latest : value),
    null,
  );
  if (last) return dateFound(last, inSentenceConfidence);
  return invoiceDate === null ? null : calculateFromTerm(facts, invoiceDate);
}

/**
 * Whether a date is the last day of an early payment discount rather than of the payment: a discount is named between it
 * and the next or previous date of its line, `bis 11.11.2026 2 % Skonto, bis 03.12.2026 netto`.
 */
function isForDiscount(value: DateValue, { dates, layout }: DocumentFacts): boolean {
  const cell = value.line.cells[value.cell];
  if (!cell) return false;
  const start = cell.text.indexOf(value.text);
  const others = dates.filter(({ line, cell: at }) => line === value.line && at === value.cell);
  const next = others.find(({ left }) => left > value.right);
  const end = next ? cell.text.indexOf(next.text, start) : cell.text.length;
  const before = others.findLast(({ right }) => right < value.left);
  const from = before ? cell.text.indexOf(before.text) + before.text.length : 0;
  const clauseStart = Math.max(
    from,
    cell.text.lastIndexOf(',', start),
    cell.text.lastIndexOf(';', start),
  );
  const clauseEnd = endOfClause(cell.text, start + value.text.length, end);
  const above =
    before || clauseStart > 0 ? '' : wrappedBefore(value, layout.lines[value.line.index - 1]);
  return discountWords.test(
    plainWords(`${above} ${cell.text.slice(clauseStart, clauseEnd)}`).join(' '),
  );
}

/** A clause ends at a comma, a semicolon or the next date. */
function endOfClause(text: string, from: number, end: number): number {
  const comma = text.slice(from, end).search(/[,;]/);
  return comma < 0 ? end : from + comma;
}

/** The line above a cell, where the sentence began there: the cell begins with its date. */
function wrappedBefore(value: DateValue, above: Line | undefined): string {
  const begins = value.line.cells[value.cell]?.text.startsWith(value.text);
  return begins ? lineText(above) : '';
}

/**
 * Whether a date follows `until` in a sentence about payment, `Bitte überweisen Sie 12,00 € bis zum 1.5.2026`, or is the
 * day on which the customer's account is debited.
 */
function isDueInSentence(value: DateValue, { layout }: DocumentFacts): boolean {
  const cell = value.line.cells[value.cell];
  const before = cell?.text.slice(0, cell.text.indexOf(value.text)) ?? '';
  const wordsOn = (...steps: readonly number[]) =>
    plainWords(steps.map((step) => lineText(layout.lines[value.line.index + step])).join(' ')).join(
      ' ',
    );
  if (untilWords.test(before)) return paymentWords.test(wordsOn(-1, 0));
  return debitDayWords.test(before) && debitWords.test(wordsOn(0, 1));
}

function lineText(line: Line | undefined): string {
  return line?.cells.map(({ text }) => text).join(' ') ?? '';
}

function isPlausible(invoiceDate: IsoDate | null, date: IsoDate): boolean {
  if (invoiceDate === null) return true;
  const days = daysBetween(invoiceDate, date);
  return days >= 0 && days <= maxTermDays;
}

function calculateFromTerm({ layout }: DocumentFacts, invoiceDate: IsoDate): ExtractedValue | null {
  for (const line of layout.lines) {
    const days = termOf(line);
    const cell = line.cells.findIndex(({ text }) => days !== null && text.includes(String(days)));
    const span = spanOfCell(line, cell);
    if (days === null || !span) continue;
    return extractedValue(addDays(invoiceDate, days), span, calculatedConfidence);
  }
  return null;
}

/** The payment term in a line, in days, or null. Of several it is the longest: shorter ones are for a discount. */
function termOf(line: Line): number | null {
  const text = line.cells.map((cell) => plainWords(cell.text).join(' ')).join(' ');
  if (!paymentWords.test(text)) return null;
  const days = termForms
    .flatMap((form) => [...text.matchAll(new RegExp(form, 'g'))])
    .map((match) => Number(match[1]))
    .filter((count) => count > 0 && count <= maxTermDays);
  if (days.length === 0 || (days.length === 1 && discountWords.test(text))) return null;
  return Math.max(...days);
}
