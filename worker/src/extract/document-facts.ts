import type { Page } from '@smart-accounting/worker-contract';
import { findIdentifiers, type Identifiers } from './parties/find-identifiers.ts';
import { findLabels, type Label } from './find-labels.ts';
import { findReferences, type Reference } from './header/find-references.ts';
import { decideDates, type DateValue } from './header/decide-dates.ts';
import { findValues, type Values } from './find-values.ts';
import { findTableHeads, type TableHead } from './lines/find-table-heads.ts';
import { buildLayout, type Layout, type Line } from './layout/layout.ts';
import { findPartyRegions, type PartyRegion } from './parties/find-party-regions.ts';
import { domainsIn } from './patterns/address.ts';
import { joinPairedLabels } from './join-paired-labels.ts';
import { joinQualifiedLabels } from './join-qualified-labels.ts';
import { findTableBodies, type TableBody } from './lines/find-table-bodies.ts';
import { heightOf } from './layout/rect.ts';
import { findLabelledAmounts, type LabelledAmount } from './totals/find-labelled-amounts.ts';

/** Everything found in a document before it is decided which field it belongs to. */
export interface DocumentFacts extends Omit<Values, 'dates'>, Identifiers {
  readonly dates: readonly DateValue[];
  readonly layout: Layout;
  readonly labels: readonly Label[];
  /** the amounts with a label, the likeliest pairs first */
  readonly amounts: readonly LabelledAmount[];
  readonly references: readonly Reference[];
  readonly tableHeads: readonly TableHead[];
  readonly tableBodies: readonly TableBody[];
  /** the lines inside tables: what is there is about an invoice line, not about the document */
  readonly tableLines: ReadonlySet<Line>;
  readonly regions: readonly PartyRegion[];
  /** the median height of all words, in points */
  readonly letterHeight: number;
  /** domain names in mail and web addresses: `firm` for `info@firm.nl` */
  readonly domains: ReadonlySet<string>;
}

/** Finds labels, values, identifiers, tables and sections on the pages of a document. */
export function findFacts(pages: readonly Page[]): DocumentFacts {
  const layout = buildLayout(pages);
  const labels = joinPairedLabels(joinQualifiedLabels(findLabels(layout)));
  const tableHeads = findTableHeads(layout);
  const values = findValues(layout);
  const identifiers = findIdentifiers(layout);
  const tableBodies = findTableBodies(tableHeads, layout, labels, values.numbers);
  const tableLines = new Set(tableBodies.flatMap(({ rows }) => rows));
  const regions = findPartyRegions(layout, labels, tableHeads);
  const amounts = findLabelledAmounts({ labels, tableHeads, numbers: values.numbers });
  const found = {
    ...{ layout, labels, amounts, tableHeads, tableLines, regions },
    ...values,
    ...identifiers,
  };
  return {
    ...found,
    dates: decideDates(values.dates, found),
    tableBodies,
    letterHeight: letterHeightOf(layout),
    domains: new Set(
      layout.lines.flatMap(({ cells }) => cells.flatMap(({ text }) => domainsIn(text))),
    ),
    references: ownReferences(layout, identifiers),
  };
}

/** All references except those that are a part of an IBAN or VAT number. */
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
