import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import { matchLabels, minMatchScore } from '../match-labels.ts';
import type { LabelName } from '../rules/label-rule.ts';

/** Finds the reference beside a label: another than the number of the invoice itself. */
export function findLabelledReference(
  facts: DocumentFacts,
  name: Extract<LabelName, 'order_reference' | 'payment_reference'>,
  number: ExtractedValue | null,
): ExtractedValue | null {
  const best = matchLabels([name], facts, facts.references)
    .filter(({ value }) => value.id !== number?.value)
    .map((match) => ({ ...match, score: match.score * match.value.likeness }))
    .sort((a, b) => b.score - a.score)[0];
  return best && best.score >= minMatchScore
    ? extractedValue(best.value.id, best.value, best.score)
    : null;
}
