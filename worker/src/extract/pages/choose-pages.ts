import type { ReadingFinding } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { invoiceKinds } from '@smart-accounting/accounting/vocabularies';
import type { Page } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from '../document-facts.ts';
import { evidenceOn } from '../extracted-value.ts';
import { type DecidedKind, decideKind } from '../kind/decide-kind.ts';
import { groupPages, type PageGroup } from './group-pages.ts';
import { countReceipts } from './receipts-on-page.ts';

/** Which pages of a file are read, and what they are. */
export interface ChosenPages {
  /** those whose words are the document's */
  readonly sources: readonly Page[];
  readonly facts: DocumentFacts;
  /** all its pages, when there are others: for what the former do not tell */
  readonly enclosed: readonly Page[] | null;
  readonly kind: DecidedKind;
  readonly findings: readonly ReadingFinding[];
}

/**
 * Chooses the pages of one document, the first that is booked; values never come from two. Says when there are more, and
 * when it is none that is booked: a copy of an invoice behind a reminder does not make the reminder one.
 * @param isOneDocument a person said so: it is not asked how many there are
 */
export function choosePages(pages: readonly Page[], isOneDocument: boolean): ChosenPages {
  const groups = isOneDocument ? [{ ...oneGroup, pages, sources: pages }] : groupPages(pages);
  const invoices = groups.filter(({ isInvoice }) => isInvoice);
  const chosen = invoices[0] ?? groups[0] ?? { ...oneGroup, pages, sources: pages };
  const facts = findFacts(chosen.sources);
  const own = decideKind(facts);
  const first = groups[0];
  const before = first && first !== chosen ? decideKind(findFacts(first.sources)) : own;
  const kind = before.kind === 'reminder' || before.kind === 'statement' ? before : own;
  const several = isOneDocument ? null : severalInvoices(pages, invoices);
  const no = notAnInvoice(pages, kind);
  return {
    sources: chosen.sources,
    facts,
    enclosed: chosen.sources.length < chosen.pages.length ? chosen.pages : null,
    kind,
    findings: [several, no].filter((finding) => finding !== null),
  };
}

const oneGroup = { isInvoice: true, heading: null };

/** `found` names the pages of each: `1-2, 3`; or how many receipts lie on one page: `2 x 1`. */
function severalInvoices(
  pages: readonly Page[],
  invoices: readonly PageGroup[],
): ReadingFinding | null {
  const finding = { code: 'several_invoices', fields: [], expected: null } as const;
  const second = invoices[1];
  if (second) {
    const page = second.pages[0]?.number ?? null;
    const found = partsOf(invoices, pages).map(asText).join(', ');
    return { ...finding, found, ...evidenceOn(pages, second.heading), page };
  }
  for (const page of pages.filter(({ source }) => source === 'recognised')) {
    const receipts = countReceipts(page);
    if (receipts > 1)
      return { ...finding, found: `${receipts} x ${page.number}`, page: page.number, box: null };
  }
  return null;
}

/** The first and last page of each invoice; what stands between two belongs to the one before it. */
function partsOf(
  invoices: readonly PageGroup[],
  pages: readonly Page[],
): { first: number; last: number }[] {
  const starts = invoices.map(({ pages: [page] }) => page?.number ?? 1);
  const last = pages.at(-1)?.number ?? 1;
  return starts.map((start, index) => ({
    first: index === 0 ? 1 : start,
    last: (starts[index + 1] ?? last + 1) - 1,
  }));
}

function asText({ first, last }: { first: number; last: number }): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function notAnInvoice(pages: readonly Page[], { kind, title }: DecidedKind): ReadingFinding | null {
  if (invoiceKinds.has(kind)) return null;
  return {
    code: 'not_an_invoice',
    fields: ['document_type'],
    expected: null,
    found: kind,
    ...evidenceOn(pages, title),
  };
}
