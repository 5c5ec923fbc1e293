import type { Label } from './find-labels.ts';
import { isInTableHead, type TableHead } from './lines/find-table-heads.ts';
import type { Line } from './layout/layout.ts';
import type { LabelName } from './rules/label-rule.ts';
import { partyAt, type PartyRegion } from './parties/find-party-regions.ts';
import { relativePosition, type RelativePosition } from './layout/relative-position.ts';
import type { Span } from './layout/text-span.ts';
import { onPage } from './layout/position-index.ts';
import { isBeside } from './layout/rect.ts';

/** A value with the label that says what it is. */
export interface LabelMatch<V extends Span> {
  readonly value: V;
  readonly label: Label;
  readonly position: RelativePosition;
  /** 0 to 1: the weight of the label and the position of the value together */
  readonly score: number;
}

/** The labels of a document, and the parts of it where labels are about something else than the document. */
export interface LabelContext {
  readonly labels: readonly Label[];
  readonly regions: readonly PartyRegion[];
  readonly tableLines: ReadonlySet<Line>;
  readonly tableHeads: readonly TableHead[];
}

/** Below this score a value is left out rather than guessed. */
export const minMatchScore = 0.4;
/** In the section of a party a number or date is more likely the party's than the document's. */
const inPartySection = 0.75;
/** In the head of a table, labels that weigh less are column headings: `Ref.`, `Nr.` */
const minHeadWeight = 0.7;

/**
 * Finds the values that labels of these names belong to, best first. A label belongs to the value to its right, else to
 * the one below it, unless another label of any name, or another value, is nearer.
 */
export function matchLabels<V extends Span>(
  names: readonly LabelName[],
  { labels, regions, tableLines, tableHeads }: LabelContext,
  values: readonly V[],
): LabelMatch<V>[] {
  const valuesByPage = Map.groupBy(values, ({ page }) => page);
  const found = [...valuesByPage.keys()]
    .flatMap((page) => onPage(labels, page))
    .filter(({ name, line }) => names.includes(name) && !tableLines.has(line))
    .filter((label) => label.weight >= minHeadWeight || !isInTableHead(label, tableHeads))
    .flatMap((label) =>
      matchesOfLabel(label, onPage(labels, label.page), valuesByPage.get(label.page) ?? []),
    )
    .map((match) => ({
      ...match,
      score: match.score * (partyAt(match.label, regions) === null ? 1 : inPartySection),
    }));
  return found.sort((a, b) => b.score - a.score);
}

function matchesOfLabel<V extends Span>(
  label: Label,
  labels: readonly Label[],
  values: readonly V[],
): LabelMatch<V>[] {
  const placed = values.flatMap((value) => {
    const position = relativePosition(label, value);
    return position && !isClaimedByAnother(label, value, position, labels)
      ? [{ value, position }]
      : [];
  });
  const beside = placed.filter(({ position }) => position.kind !== 'below');
  const sorted = nearestFirst(label, beside.length > 0 ? beside : placed);
  return sorted.map(({ value, position }, index) => ({
    value,
    label,
    position,
    score: label.weight * position.score * (index === 0 ? 1 : 0.6 / index),
  }));
}

/** Values in the label's own cell first, then those on its line, then by line. */
function nearestFirst<V extends Span>(
  label: Label,
  placed: readonly { value: V; position: RelativePosition }[],
): { value: V; position: RelativePosition }[] {
  const distance = ({ value, position }: { value: V; position: RelativePosition }) =>
    position.kind === 'after' ? -2 : value.line === label.line ? -1 : value.line.index;
  return [...placed].sort((a, b) => distance(a) - distance(b) || a.value.left - b.value.left);
}

/** Whether another label is between the label and the value. */
function isClaimedByAnother(
  label: Label,
  value: Span,
  position: RelativePosition,
  labels: readonly Label[],
): boolean {
  return labels.some((other) => {
    if (other === label || other.page !== value.page) return false;
    if (position.kind === 'below') {
      const covers = other.left < value.right && other.right > value.left;
      return (
        (isBeside(other, value) &&
          other.right <= value.left + 1 &&
          (other.left >= label.left - 1 ||
            other.line.cells[other.cell] === value.line.cells[value.cell])) ||
        (covers && other.top > label.bottom - 1 && other.bottom < value.top + 1)
      );
    }
    return isBeside(other, value) && other.left >= label.right - 1 && other.right <= value.left + 1;
  });
}
