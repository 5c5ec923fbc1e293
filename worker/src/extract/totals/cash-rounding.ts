import type { DocumentFacts } from '../document-facts.ts';
import type { NumberValue } from '../find-values.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import type { LabelledAmount } from './find-labelled-amounts.ts';

/** The smallest coin in cash payments, in cents: in the Netherlands and elsewhere totals are rounded to five cents. */
const smallestCoin = 5n;

/**
 * Finds the amount that was actually paid when a till rounded the total and says so: the rounded amount, which must be
 * printed, too. Null when nothing was rounded.
 */
export function roundedTotal(
  totalMinor: bigint | null,
  { labels, numbers }: Pick<DocumentFacts, 'labels' | 'numbers'>,
): NumberValue | null {
  if (totalMinor === null || totalMinor <= 0n || totalMinor % smallestCoin === 0n) return null;
  if (!labels.some(({ name }) => name === 'rounding')) return null;
  const rounded = ((totalMinor + smallestCoin / 2n) / smallestCoin) * smallestCoin;
  return numbers.find(({ minor, number }) => minor === rounded && number.decimals === 2) ?? null;
}

/** Words of what is still to be paid, in plain letters. */
const toPay =
  /^(?:betalen|voldoen|openstaand|restbedrag|restant|saldo|due|payable|pay|balance|outstanding|zahlen|zahlbetrag|restbetrag|offener|zahllast|payer|reste|solde|du)$/;

/**
 * Whether an amount is what an invoice asks to be paid. At a till it is paid already: there is money that was given, or
 * given back.
 */
export function isAskedFor(
  minor: bigint,
  amounts: readonly LabelledAmount[],
  { labels }: Pick<DocumentFacts, 'labels'>,
): boolean {
  if (labels.some(({ name }) => name === 'tendered' || name === 'change')) return false;
  return amounts.some(
    ({ minor: labelled, label }) =>
      labelled === minor &&
      (label.name === 'payable' ||
        (label.name === 'total' && plainWords(label.text).some((word) => toPay.test(word)))),
  );
}
