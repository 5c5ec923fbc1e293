import type { Label } from './find-labels.ts';
import { boundingBox } from './layout/rect.ts';
import type { LabelName } from './rules/label-rule.ts';

/** What may be named together in one label: `Factuurnr./datum`, `Rechnungsnummer und -datum`. */
const dates: ReadonlySet<string> = new Set<LabelName>(['invoice_date', 'due_date', 'other_date']);
const numbers: ReadonlySet<string> = new Set<LabelName>([
  ...(['invoice_number', 'credit_number', 'order_reference'] as const),
  ...(['payment_reference', 'other_number'] as const),
]);
/** What stands between the two names. */
const joint = /^(?:[/&+]|en|und|and|et)$/i;
/** `Datum` and `Nummer` alone say little, but beside the name of the other they are those of the document. */
const pairedWeight = 0.95;

/**
 * Joins labels that name several values together: each of them is then as wide as all, so that none is taken for the
 * owner of what follows.
 * @param labels of a document, in reading order
 */
export function joinPairedLabels(labels: readonly Label[]): Label[] {
  const groups: Label[][] = [];
  for (const label of labels) {
    const group = groups.at(-1);
    if (group && continues(group.at(-1), label)) group.push(label);
    else groups.push([label]);
  }
  return groups.flatMap((group) => (group.length > 1 ? together(group) : group));
}

function continues(first: Label | undefined, second: Label): boolean {
  if (!first || first.line !== second.line || first.cell !== second.cell) return false;
  if (![first, second].every(({ name }) => dates.has(name) || numbers.has(name))) return false;
  const tokens = first.line.cells[first.cell]?.tokens ?? [];
  const [end, start] = [tokens[first.endToken - 1]?.text, tokens[second.firstToken]?.text];
  const between = tokens.slice(first.endToken, second.firstToken).map(({ text }) => text);
  if (second.firstToken < first.endToken) return end?.includes('/') ?? false;
  if (between.length > 0) return between.every((text) => joint.test(text));
  return (end?.endsWith('/') ?? false) || (start?.startsWith('/') ?? false);
}

function together(group: readonly Label[]): Label[] {
  const box = boundingBox(group);
  const counted = group.filter(({ name }) => numbers.has(name));
  return group.map((label) => ({
    ...label,
    ...box,
    weight: Math.max(label.weight, pairedWeight),
    share: numbers.has(label.name) ? { at: counted.indexOf(label), of: counted.length } : null,
  }));
}
