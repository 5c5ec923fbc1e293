import type { DocumentFacts } from './document-facts.ts';
import type { NumberValue } from './find-values.ts';

/** The smallest coin that tills give back: one and two cents are rounded away in the Netherlands and elsewhere. */
const smallestCoin = 5n;

/**
 * What was really paid, where a till rounded the total to coins and says so: the rounded amount that is printed, too.
 * Null when nothing was rounded.
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
