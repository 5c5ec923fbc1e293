import { formatMinor, percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findSumCandidates } from './find-labelled-amounts.ts';
import { roundedTotal } from './cash-rounding.ts';
import type { DocumentFacts } from '../document-facts.ts';
import { readingFactor, type ExtractedValue } from '../extracted-value.ts';
import { findUntaxedReason, type UntaxedReason } from './find-untaxed-reason.ts';
import { solveTotals, type Sum, type Totals } from './solve-totals.ts';
import { findTillPayments } from './find-till-payments.ts';
import { findVatRows, type VatRow } from './find-vat-rows.ts';

/** A complete row of the VAT table. */
export interface ExtractedVatRow {
  readonly rateBp: number;
  /** `O`: outside the scope of VAT, such as the cents by which a till rounded */
  readonly category: 'S' | 'Z' | 'O' | UntaxedReason | null;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
  readonly confidence: number;
  readonly place: VatRow | null;
}

export interface ExtractedTotals {
  readonly fields: Partial<
    Record<Extract<InvoiceFieldName, 'net_total' | 'vat_total' | 'total'>, ExtractedValue>
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

/** Finds the totals of an invoice and its VAT per rate. */
export function findTotals(facts: DocumentFacts): ExtractedTotals {
  const rows = findVatRows(facts);
  const roles = findSumCandidates(facts);
  const payments = findTillPayments(facts);
  const solved = solveTotals(roles, rows, facts.numbers, payments);
  const named = findUntaxedReason(facts);
  const settled = named ? withoutTax(solved) : asPaid(solved, payments, facts);
  // Words about VAT that is charged all the same are about something else: conditions, other customers.
  const untaxed = (settled.vat?.minor ?? 0n) === 0n ? named : null;
  const rounded = roundedTotal(settled.total?.minor ?? null, facts);
  const totalsNamed = [...roles.filter(({ role }) => role === 'total'), ...payments];
  const others = totalsNamed.filter(({ minor }) => minor !== rounded?.minor);
  const totals = hasNearMatch(settled, others)
    ? { ...settled, agreed: false, contradictory: true }
    : settled;
  const { net, vat, total } = totals;
  const confirmed = totals.agreed || taxFitsRows(totals, rows);
  const field = (name: 'net_total' | 'vat_total' | 'total', sum: Sum | null) =>
    sum && sum.score >= requiredScore(sum, confirmed)
      ? { [name]: sumFound(sum, totals, confirmed) }
      : {};
  const paid =
    total && rounded ? { ...total, minor: rounded.minor ?? total.minor, amount: rounded } : total;
  const vatRows = completeRows(rows, totals, untaxed);
  return {
    fields: { ...field('net_total', net), ...field('vat_total', vat), ...field('total', paid) },
    vat: [...vatRows, ...(vatRows.length > 0 ? roundingRow(total, paid) : [])],
    netMinor: net?.minor ?? null,
    totalMinor: paid?.minor ?? null,
    contradictory: totals.contradictory,
  };
}

/** The difference between total and payment as a row of its own, so that the booked amount is the one that was paid. */
function roundingRow(total: Sum | null, paid: Sum | null): ExtractedVatRow[] {
  if (!total || !paid || total === paid) return [];
  const baseMinor = paid.minor - total.minor;
  return [{ rateBp: 0, category: 'O', baseMinor, vatMinor: 0n, confidence: 0.85, place: null }];
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

function requiredScore({ amount }: Sum, confirmed: boolean): number {
  return amount ? minScore : confirmed ? 0 : 0.1;
}

function sumFound(sum: Sum, totals: Totals, confirmed: boolean): ExtractedValue {
  const place = sum.amount;
  const read = place ? readingFactor(place.confidence) : 1;
  const base = totals.contradictory
    ? contradictoryConfidence
    : totals.agreed
      ? 0.9 + 0.09 * Math.min(1, sum.score)
      : confirmed
        ? 0.88
        : Math.min(0.82, 0.25 + 0.6 * sum.score);
  // Totals that add up confirm each other's digits, however uncertain the recognition was.
  const confidence = totals.agreed ? Math.max(base * read, base - 0.06) : base * read;
  return { value: formatMinor(sum.minor), place, confidence, secondBest: null };
}

/** Under reverse charge no tax is due: net amount and total are the same. */
function withoutTax(totals: Totals): Totals {
  const { net, total } = totals;
  const only = total ?? net;
  if (!only || (totals.vat && totals.vat.minor !== 0n && totals.agreed)) return totals;
  const zero: Sum = {
    minor: 0n,
    amount: totals.vat?.minor === 0n ? totals.vat.amount : null,
    score: 0.8,
  };
  const same = net && total ? net.minor === total.minor : true;
  return { net: net ?? only, total: total ?? only, vat: zero, agreed: same, contradictory: !same };
}

function taxFitsRows({ net, vat }: Totals, rows: readonly VatRow[]): boolean {
  if (!vat || rows.length === 0) return false;
  if (sumMinor(rows.map(({ vatMinor }) => vatMinor)) !== vat.minor) return false;
  const bases = rows.map(({ baseMinor }) => baseMinor).filter((base) => base !== null);
  return bases.length === rows.length && (!net || sumMinor(bases) === net.minor);
}

/** The rows that add up to the tax. Where only the tax of a rate is printed, its base is calculated. */
function completeRows(
  rows: readonly VatRow[],
  totals: Totals,
  untaxed: UntaxedReason | null,
): ExtractedVatRow[] {
  const { net, vat } = totals;
  if (untaxed && net) {
    const row = { rateBp: 0, category: untaxed, baseMinor: net.minor, vatMinor: 0n };
    return [{ ...row, confidence: 0.85, place: null }];
  }
  if (!vat || !net) return [];
  const own = rowsOfTotals(rows, net.minor, vat.minor);
  if (own.length > 0) return own.map((row) => completeRow(row, own, net.minor));
  const rateBp = usualRate(net.minor, vat.minor);
  if (rateBp === null) return [];
  const category = rateBp === 0 ? null : 'S';
  return [
    {
      rateBp,
      category,
      baseMinor: net.minor,
      vatMinor: vat.minor,
      confidence: totals.agreed ? 0.85 : 0.5,
      place: null,
    },
  ];
}

/** Those of the rows that add up to net and tax: all, those with a base, or a single one; none when they do not. */
function rowsOfTotals(rows: readonly VatRow[], net: bigint, vat: bigint): readonly VatRow[] {
  const fits = (some: readonly VatRow[]) => {
    const bases = some.map(({ baseMinor }) => baseMinor);
    const makesNet =
      bases.includes(null) || sumMinor(bases.filter((base) => base !== null)) === net;
    return some.length > 0 && makesNet && sumMinor(some.map(({ vatMinor }) => vatMinor)) === vat;
  };
  if (fits(rows)) return rows;
  const complete = rows.filter(({ baseMinor }) => baseMinor !== null);
  if (fits(complete)) return complete;
  const single = rows.find((row) => fits([row]));
  return single ? [single] : [];
}

function completeRow(row: VatRow, rows: readonly VatRow[], net: bigint): ExtractedVatRow {
  const { rateBp, vatMinor, confidence } = row;
  const known = sumMinor(rows.map(({ baseMinor }) => baseMinor ?? 0n));
  const unknown = rows.filter(({ baseMinor }) => baseMinor === null).length;
  const worked =
    unknown === 1 ? net - known : rateBp === 0 ? 0n : (vatMinor * 10_000n) / BigInt(rateBp);
  return {
    rateBp,
    category: rateBp === 0 ? 'Z' : 'S',
    baseMinor: row.baseMinor ?? worked,
    vatMinor,
    confidence: row.baseMinor === null && unknown > 1 ? 0.5 : confidence,
    place: row,
  };
}

const dutchAndNeighbours = [2100, 900, 1900, 700, 2000, 600, 550, 1000, 2500, 500, 1200, 0];

/** The usual rate at which this net amount has this tax to within two cents, the closest first, or null. */
function usualRate(net: bigint, vat: bigint): number | null {
  if (vat === 0n) return 0;
  for (const most of [0n, 1n, 2n]) {
    const rate = dutchAndNeighbours.find((rateBp) => {
      const off = percentOf(net, rateBp) - vat;
      return off <= most && off >= -most;
    });
    if (rate !== undefined) return rate;
  }
  return null;
}
