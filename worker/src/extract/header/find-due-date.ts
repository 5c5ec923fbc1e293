import { addDays, daysBetween, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { matchLabels, minMatchScore } from '../match-labels.ts';
import type { DocumentFacts } from '../document-facts.ts';
import { dateFound, type DateValue } from './decide-dates.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { Line } from '../layout/layout.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { discountWords, paymentWords, termForms, untilWords } from '../rules/payment-terms.ts';
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
  const printed = matchLabels(['due_date'], facts, facts.dates).find(
    ({ value, score }) => score >= minMatchScore && isPlausible(invoiceDate, value.date),
  );
  if (printed) return dateFound(printed.value, printed.score);
  const inSentence = facts.dates.find(
    (value) => isDueInSentence(value, facts) && isPlausible(invoiceDate, value.date),
  );
  if (inSentence) return dateFound(inSentence, inSentenceConfidence);
  return invoiceDate === null ? null : calculateFromTerm(facts, invoiceDate);
}

/** Whether a date follows `until` in a sentence about payment: `Bitte überweisen Sie 12,00 € bis zum 1.5.2026`. */
function isDueInSentence(value: DateValue, { layout }: DocumentFacts): boolean {
  const cell = value.line.cells[value.cell];
  const before = cell?.text.slice(0, cell.text.indexOf(value.text)) ?? '';
  if (!untilWords.test(before)) return false;
  const above = layout.lines[value.line.index - 1];
  const text = [above, value.line].flatMap((line) => line?.cells.map((part) => part.text) ?? []);
  return paymentWords.test(plainWords(text.join(' ')).join(' '));
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
