import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { Label } from '../find-labels.ts';
import { matchLabels, minMatchScore } from '../match-labels.ts';
import { titleBefore } from './find-document-type.ts';
import type { Reference } from './find-references.ts';

/** Finds the number of the invoice or credit note: beside its label, or after the title. */
export function findInvoiceNumber(facts: DocumentFacts): ExtractedValue | null {
  const { references } = facts;
  const labelled = matchLabels(['invoice_number', 'credit_number'], facts, references);
  const titled = matchLabels(['invoice_title', 'credit_title'], facts, references).filter(
    ({ position }) => position.kind !== 'below',
  );
  const places = Map.groupBy(references, ({ id }) => id);
  const scored = [...labelled, ...titled].map((match) => ({
    match,
    score:
      match.score * weightInContext(match.label, facts.labels) * match.value.likeness +
      repetitionBonus(match.value, places),
  }));
  const best = scored.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < minMatchScore) return null;
  const { value } = best.match;
  return extractedValue(value.id, value, Math.min(0.98, best.score));
}

/**
 * `No.` on its own says little, but after `Invoice` it is certain; in the middle of a sentence any label weighs less.
 */
function weightInContext(label: Label, labels: readonly Label[]): number {
  const inSentence = label.firstToken > 3;
  if (label.weight < 0.7 && titleBefore(label, labels)) return 0.97 / label.weight;
  return inSentence ? 0.8 : 1;
}

/** A number that occurs several times in a document (title, payment slip, page headers) is more likely its own. */
function repetitionBonus(
  { id }: Reference,
  places: ReadonlyMap<string, readonly Reference[]>,
): number {
  return id.length >= 4 && (places.get(id)?.length ?? 0) > 1 ? 0.06 : 0;
}
