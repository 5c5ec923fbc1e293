import type { Label } from './find-labels.ts';
import type { TableHead } from './find-table-head.ts';
import type { Layout, Line, Rect } from './layout.ts';
import { isBeside } from './relate.ts';
import { onPage } from './by-place.ts';

export type Party = 'supplier' | 'customer' | 'other';

/** A part of a page that a heading gives to a party: `Factuuradres`, `Verkäufer`. */
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
/** What the document as a whole is called and dated ends the section of a party. */
const ofDocument: ReadonlySet<string> = new Set([
  'invoice_title',
  'credit_title',
  'invoice_number',
  'credit_number',
  'invoice_date',
  'due_date',
]);
/** An address with name, numbers and contact takes no more than this many points. */
const deepest = 190;
/** A column of addresses is at least this wide, in points. */
const columnWidth = 70;

/** The regions that headings claim: down to the next heading in the same column, and right to the next beside it. */
export function findPartyRegions(
  layout: Layout,
  labels: readonly Label[],
  tables: readonly TableHead[],
): PartyRegion[] {
  const headings = labels.filter((label) => partyOfLabel[label.name] && isHeading(label));
  const documentLabels = labels.filter(({ name, weight }) => weight >= 0.7 && ofDocument.has(name));
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
    const bottom = Math.min(label.bottom + deepest, ...below.map(({ top }) => top));
    const party = partyOfLabel[label.name] ?? 'other';
    return { party, page: label.page, label, left, right, top: label.top - 2, bottom };
  });
}

/** Which party a place belongs to by the nearest heading above it, or null. */
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

/** What a heading heads stands below it, or in a form's second column beside names such as `Anschrift:`. */
function isInColumn(place: Rect & { readonly line: Line }, { left, label }: PartyRegion): boolean {
  const own = place.line.cells.find((cell) => cell.right >= place.right - 1) ?? place;
  if (own.left - left < columnWidth || place.line === label.line) return true;
  const first = place.line.cells[0];
  const next = place.line.cells[1];
  if (!first || !next || place.left > next.left + columnWidth) return false;
  return Math.abs(first.left - label.left) < 20 && /:$/.test(first.text);
}

/** A heading stands at the beginning of its cell, and alone, or with a colon before what it heads. */
function isHeading({ line, cell, firstToken, endToken, text }: Label): boolean {
  const rest = line.cells[cell]?.tokens.slice(endToken) ?? [];
  const startsValue = text.endsWith(':') || rest[0]?.text === ':';
  return firstToken === 0 && (startsValue || rest.every((token) => !/[\p{L}\d]/u.test(token.text)));
}
