import { addDays, daysBetween, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { candidatesFor } from './candidates.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { DateValue } from './find-values.ts';
import { found, type Found } from './found.ts';
import type { Line } from './layout.ts';
import { plainWords } from './patterns/plain-letters.ts';
import { discountWords, paymentWords, termForms, untilWords } from './rules/payment-terms.ts';
import { spanOfCell } from './text-span.ts';

const leastScore = 0.4;
/** An invoice is due within about a year of its date. */
const longestTermDays = 400;
/** A date worked out from a term is a conclusion, not a reading. */
const concludedConfidence = 0.75;
const inSentence = 0.85;

/** The date until which to pay: as printed, else worked out from a term of days after the invoice's date. */
export function findDueDate(facts: DocumentFacts, invoiceDate: IsoDate | null): Found | null {
  const printed = candidatesFor(['due_date'], facts, facts.dates).find(
    ({ value, score }) => score >= leastScore && isTerm(invoiceDate, value.date),
  );
  if (printed) return found(printed.value.date, printed.value, Math.min(0.97, printed.score));
  const said = facts.dates.find(
    (value) => isSaidToBeDue(value, facts) && isTerm(invoiceDate, value.date),
  );
  if (said) return found(said.date, said, inSentence);
  return invoiceDate === null ? null : concludeFromTerm(facts, invoiceDate);
}

/** In a sentence about paying, a date after `until`: `Bitte überweisen Sie 12,00 € bis zum 1.5.2026`. */
function isSaidToBeDue(value: DateValue, { layout }: DocumentFacts): boolean {
  const cell = value.line.cells[value.cell];
  const before = cell?.text.slice(0, cell.text.indexOf(value.text)) ?? '';
  if (!untilWords.test(before)) return false;
  const above = layout.lines[value.line.index - 1];
  const text = [above, value.line].flatMap((line) => line?.cells.map((part) => part.text) ?? []);
  return paymentWords.test(plainWords(text.join(' ')).join(' '));
}

function isTerm(invoiceDate: IsoDate | null, date: IsoDate): boolean {
  if (invoiceDate === null) return true;
  const days = daysBetween(invoiceDate, date);
  return days >= 0 && days <= longestTermDays;
}

function concludeFromTerm({ layout }: DocumentFacts, invoiceDate: IsoDate): Found | null {
  for (const line of layout.lines) {
    const days = termOf(line);
    const cell = line.cells.findIndex(({ text }) => days !== null && text.includes(String(days)));
    const span = spanOfCell(line, cell);
    if (days === null || !span) continue;
    return found(addDays(invoiceDate, days), span, concludedConfidence);
  }
  return null;
}

/** The days a line gives to pay; of several the longest, for shorter ones earn a discount. */
function termOf(line: Line): number | null {
  const text = line.cells.map((cell) => plainWords(cell.text).join(' ')).join(' ');
  if (!paymentWords.test(text)) return null;
  const days = termForms
    .flatMap((form) => [...text.matchAll(new RegExp(form, 'g'))])
    .map((match) => Number(match[1]))
    .filter((count) => count > 0 && count <= longestTermDays);
  if (days.length === 0 || (days.length === 1 && discountWords.test(text))) return null;
  return Math.max(...days);
}
