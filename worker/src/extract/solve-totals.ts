import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { AmountRole, RoleCandidate } from './amount-roles.ts';
import type { NumberValue } from './find-values.ts';
import type { VatRow } from './vat-rows.ts';

/** One of the three sums: an amount of the document, or what the others leave for it. */
export interface Sum {
  readonly minor: bigint;
  readonly amount: NumberValue | null;
  /** 0 to 1: how well a label speaks for it; a derived sum has what stands on the page for it */
  readonly score: number;
}

/** Net, tax and total as they belong together best. */
export interface Totals {
  readonly net: Sum | null;
  readonly vat: Sum | null;
  readonly total: Sum | null;
  /** whether all three are printed, or what makes the net is, and net and tax make the total */
  readonly agreed: boolean;
  /** whether all three are printed, and do not */
  readonly contradictory: boolean;
}

/** Rates in force somewhere around us; tax that is none of them of its net is no tax of one rate. */
const usualRates = [
  2100, 900, 600, 1900, 700, 2000, 550, 1000, 1200, 2500, 1300, 800, 500, 810, 770,
];
const agreement = 1.6;
const discountAgreement = 0.6;
const rowAgreement = 0.5;
const prepaid = 0.4;
const paid = 0.3;
const wellLabelled = 0.5;
const mostPerRole = 10;

/**
 * Chooses among the candidates for net, tax and total those that labels speak for and that add up, the total also by what was paid at a till. Where one is not
 * printed, the others give it; where the printed ones contradict each other, they are taken as printed.
 */
export function solveTotals(
  candidates: readonly RoleCandidate[],
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
          lossOf(passedOver, solved) -
          (solved === chosen ? 0 : agreement - discountAgreement);
        if (!best || score > best.score) best = { totals: solved, score };
      }
    }
  }
  return best?.totals ?? { net: null, vat: null, total: null, agreed: false, contradictory: false };
}

/**
 * Between a subtotal and the tax a discount may stand, or the cost of sending: the tax is then of what the total leaves
 * for the net, and that is printed itself, or what makes the difference is. Two coincidences at once, so it is believed
 * like sums that add up; where only one of them is there, the contradiction stands.
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
  // The subtotal's label speaks for it, at one remove.
  const score = 0.8 * net.score;
  return { net: { minor: taxed, amount, score }, vat, total, agreed: true, contradictory: false };
}

/** Whether a tax is one of a usual rate of this net, or of the rates that its rows state. */
function isTaxOf(net: bigint, vat: Sum, vatRows: readonly VatRow[]): boolean {
  if (vatRows.length > 1) return rowsMake(vatRows, { minor: net, amount: null, score: 0 }, vat);
  return isOfUsualRate(net, vat);
}

/**
 * What it costs to work out a sum although the document names one: little when the worked out one is printed, too
 * (after a discount), else so much that the contradiction stands, for a person to see.
 */
function lossOf(passedOver: readonly Sum[], { net, vat, total }: Totals): number {
  const named = passedOver.filter(({ score }) => score > wellLabelled).length;
  const isPrinted = net?.amount && vat?.amount && total?.amount;
  return named * (isPrinted ? 0.3 : 0.8);
}

function optionsFor(candidates: readonly RoleCandidate[], roles: readonly AmountRole[]): Sum[] {
  const options = new Map<string, Sum>();
  for (const { role, minor, amount, score } of candidates) {
    if (!roles.includes(role)) continue;
    const known = options.get(String(minor));
    if (!known || known.score < score) options.set(String(minor), { minor, amount, score });
  }
  return [...options.values()].sort((a, b) => b.score - a.score).slice(0, mostPerRole);
}

/** What was paid speaks for the total that a label names, or is one by itself. */
function withPayments(totals: readonly Sum[], payments: readonly Sum[]): Sum[] {
  const isPaid = (total: Sum) => payments.some(({ minor }) => minor === total.minor);
  const unnamed = payments.filter(({ minor }) => !totals.some((total) => total.minor === minor));
  return [
    ...totals.map((total) => (isPaid(total) ? { ...total, score: total.score + paid } : total)),
    ...unnamed,
  ].sort((a, b) => b.score - a.score);
}

/** Where part is paid already, the total is what is left to pay and what was paid: `Total 121, paid 21, due 100`. */
function withPrepayment(
  totals: readonly Sum[],
  candidates: readonly RoleCandidate[],
  numbers: readonly NumberValue[],
): Sum[] {
  const left = [
    ...new Set(candidates.filter(({ role }) => role === 'payable').map(({ minor }) => minor)),
  ];
  const printed = new Set(numbers.map(({ minor }) => minor));
  return totals.map((total) => {
    const isExplained = left.some(
      (payable) => payable < total.minor && printed.has(total.minor - payable),
    );
    return isExplained ? { ...total, score: total.score + prepaid } : total;
  });
}

/** The tax of all rows together, where a document prints it per rate only. */
function rowSums(rows: readonly VatRow[]): Sum[] {
  if (rows.length === 0) return [];
  return [{ minor: sumMinor(rows.map(({ vatMinor }) => vatMinor)), amount: null, score: 0.7 }];
}

/** Each amount with cents where it stands first. */
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

/** Fills in the one that is missing from the other two. */
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

/** Whether tax on this net could make this total. */
function isWithin(net: bigint, total: bigint): boolean {
  return abs(net) <= abs(total) && abs(total) <= abs(net) + percentOf(abs(net), 3000);
}

function scoreOf(totals: Totals, vatRows: readonly VatRow[], largest: bigint): number {
  const { net, vat, total, agreed } = totals;
  let score = (net?.score ?? 0) + (vat?.score ?? 0) + (total?.score ?? 0);
  if (agreed) score += agreement;
  else if (net && vat && total && !totals.contradictory) score += derivationScore(net, vat);
  if (vat && vatRows.length > 0 && rowsMake(vatRows, net, vat)) score += rowAgreement;
  if (net && vat && abs(vat.minor) > abs(net.minor)) score -= 2;
  // Of a table's rows that add up, the last is the sum of the others: the largest.
  if (total) score += (0.3 * Number(abs(total.minor))) / Number(largest);
  return score;
}

/** A derived sum counts when the tax is one of a usual rate. */
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
