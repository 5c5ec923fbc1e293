import type { Label } from './find-labels.ts';
import { isInTableHead, type TableHead } from './find-table-head.ts';
import type { Line } from './layout.ts';
import type { LabelName } from './rules/label-rule.ts';
import { partyAt, type PartyRegion } from './party-regions.ts';
import { isBeside, relate, type Relation } from './relate.ts';
import type { Span } from './text-span.ts';
import { onPage } from './by-place.ts';

/** A value for a field, with the label that speaks for it. */
export interface Candidate<V extends Span> {
  readonly value: V;
  readonly label: Label;
  readonly relation: Relation;
  /** 0 to 1: label and place together */
  readonly score: number;
}

/** Where labels speak of the document, and where of something else. */
export interface LabelContext {
  readonly labels: readonly Label[];
  readonly regions: readonly PartyRegion[];
  readonly tableLines: ReadonlySet<Line>;
  readonly tables: readonly TableHead[];
}

/** In the section of a party a number or date is rather the party's than the document's. */
const ofParty = 0.75;
/** Labels that weigh less are names of columns in the head of a table: `Ref.`, `Nr.` */
const tellingWeight = 0.7;

/**
 * The values that labels of these names speak for, best first. A label speaks for what stands right of it, or else
 * below; a nearer label of any name, or a nearer value, stands in the way.
 */
export function candidatesFor<V extends Span>(
  names: readonly LabelName[],
  { labels, regions, tableLines, tables }: LabelContext,
  values: readonly V[],
): Candidate<V>[] {
  const valuesByPage = Map.groupBy(values, ({ page }) => page);
  const found = [...valuesByPage.keys()]
    .flatMap((page) => onPage(labels, page))
    .filter(({ name, line }) => names.includes(name) && !tableLines.has(line))
    .filter((label) => label.weight >= tellingWeight || !isInTableHead(label, tables))
    .flatMap((label) =>
      candidatesOfLabel(label, onPage(labels, label.page), valuesByPage.get(label.page) ?? []),
    )
    .map((candidate) => ({
      ...candidate,
      score: candidate.score * (partyAt(candidate.label, regions) === null ? 1 : ofParty),
    }));
  return found.sort((a, b) => b.score - a.score);
}

function candidatesOfLabel<V extends Span>(
  label: Label,
  labels: readonly Label[],
  values: readonly V[],
): Candidate<V>[] {
  const related = values.flatMap((value) => {
    const relation = relate(label, value);
    return relation && !isTakenByAnother(label, value, relation, labels)
      ? [{ value, relation }]
      : [];
  });
  const aside = related.filter(({ relation }) => relation.kind !== 'below');
  const nearest = firstInReading(label, aside.length > 0 ? aside : related);
  return nearest.map(({ value, relation }, index) => ({
    value,
    label,
    relation,
    score: label.weight * relation.score * (index === 0 ? 1 : 0.6 / index),
  }));
}

/** In its own cell first, then beside it in its line, then by line. */
function firstInReading<V extends Span>(
  label: Label,
  related: readonly { value: V; relation: Relation }[],
): { value: V; relation: Relation }[] {
  const distance = ({ value, relation }: { value: V; relation: Relation }) =>
    relation.kind === 'after' ? -2 : value.line === label.line ? -1 : value.line.index;
  return [...related].sort((a, b) => distance(a) - distance(b) || a.value.left - b.value.left);
}

/** Whether another label stands between, on the way from label to value. */
function isTakenByAnother(
  label: Label,
  value: Span,
  relation: Relation,
  labels: readonly Label[],
): boolean {
  return labels.some((other) => {
    if (other === label || other.page !== value.page) return false;
    if (relation.kind === 'below') {
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
