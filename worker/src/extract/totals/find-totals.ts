import { formatMinor } from '@smart-accounting/accounting/money';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { DocumentFacts } from '../document-facts.ts';
import { readingFactor, type ExtractedValue, type Place } from '../extracted-value.ts';
import type { LabelName } from '../rules/label-rule.ts';
import { isAskedFor, roundedTotal } from './cash-rounding.ts';
import { completeVatRows, type ExtractedVatRow } from './complete-vat-rows.ts';
import type { Sum } from './explain-totals.ts';
import { sumCandidates, type LabelledAmount } from './find-labelled-amounts.ts';
import { findPrepayment } from './find-prepayment.ts';
import { findTillPayments } from './find-till-payments.ts';
import { findUntaxedReason } from './find-untaxed-reason.ts';
import { findVatRows, rowsMakeNet, rowsMakeVat, type VatRow } from './find-vat-rows.ts';
import { solveTotals, type SumName, type Totals } from './solve-totals.ts';

export interface ExtractedTotals {
  readonly fields: Partial<
    Record<
      Extract<InvoiceFieldName, 'net_total' | 'vat_total' | 'total' | 'prepaid_total' | 'rounding'>,
      ExtractedValue
    >
  >;
  readonly vat: readonly ExtractedVatRow[];
  readonly netMinor: bigint | null;
  readonly totalMinor: bigint | null;
  readonly contradictory: boolean;
}

const minScore = 0.3;
const wellLabelled = 0.5;
/** Totals that contradict each other get at most this, which is low enough for a person to check them. */
const contradictoryConfidence = 0.5;
/** A sum that is printed nowhere gets at most this: a person looks at it. */
const unprintedConfidence = 0.75;
/** By how much the best explanation has to be better than the next for its values to be certain. */
const clearLead = 0.5;
/** The factor for values that another explanation gives as well. */
const noLeadFactor = 0.6;

/** Finds the totals of an invoice, what of it is paid already, and its VAT per rate. */
export function findTotals(facts: DocumentFacts): ExtractedTotals {
  const rows = findVatRows(facts);
  const { amounts } = facts;
  const called = (name: LabelName) => amounts.filter(({ label }) => label.name === name);
  const candidates = sumCandidates(amounts);
  const payments = findTillPayments(facts);
  const solved = solveTotals({
    candidates,
    vatRows: rows,
    adjustments: called('adjustment'),
    prepaid: called('prepaid'),
    roundings: called('rounding'),
    numbers: facts.numbers,
    payments,
  });
  const reason = findUntaxedReason(facts);
  const settled = reason ? withoutTax(solved, reason.place) : asPaid(solved, payments, facts);
  // Words about VAT that is charged all the same are about something else: conditions, other customers.
  const untaxed = (settled.vat?.minor ?? 0n) === 0n ? reason : null;
  const rounded = roundedTotal(settled.total?.minor ?? null, facts);
  const named = [...candidates.filter(({ role }) => role === 'total'), ...payments];
  const others = named.filter(
    ({ minor }) =>
      minor !== rounded?.minor && !isRoundedTo(minor, settled.total, called('rounding')),
  );
  const totals = hasNearMatch(settled, others)
    ? { ...settled, agreed: false, contradictory: true }
    : settled;
  const { net, vat, total } = totals;
  const confirmed = totals.agreed || taxFitsRows(totals, rows);
  const proven = confirmed && (untaxed !== null || rowsMakeNet(rows, net?.minor ?? null));
  const field = (name: 'net_total' | 'vat_total' | 'total', of: SumName, sum: Sum | null) =>
    sum && sum.score >= requiredScore(sum, confirmed)
      ? { [name]: sumFound(sum, of, totals, { confirmed, proven }) }
      : {};
  // An invoice asks for the rounded amount but is for its total; what was paid at a till is the total there.
  const paid =
    total && rounded?.minor != null && !isAskedFor(rounded.minor, amounts, facts)
      ? { ...total, minor: rounded.minor, amount: rounded }
      : total;
  const vatRows = completeVatRows(rows, totals, untaxed?.category ?? null);
  return {
    fields: {
      ...field('net_total', 'net', net),
      ...field('vat_total', 'vat', vat),
      ...field('total', 'total', paid),
      ...((payments.length === 0 || leavesNothing(amounts)) &&
        findPrepayment(facts, amounts, paid)),
    },
    vat: [...vatRows, ...(vatRows.length > 0 ? roundingRow(total, paid) : [])],
    netMinor: net?.minor ?? null,
    totalMinor: paid?.minor ?? null,
    contradictory: totals.contradictory,
  };
}

/** An invoice that was paid by card says that nothing is left to pay; a till does not, or gives change. */
function leavesNothing(amounts: readonly LabelledAmount[]): boolean {
  const isPrinted = (...names: readonly LabelName[]) =>
    amounts.some(({ label, minor }) => names.includes(label.name) && minor === 0n);
  const gaveChange = amounts.some(({ label }) => label.name === 'change');
  return !gaveChange && isPrinted('payable', 'total');
}

/** The difference between total and payment as a row of its own, so that the booked amount is the one that was paid. */
function roundingRow(total: Sum | null, paid: Sum | null): ExtractedVatRow[] {
  if (!total || !paid || total === paid) return [];
  const baseMinor = paid.minor - total.minor;
  return [{ rateBp: 0, category: 'O', baseMinor, vatMinor: 0n, confidence: 0.85, place: null }];
}

/** Whether an amount is the total after a rounding that is printed. */
function isRoundedTo(
  minor: bigint,
  total: Sum | null,
  roundings: readonly LabelledAmount[],
): boolean {
  const by = total && minor - total.minor;
  return roundings.some((rounding) => rounding.minor === by || -rounding.minor === by);
}

/**
 * When a total and a payment differ in a single digit, one of them was misread: where nothing else confirms the total,
 * the amount that is printed more often wins.
 */
function asPaid(totals: Totals, payments: readonly Sum[], { numbers }: DocumentFacts): Totals {
  const { total, agreed } = totals;
  const payment = agreed
    ? undefined
    : payments.find((sum) => total && differInOneDigit(sum, total));
  if (!total || !payment) return totals;
  const prints = (sum: Sum) => numbers.filter(({ minor }) => minor === sum.minor).length;
  if (prints(payment) <= prints(total)) return totals;
  // What was derived from the misread amount is wrong, too.
  const asPrinted = (sum: Sum | null) => (sum?.amount ? sum : null);
  return {
    ...totals,
    net: asPrinted(totals.net),
    vat: asPrinted(totals.vat),
    total: payment,
  };
}

/**
 * Whether there is another total or payment that differs from the total in a single digit: one of the two was misread
 * or misprinted, and even totals that add up do not show which.
 */
function hasNearMatch({ total }: Totals, named: readonly Pick<Sum, 'minor' | 'score'>[]): boolean {
  return named.some((sum) => total && sum.score > wellLabelled && differInOneDigit(sum, total));
}

/** Whether two amounts differ in one digit. */
function differInOneDigit(one: Pick<Sum, 'minor'>, other: Pick<Sum, 'minor'>): boolean {
  const [a, b] = [String(one.minor), String(other.minor)];
  return a.length === b.length && [...a].filter((digit, index) => digit !== b[index]).length === 1;
}

function requiredScore({ amount, parts }: Sum, confirmed: boolean): number {
  return amount || parts ? minScore : confirmed ? 0 : 0.1;
}

/**
 * A sum as the value of a field. The closer another explanation comes to the best one, the less certain is the sum.
 * @param proof whether the other sums confirm it, and whether they prove one that is printed only in parts
 */
function sumFound(
  sum: Sum,
  name: SumName,
  totals: Totals,
  { confirmed, proven }: { confirmed: boolean; proven: boolean },
): ExtractedValue {
  const { amount, parts } = sum;
  const runnerUp = totals.runnersUp[name];
  const read = amount ? readingFactor(amount.confidence) : 1;
  const lead = runnerUp ? Math.min(1, Math.max(0, runnerUp.behind) / clearLead) : 1;
  const base = totals.contradictory
    ? contradictoryConfidence
    : totals.agreed
      ? 0.9 + 0.09 * Math.min(1, sum.score)
      : confirmed
        ? 0.88
        : Math.min(0.82, 0.25 + 0.6 * sum.score);
  const printed = amount || (parts && proven) ? base : Math.min(base, unprintedConfidence);
  // Totals that add up confirm each other's digits, however uncertain the recognition was.
  const sure = totals.agreed ? Math.max(printed * read, printed - 0.06) : printed * read;
  const confidence = sure * (noLeadFactor + (1 - noLeadFactor) * lead);
  return {
    value: formatMinor(sum.minor),
    place: amount ?? parts,
    confidence,
    secondBest: runnerUp && {
      value: formatMinor(runnerUp.minor),
      confidence: confidence * (1 - lead) + 0.1 * lead,
    },
  };
}

/** Where no tax is charged, net amount and total are the same. @param reason where the document says why */
function withoutTax(totals: Totals, reason: Place): Totals {
  const { net, total } = totals;
  const only = total ?? net;
  if (!only || (totals.vat && totals.vat.minor !== 0n && totals.agreed)) return totals;
  const amount = totals.vat?.minor === 0n ? totals.vat.amount : null;
  const zero: Sum = { minor: 0n, amount, parts: reason, score: 0.8 };
  const same = net && total ? net.minor === total.minor : true;
  const sums = { net: net ?? only, total: total ?? only, vat: zero };
  return { ...totals, ...sums, agreed: same, contradictory: !same };
}

/** Whether the rows of the VAT table confirm the tax, and the net amount by their bases. */
function taxFitsRows({ net, vat }: Totals, rows: readonly VatRow[]): boolean {
  if (!vat || rows.length === 0 || !rowsMakeVat(rows, vat.minor)) return false;
  const isComplete = rows.every(({ baseMinor }) => baseMinor !== null);
  return isComplete && rowsMakeNet(rows, net?.minor ?? null);
}
