import type { DocumentFacts } from './document-facts.ts';
import type { Label } from './find-labels.ts';
import { isInTableHead } from './find-table-head.ts';
import type { NumberValue } from './find-values.ts';
import { heightOf, type Rect } from './layout.ts';
import { isBeside, relate } from './relate.ts';

export type AmountRole = 'net_total' | 'vat_total' | 'total' | 'payable';

/** An amount and the label that says what it is. */
export interface LabelledAmount {
  readonly amount: NumberValue;
  readonly minor: bigint;
  readonly label: Label;
  /** 0 to 1: label, place and form together */
  readonly score: number;
}

/** An amount that may be one of an invoice's sums. */
export interface RoleCandidate extends LabelledAmount {
  readonly role: AmountRole;
}

const roles: ReadonlySet<string> = new Set<AmountRole>([
  'net_total',
  'vat_total',
  'total',
  'payable',
]);
/** Labels of amounts that are no sums: what stands beside them is none either. */
const amountLabels: ReadonlySet<string> = new Set([
  ...roles,
  'vat_base',
  'rounding',
  'tendered',
  'change',
  'other_amount',
]);
/** How many rows a table of sums may have below its head. */
const reachOfHead = 9;
const fewCents = 4;

/** Finds the amounts that labels call a sum, best first. */
export function findRoles(facts: DocumentFacts): RoleCandidate[] {
  return findLabelledAmounts(facts).flatMap((found) => {
    const { name } = found.label;
    return isRole(name) ? [{ ...found, role: name }] : [];
  });
}

/** Finds what labels call any amount: left of it, above it, or at the head of its column; best first. */
export function findLabelledAmounts(facts: DocumentFacts): LabelledAmount[] {
  const labels = facts.labels.filter(
    (label) => amountLabels.has(label.name) && !isInTableHead(label, facts.tables),
  );
  const labelsByPage = Map.groupBy(labels, ({ page }) => page);
  const amountsByPage = Map.groupBy(moneyOf(facts.numbers), ({ page }) => page);
  return [...amountsByPage]
    .flatMap(([page, amounts]) => {
      const near = labelsByPage.get(page) ?? [];
      return amounts.flatMap((amount) => [
        ...roleBySide(amount, near, amounts),
        ...roleByHead(amount, near, amounts),
      ]);
    })
    .sort((a, b) => b.score - a.score);
}

/** The numbers that may be money: where a document shows cents, whole numbers are something else. */
function moneyOf(numbers: readonly NumberValue[]): NumberValue[] {
  const withCents = numbers.filter(({ number }) => number.decimals === 2).length;
  return numbers.filter(
    ({ minor, number, currency }) =>
      minor !== null && (number.decimals === 2 || currency !== null || withCents < fewCents),
  );
}

/** The nearest label on the left, or close above. */
function roleBySide(
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
    const relation = relate(nearest, amount);
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
    // In `BTW 21% over 100,00  21,00` the last amount is the tax.
    const place = others.length === 0 ? 1 : 0.5;
    return candidate(amount, nearest, (relation?.score ?? 0.7) * place);
  }
  const above = labels.filter(
    (label) => relate(label, amount)?.kind === 'below' && !headsTable(label, labels, amounts),
  );
  return above.flatMap((label) => candidate(amount, label, relate(label, amount)?.score ?? 0));
}

/** In a table of sums the head names the columns; its last row is the sum of the others. */
function roleByHead(
  amount: NumberValue,
  labels: readonly Label[],
  amounts: readonly NumberValue[],
): LabelledAmount[] {
  return labels.flatMap((label) => {
    const height = Math.max(heightOf(label), 5);
    const rows = (amount.top - label.bottom) / height;
    if (label.page !== amount.page || rows < -0.5 || rows > 2 * reachOfHead) return [];
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

/** Whether at least two amounts' names stand beside each other with no amount between them. */
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

/** Whether amounts stand under at least two heads at this one's height: in a sentence below a table one stands alone. */
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

/** Amounts have two decimals or a currency; a bare whole number is more often something else, a long one always. */
function moneyLikeness({ number, currency, text }: NumberValue): number {
  if (number.decimals === 2) return number.digits.length <= 12 ? 1 : 0;
  if (currency !== null) return 0.85;
  return number.digits.length <= 6 || /[.,' ]/.test(text.trim()) ? 0.62 : 0;
}

function isRole(name: string): name is AmountRole {
  return roles.has(name);
}
