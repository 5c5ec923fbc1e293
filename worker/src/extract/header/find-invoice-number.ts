import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { Label } from '../find-labels.ts';
import { onLine } from '../layout/position-index.ts';
import { matchLabels, minMatchScore, type LabelMatch } from '../match-labels.ts';
import type { LabelName } from '../rules/label-rule.ts';
import { titleBefore } from './find-document-type.ts';
import type { Reference } from './find-references.ts';

/** For a title that is the head of a column. */
const columnHeadWeight = 0.95;
const columnHeadNames: ReadonlySet<string> = new Set<LabelName>([
  ...(['invoice_date', 'due_date', 'other_date', 'other_number'] as const),
  ...(['order_reference', 'payment_reference', 'customer'] as const),
]);

/** Finds the number of the invoice or credit note: beside its label, or after the title. */
export function findInvoiceNumber(facts: DocumentFacts): ExtractedValue | null {
  const { references } = facts;
  const labelled = matchLabels(['invoice_number', 'credit_number'], facts, references);
  const places = Map.groupBy(references, ({ id }) => id);
  const scored = [...labelled, ...matchTitles(facts)].map((match) => ({
    match,
    id: ownPart(match),
    score:
      match.score * weightInContext(match.label, facts.labels) * match.value.likeness +
      repetitionBonus(match.value, places),
  }));
  const [best, ...others] = scored.sort((a, b) => b.score - a.score);
  if (!best || best.score < minMatchScore) return null;
  const next = others.find(({ id, score }) => id !== best.id && score >= minMatchScore);
  return extractedValue(
    best.id,
    best.match.value,
    Math.min(0.98, best.score),
    next ? { value: next.id, confidence: Math.min(0.98, next.score) } : null,
  );
}

/** The numbers after a title, and below one that is the head of a column: `Factuur   Datum   Klantnr.` */
function matchTitles(facts: DocumentFacts): LabelMatch<Reference>[] {
  const matches = matchLabels(['invoice_title', 'credit_title'], facts, facts.references);
  return matches.flatMap((match) => {
    const { label, position } = match;
    if (position.kind !== 'below') return [match];
    const below = matches.filter((other) => other.label === label);
    if (below.length > 1 || !headsColumn(label, facts)) return [];
    return [{ ...match, score: (match.score * columnHeadWeight) / label.weight }];
  });
}

/** Whether a title stands alone in its cell, and so do labels of other values beside it, which have none on their line. */
function headsColumn(label: Label, { labels, dates, references }: DocumentFacts): boolean {
  const isAlone = ({ line, cell, firstToken, endToken }: Label) =>
    firstToken === 0 && endToken === line.cells[cell]?.tokens.length;
  const heads = onLine(labels, label.line).filter(({ name }) => columnHeadNames.has(name));
  return (
    isAlone(label) &&
    heads.length > 0 &&
    heads.every(isAlone) &&
    onLine(dates, label.line).length + onLine(references, label.line).length === 0
  );
}

/** The part of a number that belongs to a label which names several: `4711/8812` for `Rechnungs-/Kundennr.` */
function ownPart({ label, value }: LabelMatch<Reference>): string {
  const parts = value.id.split(/\s?\/\s?/);
  const part = label.share && parts.length === label.share.of ? parts[label.share.at] : null;
  return part ?? value.id;
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
