import type { DocumentFacts } from '../document-facts.ts';
import { findTextBlocks } from '../layout/find-text-blocks.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { intraCommunityWords, reverseChargeWords } from '../rules/reverse-charge.ts';

/** Why a supplier charges no VAT, as a category of UNCL5305: goods from another member state, or reverse charge. */
export type UntaxedReason = 'K' | 'AE';

/**
 * The reason that the document gives for charging no VAT, or null. It may be broken over lines. Whoever names both means
 * goods: their acquisition is charged to the recipient, too.
 */
export function findUntaxedReason({ layout }: DocumentFacts): UntaxedReason | null {
  const texts = [
    ...layout.lines.map(({ cells }) => cells),
    ...findTextBlocks(layout).map(({ cells }) => cells),
  ].map((cells) => ` ${plainWords(cells.map(({ text }) => text).join(' ')).join(' ')} `);
  const names = (words: readonly string[]): boolean =>
    texts.some((text) => words.some((phrase) => text.includes(` ${phrase}`)));
  return names(intraCommunityWords) ? 'K' : names(reverseChargeWords) ? 'AE' : null;
}
