import type { DocumentFacts } from '../document-facts.ts';
import type { Token } from '../layout/layout.ts';
import { type SumCandidate, sumCandidates } from '../totals/find-labelled-amounts.ts';

/** Receipts are apart by at least this share of the page's width or height, where no word stands. */
const minGap = 0.025;
const minScore = 0.5;
/** A receipt has more words than this. */
const minWords = 12;

/**
 * How many receipts lie beside or below each other on a page: parts with no word between them, each with a total and a
 * date of its own. A page that is not clearly so has one.
 */
export function countReceipts(facts: DocumentFacts): number {
  const [page, size] = [...facts.layout.pages][0] ?? [];
  if (facts.layout.pages.size !== 1 || page === undefined || !size) return 1;
  const tokens = facts.layout.lines.flatMap(({ cells }) => cells.flatMap((cell) => cell.tokens));
  const totals = sumCandidates(facts.amounts).filter(
    ({ role, score }) => role === 'total' && score >= minScore,
  );
  const counts = (['across', 'down'] as const).map((direction) => {
    const extent = direction === 'across' ? size.width : size.height;
    return partsOf(tokens, direction, extent * minGap).filter((part) =>
      isReceipt(part, facts, totals),
    ).length;
  });
  return Math.max(1, ...counts);
}

/** A stretch of a page in one direction, in points, and how many words are in it. */
interface Part {
  readonly direction: 'across' | 'down';
  readonly from: number;
  readonly to: number;
  readonly words: number;
}

/** The stretches of a page that are apart by a gap, wherever else words stand. */
function partsOf(tokens: readonly Token[], direction: Part['direction'], gap: number): Part[] {
  const spans = tokens.map((token) => spanOf(token, direction)).sort((a, b) => a.from - b.from);
  const parts: { direction: Part['direction']; from: number; to: number; words: number }[] = [];
  for (const { from, to } of spans) {
    const part = parts.at(-1);
    if (part && from - part.to < gap) {
      part.to = Math.max(part.to, to);
      part.words += 1;
    } else parts.push({ direction, from, to, words: 1 });
  }
  return parts;
}

function isReceipt(part: Part, { dates }: DocumentFacts, totals: readonly SumCandidate[]): boolean {
  const isIn = (rect: { left: number; right: number; top: number; bottom: number }): boolean => {
    const { from, to } = spanOf(rect, part.direction);
    return from >= part.from && to <= part.to;
  };
  return (
    part.words >= minWords &&
    dates.some(isIn) &&
    totals.some(({ amount, label }) => isIn(amount) && isIn(label))
  );
}

function spanOf(
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
  direction: Part['direction'],
): { from: number; to: number } {
  return direction === 'across' ? { from: left, to: right } : { from: top, to: bottom };
}
