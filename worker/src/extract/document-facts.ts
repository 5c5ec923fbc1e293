import type { Page } from '@smart-accounting/worker-contract';
import { findIdentifiers, type Identifiers } from './find-identifiers.ts';
import { findLabels, type Label } from './find-labels.ts';
import { findReferences, type Reference } from './find-references.ts';
import { findValues, type Values } from './find-values.ts';
import { findTableHeads, type TableHead } from './find-table-head.ts';
import { heightOf, layOut, type Layout, type Line } from './layout.ts';
import { findPartyRegions, type PartyRegion } from './party-regions.ts';
import { domainsIn } from './patterns/address.ts';
import { joinQualified } from './qualified-labels.ts';
import { findTableBodies, type TableBody } from './table-body.ts';

/** All that is found in a document before anyone asks which field it is. */
export interface DocumentFacts extends Values, Identifiers {
  readonly layout: Layout;
  readonly labels: readonly Label[];
  readonly references: readonly Reference[];
  readonly tables: readonly TableHead[];
  readonly bodies: readonly TableBody[];
  /** the lines inside tables: what stands there speaks of a line, not of the document */
  readonly tableLines: ReadonlySet<Line>;
  readonly regions: readonly PartyRegion[];
  /** the height of most words, in points */
  readonly letterHeight: number;
  /** names of mail and web addresses: `info@firm.nl` is `firm` */
  readonly domains: ReadonlySet<string>;
}

export function findFacts(pages: readonly Page[]): DocumentFacts {
  const layout = layOut(pages);
  const labels = joinQualified(findLabels(layout));
  const tables = findTableHeads(layout);
  const values = findValues(layout);
  const identifiers = findIdentifiers(layout);
  const bodies = findTableBodies(tables, layout, labels, values.numbers);
  return {
    layout,
    labels,
    tables,
    bodies,
    tableLines: new Set(bodies.flatMap(({ rows }) => rows)),
    regions: findPartyRegions(layout, labels, tables),
    letterHeight: letterHeightOf(layout),
    domains: new Set(
      layout.lines.flatMap(({ cells }) => cells.flatMap(({ text }) => domainsIn(text))),
    ),
    references: ownReferences(layout, identifiers),
    ...values,
    ...identifiers,
  };
}

/** Groups of an account or VAT number are no numbers of their own. */
function ownReferences(layout: Layout, { ibans, vatNumbers }: Identifiers): Reference[] {
  const byLine = Map.groupBy([...ibans, ...vatNumbers], ({ line }) => line);
  return findReferences(layout).filter(
    (reference) =>
      !byLine
        .get(reference.line)
        ?.some(({ left, right }) => reference.left >= left - 1 && reference.right <= right + 1),
  );
}

function letterHeightOf({ lines }: Layout): number {
  const heights = lines
    .flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens.map(heightOf)))
    .sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 10;
}
