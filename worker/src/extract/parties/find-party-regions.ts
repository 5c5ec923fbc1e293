import type { Label } from '../find-labels.ts';
import type { TableHead } from '../lines/find-table-heads.ts';
import type { Layout, Line } from '../layout/layout.ts';
import { type Rect, isBeside } from '../layout/rect.ts';
import { onPage } from '../layout/position-index.ts';

export type Party = 'supplier' | 'customer' | 'other';

/** The part of a page that is about a party according to its heading: `Factuuradres`, `Verkäufer`. */
export interface PartyRegion extends Rect {
  readonly party: Party;
  readonly page: number;
  readonly label: Label;
}

const partyOfLabel: Readonly<Partial<Record<string, Party>>> = {
  supplier: 'supplier',
  customer: 'customer',
  other_party: 'other',
};
/** Labels about the document as a whole, which end the section of a party. */
const documentLabelNames: ReadonlySet<string> = new Set([
  'invoice_title',
  'credit_title',
  'invoice_number',
  'credit_number',
  'invoice_date',
  'due_date',
]);
/** An address with name, numbers and contact details is at most this high, in points. */
const maxDepth = 190;
/** A column of addresses is at least this wide, in points. */
const columnWidth = 70;

/**
 * Finds the section below each heading: down to the next heading in the same column, and right to the next one beside
 * it.
 */
export function findPartyRegions(
  layout: Layout,
  labels: readonly Label[],
  tables: readonly TableHead[],
): PartyRegion[] {
  const headings = labels.filter((label) => partyOfLabel[label.name] && isHeading(label));
  const documentLabels = labels.filter(
    ({ name, weight }) => weight >= 0.7 && documentLabelNames.has(name),
  );
  return headings.map((label) => {
    const page = layout.pages.get(label.page) ?? { width: 595, height: 842 };
    const beside = headings.filter(
      (other) => other.page === label.page && isBeside(other, label) && other.left > label.right,
    );
    const left = label.left - 6;
    const right = Math.min(page.width, ...beside.map((other) => other.left - 6));
    const inColumn = documentLabels.filter(
      (other) => Math.abs(other.left - label.left) < columnWidth,
    );
    const below = [...headings, ...inColumn, ...tables].filter(
      (other) =>
        other.page === label.page &&
        other.top > label.bottom &&
        other.left < right &&
        other.right > left,
    );
    const bottom = Math.min(label.bottom + maxDepth, ...below.map(({ top }) => top));
    const party = partyOfLabel[label.name] ?? 'other';
    return { party, page: label.page, label, left, right, top: label.top - 2, bottom };
  });
}

/** The party whose section contains a place, by the nearest heading above it, or null. */
export function partyAt(
  place: Rect & { readonly page: number; readonly line: Line },
  regions: readonly PartyRegion[],
): Party | null {
  const around = onPage(regions, place.page).filter(
    (region) =>
      place.left >= region.left &&
      place.left < region.right &&
      place.top >= region.top &&
      place.bottom <= region.bottom + 4 &&
      isInColumn(place, region),
  );
  const nearest = around.sort((a, b) => b.top - a.top || b.left - a.left)[0];
  return nearest?.party ?? null;
}

/** Whether a place is below the heading, or in the second column of a form, beside labels such as `Anschrift:`. */
function isInColumn(place: Rect & { readonly line: Line }, { left, label }: PartyRegion): boolean {
  const own = place.line.cells.find((cell) => cell.right >= place.right - 1) ?? place;
  if (own.left - left < columnWidth || place.line === label.line) return true;
  const first = place.line.cells[0];
  const next = place.line.cells[1];
  if (!first || !next || place.left > next.left + columnWidth) return false;
  return Math.abs(first.left - label.left) < 20 && /:$/.test(first.text);
}

/** Whether a label is a heading: at the beginning of its cell, and on its own or followed by a colon. */
function isHeading({ line, cell, firstToken, endToken, text }: Label): boolean {
  const rest = line.cells[cell]?.tokens.slice(endToken) ?? [];
  const startsValue = text.endsWith(':') || rest[0]?.text === ':';
  return firstToken === 0 && (startsValue || rest.every((token) => !/[\p{L}\d]/u.test(token.text)));
}
