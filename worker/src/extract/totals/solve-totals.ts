import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { SumRole, SumCandidate } from './find-labelled-amounts.ts';
import type { NumberValue } from '../find-values.ts';
import type { VatRow } from './find-vat-rows.ts';

/** One of the three totals: net, tax or gross. */
export interface Sum {
  readonly minor: bigint;
  /** where it is printed; null when it was derived and is not printed */
  readonly amount: NumberValue | null;
  /** 0 to 1: how certain its label makes it; lower for one that was derived from the others */
  readonly score: number;
}

/** The most likely combination of net, tax and total. */
export interface Totals {
  readonly net: Sum | null;
  readonly vat: Sum | null;
  readonly total: Sum | null;
  /** whether all three are printed and add up; the net may also be explained by a discount that is printed */
  readonly agreed: boolean;
  /** whether all three are printed but do not add up */
  readonly contradictory: boolean;
}

/** VAT rates in basis points that are in force in the Netherlands or nearby. */
const usualRates = [
  2100, 900, 600, 1900, 700, 2000, 550, 1000, 1200, 2500, 1300, 800, 500, 810, 770,
];
const agreementBonus = 1.6;
const discountBonus = 0.6;
const rowsBonus = 0.5;
const prepaymentBonus = 0.4;
const paymentBonus = 0.3;
const wellLabelled = 0.5;
const maxPerRole = 10;

/**
 * Chooses the combination of net, tax and total with the best labels that adds up; a payment at a till also indicates
 * the total. One that is not printed is derived from the other two; printed ones that contradict each other are
 * returned as printed.
 */
export function solveTotals(
  candidates: readonly SumCandidate[],
  vatRows: readonly VatRow[],
  numbers: readonly NumberValue[],
  payments: readonly Sum[] = [],
): Totals {
  const nets = optionsFor(candidates, ['net_total']);
  const vats = [...optionsFor(candidates, ['vat_total']), ...rowSums(vatRows)];
  const named = optionsFor(candidates, ['total', 'payable']);
  const totals = withPrepayment(withPayments(named, payments), candidates, numbers);
  const largest = [...nets, ...totals].reduce(
    (max, { minor }) => (abs(minor) > max ? abs(minor) : max),
    1n,
  );
  const printed = firstByMinor(numbers);
  let best: { totals: Totals; score: number } | null = null;
  for (const net of [...nets, null]) {
    for (const vat of [...vats, null]) {
      for (const total of [...totals, null]) {
        const chosen = complete({ net, vat, total }, printed);
        const solved = afterDiscount(chosen, vatRows, numbers, printed);
        const passedOver = [
          ...(net ? [] : nets.slice(0, 1)),
          ...(vat ? [] : vats.slice(0, 1)),
          ...(total ? [] : totals.slice(0, 1)),
        ];
        const score =
          scoreOf(solved, vatRows, largest) -
          penaltyFor(passedOver, solved) -
          (solved === chosen ? 0 : agreementBonus - discountBonus);
        if (!best || score > best.score) best = { totals: solved, score };
      }
    }
  }
  return best?.totals ?? { net: null, vat: null, total: null, agreed: false, contradictory: false };
}

/**
 * Between subtotal and tax there may be a discount or shipping costs. The taxed amount is then the total less the tax:
 * it must fit the tax, and either it or its difference from the subtotal must be printed. Both at once is no
 * coincidence, so it counts like totals that add up; with only one of them the contradiction remains.
 */
function afterDiscount(
  totals: Totals,
  vatRows: readonly VatRow[],
  numbers: readonly NumberValue[],
  printed: ReadonlyMap<bigint, NumberValue>,
): Totals {
  const { net, vat, total, contradictory } = totals;
  if (!contradictory || !net || !vat || !total) return totals;
  const taxed = total.minor - vat.minor;
  if (!isTaxOf(taxed, vat, vatRows) || isTaxOf(net.minor, vat, vatRows)) return totals;
  const amount = printed.get(taxed) ?? null;
  const difference = abs(net.minor - taxed);
  const isExplained = numbers.some(
    ({ minor, number }) => number.decimals === 2 && minor !== null && abs(minor) === difference,
  );
  if (!amount && !isExplained) return totals;
  // The label of the subtotal supports it, but only indirectly.
  const score = 0.8 * net.score;
  return { net: { minor: taxed, amount, score }, vat, total, agreed: true, contradictory: false };
}

/** Whether a tax fits this net amount: at a usual rate, or by the rows of the VAT table. */
function isTaxOf(net: bigint, vat: Sum, vatRows: readonly VatRow[]): boolean {
  if (vatRows.length > 1) return rowsMake(vatRows, { minor: net, amount: null, score: 0 }, vat);
  return isOfUsualRate(net, vat);
}

/**
 * The penalty for deriving a total although the document labels one: small when the derived one is printed, too (after
 * a discount), else so large that the contradiction remains for a person to see.
 */
function penaltyFor(passedOver: readonly Sum[], { net, vat, total }: Totals): number {
  const named = passedOver.filter(({ score }) => score > wellLabelled).length;
  const isPrinted = net?.amount && vat?.amount && total?.amount;
  return named * (isPrinted ? 0.3 : 0.8);
}

function optionsFor(candidates: readonly SumCandidate[], roles: readonly SumRole[]): Sum[] {
  const options = new Map<string, Sum>();
  for (const { role, minor, amount, score } of candidates) {
    if (!roles.includes(role)) continue;
    const known = options.get(String(minor));
    if (!known || known.score < score) options.set(String(minor), { minor, amount, score });
  }
  return [...options.values()].sort((a, b) => b.score - a.score).slice(0, maxPerRole);
}

/** Adds payments: one that equals a labelled total raises its score, any other is a candidate itself. */
function withPayments(totals: readonly Sum[], payments: readonly Sum[]): Sum[] {
  const isPaid = (total: Sum) => payments.some(({ minor }) => minor === total.minor);
  const unnamed = payments.filter(({ minor }) => !totals.some((total) => total.minor === minor));
  return [
    ...totals.map((total) =>
      isPaid(total) ? { ...total, score: total.score + paymentBonus } : total,
    ),
    ...unnamed,
  ].sort((a, b) => b.score - a.score);
}

/** Raises the score of a total of which a part was prepaid: `Total 121, paid 21, due 100`. */
function withPrepayment(
  totals: readonly Sum[],
  candidates: readonly SumCandidate[],
  numbers: readonly NumberValue[],
): Sum[] {
  const payables = [
    ...new Set(candidates.filter(({ role }) => role === 'payable').map(({ minor }) => minor)),
  ];
  const printed = new Set(numbers.map(({ minor }) => minor));
  return totals.map((total) => {
    const isExplained = payables.some(
      (payable) => payable < total.minor && printed.has(total.minor - payable),
    );
    return isExplained ? { ...total, score: total.score + prepaymentBonus } : total;
  });
}

/** The tax of all rows together, for documents that print it only per rate. */
function rowSums(rows: readonly VatRow[]): Sum[] {
  if (rows.length === 0) return [];
  return [{ minor: sumMinor(rows.map(({ vatMinor }) => vatMinor)), amount: null, score: 0.7 }];
}

/** The first occurrence of each amount with cents. */
function firstByMinor(numbers: readonly NumberValue[]): Map<bigint, NumberValue> {
  const first = new Map<bigint, NumberValue>();
  for (const number of numbers) {
    const { minor } = number;
    if (minor !== null && number.number.decimals === 2 && !first.has(minor)) {
      first.set(minor, number);
    }
  }
  return first;
}

type Chosen = Pick<Totals, 'net' | 'vat' | 'total'>;

/** Derives the one that is missing from the other two. */
function complete({ net, vat, total }: Chosen, printed: ReadonlyMap<bigint, NumberValue>): Totals {
  const all = net && vat && total;
  if (all) {
    const agreed = net.minor + vat.minor === total.minor;
    return { net, vat, total, agreed, contradictory: !agreed };
  }
  const derive = (minor: bigint): Sum => {
    const amount = printed.get(minor) ?? null;
    return { minor, amount, score: amount ? 0.35 : 0.1 };
  };
  const agreedOnly = { agreed: false, contradictory: false };
  if (vat && total) return { vat, total, net: derive(total.minor - vat.minor), ...agreedOnly };
  if (net && vat) return { net, vat, total: derive(net.minor + vat.minor), ...agreedOnly };
  if (net && total && isWithin(net.minor, total.minor)) {
    return { net, total, vat: derive(total.minor - net.minor), ...agreedOnly };
  }
  return { net, vat, total, ...agreedOnly };
}

/** Whether this total could be this net amount plus tax. */
function isWithin(net: bigint, total: bigint): boolean {
  return abs(net) <= abs(total) && abs(total) <= abs(net) + percentOf(abs(net), 3000);
}

function scoreOf(totals: Totals, vatRows: readonly VatRow[], largest: bigint): number {
  const { net, vat, total, agreed } = totals;
  let score = (net?.score ?? 0) + (vat?.score ?? 0) + (total?.score ?? 0);
  if (agreed) score += agreementBonus;
  else if (net && vat && total && !totals.contradictory) score += derivationScore(net, vat);
  if (vat && vatRows.length > 0 && rowsMake(vatRows, net, vat)) score += rowsBonus;
  if (net && vat && abs(vat.minor) > abs(net.minor)) score -= 2;
  // Several rows of a table may add up; the last one, which is the sum of the others, has the largest total.
  if (total) score += (0.3 * Number(abs(total.minor))) / Number(largest);
  return score;
}

/** A derived total counts when the tax fits a usual rate. */
function derivationScore(net: Sum, vat: Sum): number {
  return isOfUsualRate(net.minor, vat) ? 0.6 : vat.minor === 0n ? 0.2 : 0;
}

function isOfUsualRate(net: bigint, vat: Sum): boolean {
  return usualRates.some((rateBp) => abs(percentOf(net, rateBp) - vat.minor) <= 2n);
}

function rowsMake(rows: readonly VatRow[], net: Sum | null, vat: Sum): boolean {
  const tax = sumMinor(rows.map(({ vatMinor }) => vatMinor));
  if (tax !== vat.minor) return false;
  const bases = rows.map(({ baseMinor }) => baseMinor);
  return (
    !net || bases.includes(null) || sumMinor(bases.filter((base) => base !== null)) === net.minor
  );
}

function abs(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
