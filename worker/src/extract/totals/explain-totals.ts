import { absMinor, percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { Place } from '../extracted-value.ts';
import type { NumberValue } from '../find-values.ts';
import type { LabelledAmount, SumCandidate, SumRole } from './find-labelled-amounts.ts';
import { rowsMakeNet, rowsMakeVat, type VatRow } from './find-vat-rows.ts';
import { boundingBox, isAbove } from '../layout/rect.ts';

/** One of the three totals: net, tax or gross. */
export interface Sum {
  readonly minor: bigint;
  /** where it is printed; null when it is not printed as one amount */
  readonly amount: NumberValue | null;
  /** where it is printed in parts or in words: the rows of VAT that make it, a statement that no tax is due */
  readonly parts: Place | null;
  /** 0 to 1: how certain its label makes it; lower for one that was derived from the others */
  readonly score: number;
}

/** What is printed about the totals of a document. */
export interface PrintedSums {
  readonly candidates: readonly SumCandidate[];
  readonly vatRows: readonly VatRow[];
  /** discounts and charges between subtotal and net */
  readonly adjustments: readonly LabelledAmount[];
  /** what was paid before */
  readonly prepaid: readonly LabelledAmount[];
  /** by how much the amount to pay was rounded */
  readonly roundings: readonly LabelledAmount[];
  readonly numbers: readonly NumberValue[];
  /** payments at a till, which also indicate the total */
  readonly payments: readonly Sum[];
}

/** A combination of net, tax and total that explains what is printed. */
export interface Explanation {
  readonly net: Sum | null;
  readonly vat: Sum | null;
  readonly total: Sum | null;
  /** whether net plus tax is the total; the net may also be explained by a discount that is printed */
  readonly agreed: boolean;
  /** whether those that are printed do not add up, or leave no possible tax */
  readonly contradictory: boolean;
  /** how well it explains all that is printed */
  readonly score: number;
}
type Combination = Omit<Explanation, 'score'>;

/** VAT rates in basis points that are in force in the Netherlands or nearby. */
const usualRates = [
  2100, 900, 600, 1900, 700, 2000, 550, 1000, 1200, 2500, 1300, 800, 500, 810, 770,
];
/** No country has a higher rate than Hungary. */
const highestRateBp = 2700;
/** Tax may be rounded per line, so a rate is met to within this many cents. */
const roundingMinor = 2n;

const agreementBonus = 1.6;
const discountBonus = 0.6;
const labelledDiscountBonus = 0.9;
const rowsBonus = 0.5;
const rowsLeftOver = 0.5;
const prepaymentBonus = 0.4;
const paymentBonus = 0.6;
const impossibleTax = 2;
const unexplained = 0.3;
const wellLabelled = 0.5;
/** An amount beside a label with this score is that total, or has to be explained by it. */
const firmlyLabelled = 0.8;
const maxPerRole = 10;
const maxAdjustments = 5;

/**
 * All explanations of what is printed. Of net, tax and total, one that is missing is derived from the other two;
 * printed ones that contradict each other stay as printed. Tax is never below zero or above the highest rate of the net.
 */
export function explainTotals(printed: PrintedSums): Explanation[] {
  const { candidates, vatRows, prepaid, numbers, payments } = printed;
  const nets = optionsFor(candidates, ['net_total']);
  const vats = withRowSum(optionsFor(candidates, ['vat_total']), vatRows);
  const named = optionsFor(candidates, ['total', 'payable']);
  const totals = withRounding(
    withPrepayment(withPayments(named, payments), candidates, prepaid, numbers),
    printed,
  );
  const judge = judgeOf(printed, [...nets, ...totals]);
  const amounts = firstByMinor(numbers);
  const found: Explanation[] = [];
  for (const net of [...nets, null]) {
    for (const vat of [...vats, null]) {
      for (const total of [...totals, null]) {
        const chosen = complete({ net, vat, total }, amounts);
        const passedOver = [
          ...(net ? [] : nets.slice(0, 1)),
          ...(vat ? [] : vats.slice(0, 1)),
          ...(total ? [] : totals.slice(0, 1)),
        ];
        const options = [chosen, ...afterAdjustment(chosen, printed, amounts)];
        found.push(...options.map((option) => judge(option, chosen, passedOver)));
      }
    }
  }
  return found;
}

/** Scores how well a combination explains what is printed. @param chosen the one before a discount was considered */
function judgeOf(printed: PrintedSums, sums: readonly Sum[]) {
  const { vatRows, adjustments, prepaid, roundings, candidates } = printed;
  const largest = sums.reduce(
    (max, { minor }) => (absMinor(minor) > max ? absMinor(minor) : max),
    1n,
  );
  const firm = [
    ...new Set(
      candidates
        .filter(
          ({ role, minor, score }) => role !== 'payable' && minor !== 0n && score >= firmlyLabelled,
        )
        .map(({ minor }) => minor),
    ),
  ];
  const steps = labelledSums(adjustments);
  const paid = labelledSums(prepaid);
  const rounded = new Set(roundings.map(({ minor }) => absMinor(minor)));
  const ofRows = new Set(
    vatRows.flatMap(({ baseMinor, vatMinor }) => [
      vatMinor,
      ...(baseMinor === null ? [] : [baseMinor, baseMinor + vatMinor]),
    ]),
  );
  return (option: Combination, chosen: Combination, passedOver: readonly Sum[]): Explanation => {
    const { net, vat, total } = option;
    let score = (net?.score ?? 0) + (vat?.score ?? 0) + (total?.score ?? 0);
    if (option !== chosen) {
      score += steps.has(absMinor((chosen.net?.minor ?? 0n) - (net?.minor ?? 0n)))
        ? labelledDiscountBonus
        : discountBonus;
    } else if (option.agreed) score += agreementBonus;
    else if (net && vat && total && !option.contradictory) score += derivationScore(net.minor, vat);
    const rowsFit = vat !== null && vatRows.length > 0 && rowsMakeVat(vatRows, vat.minor);
    if (rowsFit && rowsMakeNet(vatRows, net?.minor ?? null)) score += rowsBonus;
    else if (vatRows.length > 1 && !rowsFit) score -= rowsLeftOver;
    const taxed = net?.minor ?? (total && vat ? total.minor - vat.minor : null);
    if (vat && taxed !== null && !isPossibleTax(taxed, vat.minor)) score -= impossibleTax;
    // Several rows of a table may add up; the last one, which is the sum of the others, has the largest total.
    if (total) score += (0.3 * Number(absMinor(total.minor))) / Number(largest);
    score -= penaltyFor(passedOver, option);
    const own = [net?.minor, vat?.minor, total?.minor, chosen.net?.minor];
    const isExplained = (minor: bigint) =>
      own.includes(minor) ||
      (rowsFit && ofRows.has(minor)) ||
      own.some((sum) => sum !== undefined && steps.has(absMinor(sum - minor))) ||
      (total !== null &&
        (paid.has(total.minor - minor) || rounded.has(absMinor(total.minor - minor))));
    score -= unexplained * firm.filter((minor) => !isExplained(minor)).length;
    return { ...option, score };
  };
}

/** Whether a tax is between nothing and the highest rate of its net amount. */
export function isPossibleTax(net: bigint, vat: bigint): boolean {
  if (vat === 0n) return true;
  const most = percentOf(absMinor(net), highestRateBp) + roundingMinor;
  return vat > 0n === net > 0n && absMinor(vat) <= most;
}

/**
 * Between subtotal and tax there may be a discount or shipping costs. The taxed amount is then the total less the tax:
 * it must fit the tax, and either it or its difference from the subtotal must be printed. Both at once is no
 * coincidence, so it counts like totals that add up; with only one of them the contradiction remains.
 */
function afterAdjustment(
  { net, vat, total, contradictory }: Combination,
  { vatRows, numbers, adjustments }: PrintedSums,
  amounts: ReadonlyMap<bigint, NumberValue>,
): Combination[] {
  if (!contradictory || !net || !vat || !total) return [];
  const taxed = total.minor - vat.minor;
  if (!isTaxOf(taxed, vat, vatRows) || isTaxOf(net.minor, vat, vatRows)) return [];
  const amount = amounts.get(taxed) ?? null;
  const difference = absMinor(net.minor - taxed);
  const isPrinted = numbers.some(
    ({ minor, number }) =>
      number.decimals === 2 && minor !== null && absMinor(minor) === difference,
  );
  if (!amount && !isPrinted && !labelledSums(adjustments).has(difference)) return [];
  // The label of the subtotal supports it, but only indirectly.
  const taxable = { minor: taxed, amount, parts: null, score: 0.8 * net.score };
  return [{ net: taxable, vat, total, agreed: true, contradictory: false }];
}

/** What discounts, charges or payments can make together: they are printed with or without their sign. */
function labelledSums(amounts: readonly LabelledAmount[]): ReadonlySet<bigint> {
  let sums = [0n];
  for (const { minor } of amounts.slice(0, maxAdjustments)) {
    sums = sums.flatMap((sum) => [sum, sum + minor, sum - minor]);
  }
  return new Set(sums.map(absMinor).filter((sum) => sum !== 0n));
}

/** Whether a tax fits this net amount: at a usual rate, or by the rows of the VAT table. */
function isTaxOf(net: bigint, vat: Sum, vatRows: readonly VatRow[]): boolean {
  if (vatRows.length > 1) return rowsMakeVat(vatRows, vat.minor) && rowsMakeNet(vatRows, net);
  return isOfUsualRate(net, vat);
}

/**
 * The penalty for deriving a total although the document labels one: small when the derived one is printed, too (after
 * a discount), else so large that the contradiction remains for a person to see.
 */
function penaltyFor(passedOver: readonly Sum[], { net, vat, total }: Combination): number {
  const named = passedOver.filter(({ score }) => score > wellLabelled).length;
  const isPrinted = net?.amount && vat?.amount && total?.amount;
  return named * (isPrinted ? 0.3 : 0.8);
}

function optionsFor(candidates: readonly SumCandidate[], roles: readonly SumRole[]): Sum[] {
  const options = new Map<bigint, Sum>();
  for (const { role, minor, amount, score } of candidates) {
    if (!roles.includes(role)) continue;
    const known = options.get(minor);
    if (!known || known.score < score) options.set(minor, { minor, amount, parts: null, score });
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
  prepaid: readonly LabelledAmount[],
  numbers: readonly NumberValue[],
): Sum[] {
  const printed = new Set(
    numbers.flatMap(({ minor }) => (minor === null ? [] : [absMinor(minor)])),
  );
  const paid = labelledSums(prepaid);
  const rests = candidates.filter(({ role }) => role === 'payable' || role === 'total');
  return totals.map((total) => {
    const isExplained = rests.some(({ role, minor }) => {
      const difference = total.minor - minor;
      return (
        difference > 0n && (paid.has(difference) || (role === 'payable' && printed.has(difference)))
      );
    });
    return isExplained ? { ...total, score: total.score + prepaymentBonus } : total;
  });
}

/** Raises the score of a total below which a rounding and the rounded amount stand. */
function withRounding(
  totals: readonly Sum[],
  { candidates, roundings }: Pick<PrintedSums, 'candidates' | 'roundings'>,
): Sum[] {
  return totals.map((total) => {
    const isRounded = roundings.some(
      ({ minor, amount }) =>
        total.amount !== null &&
        minor !== 0n &&
        isAbove(total.amount, amount) &&
        candidates.some(
          (rest) =>
            absMinor(rest.minor - total.minor) === absMinor(minor) && isAbove(amount, rest.amount),
        ),
    );
    return isRounded ? { ...total, score: total.score + prepaymentBonus } : total;
  });
}

/** Adds the tax of all rows together, for documents that print it only per rate. */
function withRowSum(vats: readonly Sum[], rows: readonly VatRow[]): Sum[] {
  const [first] = rows;
  const minor = sumMinor(rows.map(({ vatMinor }) => vatMinor));
  if (!first || vats.some((vat) => vat.minor === minor)) return [...vats];
  const onPage = rows.filter(({ page }) => page === first.page);
  const parts = { ...boundingBox(onPage), page: first.page };
  return [...vats, { minor, amount: null, parts, score: 0.7 }];
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

type Chosen = Pick<Combination, 'net' | 'vat' | 'total'>;

/** Derives the one that is missing from the other two, where that gives a possible tax. */
function complete(
  { net, vat, total }: Chosen,
  amounts: ReadonlyMap<bigint, NumberValue>,
): Combination {
  if (net && vat && total) {
    const agreed = net.minor + vat.minor === total.minor && isPossibleTax(net.minor, vat.minor);
    return { net, vat, total, agreed, contradictory: !agreed };
  }
  const derive = (minor: bigint): Sum => {
    const amount = amounts.get(minor) ?? null;
    return { minor, amount, parts: null, score: amount ? 0.35 : 0.1 };
  };
  const open = { net, vat, total, agreed: false, contradictory: false };
  if (vat && total && isPossibleTax(total.minor - vat.minor, vat.minor)) {
    return { ...open, net: derive(total.minor - vat.minor) };
  }
  if (net && vat && isPossibleTax(net.minor, vat.minor)) {
    return { ...open, total: derive(net.minor + vat.minor) };
  }
  if (net && total && isPossibleTax(net.minor, total.minor - net.minor)) {
    return { ...open, vat: derive(total.minor - net.minor) };
  }
  // Two of them that leave no possible third contradict each other.
  return { ...open, contradictory: [net, vat, total].filter((sum) => sum !== null).length === 2 };
}

/** A derived total counts when the tax fits a usual rate. */
function derivationScore(net: bigint, vat: Sum): number {
  return isOfUsualRate(net, vat) ? 0.6 : vat.minor === 0n ? 0.2 : 0;
}

function isOfUsualRate(net: bigint, vat: Sum): boolean {
  return usualRates.some((rateBp) => absMinor(percentOf(net, rateBp) - vat.minor) <= roundingMinor);
}
