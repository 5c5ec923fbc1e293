import type { DocumentFacts } from '../document-facts.ts';
import type { NumberValue } from '../find-values.ts';

/** The smallest coin in cash payments, in cents: in the Netherlands and elsewhere totals are rounded to five cents. */
const smallestCoin = 5n;

/**
 * Finds the amount that was actually paid when a till rounded the total and says so: the rounded amount, which must be
 * printed, too. Null when nothing was rounded.
 */
export function roundedTotal(
  totalMinor: bigint | null,
  { labels, numbers }: DocumentFacts,
): NumberValue | null {
  if (totalMinor === null || totalMinor <= 0n || totalMinor % smallestCoin === 0n) return null;
  if (!labels.some(({ name }) => name === 'rounding')) return null;
  const rounded = ((totalMinor + smallestCoin / 2n) / smallestCoin) * smallestCoin;
  return numbers.find(({ minor, number }) => minor === rounded && number.decimals === 2) ?? null;
}
