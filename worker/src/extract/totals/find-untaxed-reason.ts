import type { DocumentFacts } from '../document-facts.ts';
import type { Place } from '../extracted-value.ts';
import { findTextBlocks } from '../layout/find-text-blocks.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { intraCommunityWords, reverseChargeWords } from '../rules/reverse-charge.ts';

/** Why a supplier charges no VAT, as a category of UNCL5305: goods from another member state, or reverse charge. */
export type UntaxedReason = 'K' | 'AE';

/**
 * The reason that the document gives for charging no VAT, and where, or null. It may be broken over lines. Whoever names
 * both means goods: their acquisition is charged to the recipient, too.
 */
export function findUntaxedReason({
  layout,
}: DocumentFacts): { readonly category: UntaxedReason; readonly place: Place } | null {
  const texts = [...layout.lines, ...findTextBlocks(layout)].map((place) => ({
    place,
    text: ` ${plainWords(place.cells.map(({ text }) => text).join(' ')).join(' ')} `,
  }));
  const saying = (phrases: readonly string[]) =>
    texts.find(({ text }) => phrases.some((phrase) => text.includes(` ${phrase}`)))?.place;
  const goods = saying(intraCommunityWords);
  if (goods) return { category: 'K', place: goods };
  const reversed = saying(reverseChargeWords);
  return reversed ? { category: 'AE', place: reversed } : null;
}
