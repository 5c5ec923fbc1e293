import type { DocumentFacts } from '../document-facts.ts';
import type { Label } from '../find-labels.ts';
import { isInTableHead } from '../lines/find-table-heads.ts';
import type { NumberValue } from '../find-values.ts';
import { heightOf, type Rect, isBeside } from '../layout/rect.ts';
import { relativePosition } from '../layout/relative-position.ts';

export type SumRole = 'net_total' | 'vat_total' | 'total' | 'payable';

/** An amount with the label that says what it is. */
export interface LabelledAmount {
  readonly amount: NumberValue;
  readonly minor: bigint;
  readonly label: Label;
  /** 0 to 1: weight of the label, position and format of the amount together */
  readonly score: number;
}

/** An amount that may be one of the totals of an invoice. */
export interface SumCandidate extends LabelledAmount {
  readonly role: SumRole;
}

const roles: ReadonlySet<string> = new Set<SumRole>(['net_total', 'vat_total', 'total', 'payable']);
/** All labels of amounts. Those that are not totals keep the amount beside them from being taken for one. */
const amountLabels: ReadonlySet<string> = new Set([
  ...roles,
  'vat_base',
  'adjustment',
  'prepaid',
  'rounding',
  'tendered',
  'change',
  'other_amount',
]);
/** How many rows a table of totals may have below its head. */
const maxRowsBelowHead = 9;
const minAmountsWithCents = 4;

/** The amounts whose label is that of a total, best first. */
export function sumCandidates(amounts: readonly LabelledAmount[]): SumCandidate[] {
  return amounts.flatMap((labelled) => {
    const { name } = labelled.label;
    return isRole(name) ? [{ ...labelled, role: name }] : [];
  });
}

/** Finds all amounts with a label: to the left, above, or at the head of the column; best first. */
export function findLabelledAmounts({
  labels,
  tableHeads,
  numbers,
}: Pick<DocumentFacts, 'labels' | 'tableHeads' | 'numbers'>): LabelledAmount[] {
  const ofAmounts = labels.filter(
    (label) => amountLabels.has(label.name) && !isInTableHead(label, tableHeads),
  );
  const labelsByPage = Map.groupBy(ofAmounts, ({ page }) => page);
  const amountsByPage = Map.groupBy(moneyOf(numbers), ({ page }) => page);
  return [...amountsByPage]
    .flatMap(([page, amounts]) => {
      const near = labelsByPage.get(page) ?? [];
      return amounts.flatMap((amount) => [
        ...amountBesideLabel(amount, near, amounts),
        ...amountUnderHead(amount, near, amounts),
      ]);
    })
    .sort((a, b) => b.score - a.score);
}

/** The numbers that may be amounts: where a document shows cents, whole numbers are something else. */
function moneyOf(numbers: readonly NumberValue[]): NumberValue[] {
  const withCents = numbers.filter(({ number }) => number.decimals === 2).length;
  return numbers.filter(
    ({ minor, number, currency }) =>
      minor !== null &&
      (number.decimals === 2 || currency !== null || withCents < minAmountsWithCents),
  );
}

/** The amount with the nearest label on its left, else close above it. */
function amountBesideLabel(
  amount: NumberValue,
  labels: readonly Label[],
  amounts: readonly NumberValue[],
): LabelledAmount[] {
  const left = labels
    .filter(
      (label) =>
        isBeside(label, amount) && label.page === amount.page && label.right <= amount.left + 2,
    )
    .sort((a, b) => b.right - a.right);
  const nearest = left[0];
  if (nearest) {
    const position = relativePosition(nearest, amount);
    const others = amounts.filter(
      (other) =>
        other !== amount &&
        other.page === amount.page &&
        isBeside(other, amount) &&
        other.left > amount.left &&
        !labels.some(
          (label) =>
            isBeside(label, amount) &&
            label.left > amount.right - 2 &&
            label.right < other.left + 2,
        ),
    );
    // The label belongs to the last amount: in `BTW 21% over 100,00  21,00` that is the tax.
    const place = others.length === 0 ? 1 : 0.5;
    return candidate(amount, nearest, (position?.score ?? 0.7) * place);
  }
  const above = labels.filter(
    (label) =>
      relativePosition(label, amount)?.kind === 'below' && !headsTable(label, labels, amounts),
  );
  return above.flatMap((label) =>
    candidate(amount, label, relativePosition(label, amount)?.score ?? 0),
  );
}

/** The amount with the head of its column, in a table of totals whose last row is the sum of the others. */
function amountUnderHead(
  amount: NumberValue,
  labels: readonly Label[],
  amounts: readonly NumberValue[],
): LabelledAmount[] {
  return labels.flatMap((label) => {
    const height = Math.max(heightOf(label), 5);
    const rows = (amount.top - label.bottom) / height;
    if (label.page !== amount.page || rows < -0.5 || rows > 2 * maxRowsBelowHead) return [];
    if (!isUnder(amount, label, height) || !headsTable(label, labels, amounts)) return [];
    if (isUnderAnother(amount, label, labels)) return [];
    const heads = headsBeside(label, labels);
    if (!isInRow(amount, heads, amounts)) return [];
    const below = amounts.some(
      (other) =>
        other !== amount &&
        other.page === amount.page &&
        other.top > amount.bottom - 1 &&
        isUnder(other, amount, height) &&
        other.top - amount.bottom < 3 * height &&
        isInRow(other, heads, amounts),
    );
    return candidate(amount, label, below ? 0.72 : 0.85);
  });
}

/**
 * Whether a label is in the head of a table: at least two labels of amounts side by side, with no amount among them.
 */
function headsTable(
  label: Label,
  labels: readonly Label[],
  amounts: readonly NumberValue[],
): boolean {
  const values = amounts.filter((amount) => amount.page === label.page && isBeside(amount, label));
  return headsBeside(label, labels).length >= 2 && values.length === 0;
}

function headsBeside(label: Label, labels: readonly Label[]): Label[] {
  return labels.filter((other) => other.page === label.page && isBeside(other, label));
}

/**
 * Whether there are amounts under at least two heads at the height of this one: in a sentence below a table it is
 * alone.
 */
function isInRow(
  amount: NumberValue,
  heads: readonly Label[],
  amounts: readonly NumberValue[],
): boolean {
  const row = amounts.filter((other) => other.page === amount.page && isBeside(other, amount));
  const filled = heads.filter((head) =>
    row.some((other) => isUnder(other, head, Math.max(heightOf(head), 5))),
  );
  return filled.length >= 2;
}

function isUnderAnother(amount: NumberValue, label: Label, labels: readonly Label[]): boolean {
  return labels.some(
    (other) =>
      other !== label &&
      other.page === label.page &&
      other.top > label.bottom - 1 &&
      other.bottom < amount.bottom &&
      other.left < amount.right &&
      other.right > amount.left,
  );
}

function isUnder(below: Rect, above: Rect, height: number): boolean {
  const overlaps = below.left < above.right && below.right > above.left;
  return (
    overlaps ||
    Math.abs(below.right - above.right) < height ||
    Math.abs(below.left - above.left) < height
  );
}

function candidate(amount: NumberValue, label: Label, place: number): LabelledAmount[] {
  if (amount.minor === null) return [];
  const score = label.weight * place * moneyLikeness(amount);
  return score === 0 ? [] : [{ amount, minor: amount.minor, label, score }];
}

/**
 * How likely a number is an amount, 0 to 1: with two decimals or a currency it is; a bare whole number often is not.
 */
function moneyLikeness({ number, currency, text }: NumberValue): number {
  if (number.decimals === 2) return number.digits.length <= 12 ? 1 : 0;
  if (currency !== null) return 0.85;
  return number.digits.length <= 6 || /[.,' ]/.test(text.trim()) ? 0.62 : 0;
}

function isRole(name: string): name is SumRole {
  return roles.has(name);
}
