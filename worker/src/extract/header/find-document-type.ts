import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue } from '../extracted-value.ts';
import type { Label } from '../find-labels.ts';
import { onLine } from '../layout/position-index.ts';
import { heightOf } from '../layout/rect.ts';
import type { LabelName } from '../rules/label-rule.ts';

/** Titles are larger than most words by at least this factor. */
const largeTypeFactor = 1.3;

/**
 * Finds whether a document is an invoice or a credit note. A credit note says so in its title; further down the same
 * words may refer to another document. The label of its number counts as a title when there is no other.
 */
export function findDocumentType({ labels, layout, letterHeight }: DocumentFacts): ExtractedValue {
  const invoice = labels.find(({ name, page }) => name === 'invoice_title' && page === 1);
  const titleOf = (wanted: LabelName) =>
    labels.find(
      (label) => label.name === wanted && label.page === 1 && isTitle(label, labels, letterHeight),
    );
  const credit = titleOf('credit_title') ?? (invoice ? undefined : titleOf('credit_number'));
  const height = layout.pages.get(1)?.height ?? 842;
  const isCredit =
    credit &&
    credit.top < height * 0.6 &&
    (!invoice || heightOf(credit) >= 0.8 * heightOf(invoice));
  const place = isCredit ? credit : invoice;
  return {
    value: isCredit ? 'credit_note' : 'invoice',
    place: place ? { ...place, page: place.line.page } : null,
    confidence: place ? 0.95 : 0.8,
    secondBest: null,
  };
}

/**
 * A title is at the beginning of a short text, or in large type. Not in a longer line that also says invoice: there it
 * is a part of that line, as in `Gutschrift (selbst ausgestellte Rechnung) …`.
 */
function isTitle(label: Label, labels: readonly Label[], letterHeight: number): boolean {
  const { line, cell, firstToken } = label;
  const isShort = (line.cells[cell]?.tokens.length ?? 0) <= 8;
  const isLarge = heightOf(label) >= largeTypeFactor * letterHeight;
  const isPart = labels.some((other) => other.name === 'invoice_title' && other.line === line);
  return (firstToken <= 1 && isShort) || (isLarge && !isPart);
}

const titles: ReadonlySet<LabelName> = new Set([
  'invoice_title',
  'credit_title',
  'invoice_number',
  'credit_number',
]);

/** The title before a label on its line, or null: `Rechnung` before `vom` in `Rechnung Nr. 12 vom 1.5.2026`. */
export function titleBefore(label: Label, labels: readonly Label[]): Label | null {
  return (
    onLine(labels, label.line).find(
      ({ name, right }) => titles.has(name) && right <= label.left + 1,
    ) ?? null
  );
}
