import { absMinor, formatMinor } from '@smart-accounting/accounting/money';
import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { paidWords, receivedWords } from '../rules/payment-terms.ts';
import { spanOfCell, type Span } from '../layout/text-span.ts';
import { isAbove } from '../layout/rect.ts';
import type { Sum } from './explain-totals.ts';
import type { LabelledAmount } from './find-labelled-amounts.ts';

/** What of a total is paid already, and by how much the rest was rounded. */
export interface Prepayment {
  readonly prepaid_total?: ExtractedValue;
  readonly rounding?: ExtractedValue;
}

/** How certain a payment is by what is printed: itself and the rest, the whole total, only the rest, only words. */
const confidences = {
  addsUp: 0.93,
  nothingLeft: 0.9,
  inWords: 0.85,
  printedRest: 0.7,
  restUnknown: 0.6,
};
const minScore = 0.4;
const maxPayments = 4;
/** Nobody rounds by a whole unit of the currency. */
const mostRounding = 100n;

/**
 * Finds what is paid already and the rounding, so that total − paid + rounding is what is left to pay. Payments inside
 * the table of lines are lines.
 */
export function findPrepayment(
  facts: DocumentFacts,
  amounts: readonly LabelledAmount[],
  total: Sum | null,
): Prepayment {
  if (!total || total.minor === 0n) return {};
  const called = (...names: string[]) =>
    amounts.filter(
      ({ label, amount, score }) =>
        names.includes(label.name) &&
        score >= minScore &&
        amount.number.decimals === 2 &&
        !facts.tableLines.has(amount.line),
    );
  const payments = called('prepaid').slice(0, maxPayments);
  const roundings = called('rounding').filter(({ minor }) => absMinor(minor) < mostRounding);
  const rests = called('payable', 'total').filter(
    ({ label, minor }) => label.name === 'payable' || minor !== total.minor,
  );
  return (
    addedUp(total.minor, payments, roundings, rests) ??
    byRest(total, rests, facts) ??
    byPayments(total.minor, payments) ??
    inWords(total.minor, facts) ??
    {}
  );
}

/**
 * Payments and rounding, each with or without a legible sign, that leave exactly what is printed as left to pay. The
 * rounded amount is not above its rounding: there stands what was rounded.
 */
function addedUp(
  total: bigint,
  payments: readonly LabelledAmount[],
  roundings: readonly LabelledAmount[],
  rests: readonly LabelledAmount[],
): Prepayment | null {
  for (const paid of [payments, ...payments.map((payment) => [payment]), []]) {
    const sum =
      paid.reduce((all, { minor }) => all + absMinor(minor), 0n) * (total < 0n ? -1n : 1n);
    for (const rounding of [null, ...roundings]) {
      for (const sign of rounding ? [1n, -1n] : [1n]) {
        const rounded = (rounding?.minor ?? 0n) * sign;
        if (sum === 0n && rounded === 0n) continue;
        const rest = rests.find(
          ({ minor, amount }) =>
            minor === total - sum + rounded && (!rounding || !isAbove(amount, rounding.amount)),
        );
        if (!rest) continue;
        return {
          ...(paid[0] &&
            sum !== 0n && { prepaid_total: valueOf(sum, paid[0].amount, confidences.addsUp) }),
          ...(rounding &&
            rounded !== 0n && { rounding: valueOf(rounded, rounding.amount, confidences.addsUp) }),
        };
      }
    }
  }
  return null;
}

/** What was paid by what is left: certain when nothing is, else a difference for a person to look at. */
function byRest(
  { minor: total }: Sum,
  rests: readonly LabelledAmount[],
  { numbers }: DocumentFacts,
): Prepayment | null {
  const nothing = rests.find(({ minor }) => minor === 0n);
  if (nothing) return { prepaid_total: valueOf(total, nothing.amount, confidences.nothingLeft) };
  const rest = rests.find(
    ({ label, minor }) => label.name === 'payable' && minor > 0n && minor < total,
  );
  if (!rest) return null;
  const printed = numbers.find(
    ({ minor }) => minor !== null && absMinor(minor) === total - rest.minor,
  );
  return {
    prepaid_total: valueOf(
      total - rest.minor,
      printed ?? rest.amount,
      printed ? confidences.printedRest : confidences.restUnknown,
    ),
  };
}

function byPayments(total: bigint, payments: readonly LabelledAmount[]): Prepayment | null {
  const whole = payments.find(({ minor }) => absMinor(minor) === absMinor(total));
  if (whole) return { prepaid_total: valueOf(total, whole.amount, confidences.nothingLeft) };
  const part = payments.find(({ minor }) => minor !== 0n && absMinor(minor) < absMinor(total));
  return part
    ? { prepaid_total: valueOf(absMinor(part.minor), part.amount, confidences.restUnknown) }
    : null;
}

/**
 * The whole total where a line says that it is paid: `Betaald via iDEAL`, but not `te betalen via iDEAL`; or that a payment of
 * just so much came in.
 */
function inWords(total: bigint, { layout, tableLines, numbers }: DocumentFacts): Prepayment | null {
  for (const line of layout.lines) {
    if (tableLines.has(line)) continue;
    for (const [index, { text }] of line.cells.entries()) {
      const words = plainWords(text).join(' ');
      const isWhole = numbers.some((number) => number.line === line && number.minor === total);
      const isPaid = paidWords.test(words) || (isWhole && receivedWords.test(words));
      const span = isPaid ? spanOfCell(line, index) : null;
      if (span) return { prepaid_total: valueOf(total, span, confidences.inWords) };
    }
  }
  return null;
}

function valueOf(minor: bigint, span: Span, confidence: number): ExtractedValue {
  return extractedValue(formatMinor(minor), span, confidence);
}
