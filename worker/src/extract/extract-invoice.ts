import { withPositiveAmounts } from '@smart-accounting/accounting/e-invoice/credit-note';
import type {
  InvoiceFieldName,
  InvoiceReading,
  ReadField,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { withinLimits } from '@smart-accounting/accounting/purchase-invoice/within-limits';
import type { Page } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from './document-facts.ts';
import { evidenceOn, sourceOf, toReadField } from './extracted-value.ts';
import { findCurrency } from './header/find-currency.ts';
import { findHeader } from './header/find-header.ts';
import { findHiddenText, visiblePages } from './hidden-text.ts';
import { findLines } from './lines/find-lines.ts';
import { findParties, type OwnCompany } from './parties/find-parties.ts';
import { findSupplierCountry } from './parties/find-supplier-country.ts';
import { findTotals } from './totals/find-totals.ts';
import { differencesFromPage } from './compare-e-invoice.ts';
import { choosePages } from './pages/choose-pages.ts';
import { locateEInvoice } from './locate-e-invoice.ts';

export type { OwnCompany } from './parties/find-parties.ts';

export interface ExtractionInput {
  readonly pages: readonly Page[];
  /** the e-invoice that came with the pages, whose values are exact */
  readonly eInvoice: ReadInvoice | null;
  /** the recipient, which is never the supplier */
  readonly ownCompany: OwnCompany;
  /** a person said that all pages are one document */
  readonly isOneDocument?: boolean;
}

/** Fields that the smaller e-invoice profiles omit, but that are often printed on the page. */
const complements = [
  'supplier_iban',
  'supplier_vat_number',
  'supplier_kvk_number',
  'supplier_country',
  'due_date',
] as const satisfies readonly InvoiceFieldName[];
const minComplementConfidence = 0.85;

/**
 * Extracts an invoice from the words of its pages that people can see. Fields that are not found are left out; amounts of
 * a credit note are positive. The values of an e-invoice are taken as they are and only located on the pages; a few
 * fields that it lacks are read from the pages where that is certain enough, and where the pages say something else, a
 * person is told.
 */
export function extractInvoice(input: ExtractionInput): InvoiceReading {
  const { eInvoice, ownCompany, isOneDocument = false } = input;
  const pages = visiblePages(input.pages);
  const hidden = findHiddenText(input.pages);
  const read = eInvoice
    ? readWithEInvoice(eInvoice, pages, ownCompany, isOneDocument)
    : readFromPages(pages, ownCompany, isOneDocument);
  return { ...read, findings: [...hidden, ...read.findings] };
}

function readFromPages(
  pages: readonly Page[],
  ownCompany: OwnCompany,
  isOneDocument: boolean,
): InvoiceReading {
  const { facts, enclosed, kind, findings } = choosePages(pages, isOneDocument);
  const read = readPages(facts, pages, ownCompany);
  const { title: _, ...ofKind } = kind;
  // An enclosure is a source only where the document itself lacks what it is about.
  const isWhole = enclosed === null || read.fields.total !== undefined;
  return {
    ...(isWhole ? read : readPages(findFacts(enclosed), pages, ownCompany)),
    kind: ofKind,
    findings,
  };
}

/** An e-invoice says itself what it is; that another invoice lies behind it only its pages tell. */
function readWithEInvoice(
  eInvoice: ReadInvoice,
  pages: readonly Page[],
  ownCompany: OwnCompany,
  isOneDocument: boolean,
): InvoiceReading {
  const isRendered = pages.every(({ source }) => source === 'rendered');
  const chosen = isRendered ? null : choosePages(pages, isOneDocument);
  // Nearly always it has all pages, which need not be looked at again.
  const facts = chosen?.sources.length === pages.length ? chosen.facts : findFacts(pages);
  const located = locateEInvoice(eInvoice, pages, facts);
  const isCredit = eInvoice.fields.document_type?.value === 'credit_note';
  const kind = { kind: isCredit ? 'credit_note' : 'invoice', score: 1, second: null } as const;
  if (!chosen) return { ...located, kind, findings: [] };
  const read = readPages(facts, pages, ownCompany);
  const added = complements.flatMap((name): [InvoiceFieldName, ReadField][] => {
    const field = read.fields[name];
    return field && !located.fields[name] && field.confidence >= minComplementConfidence
      ? [[name, field]]
      : [];
  });
  return {
    ...located,
    fields: { ...located.fields, ...Object.fromEntries(added) },
    kind,
    findings: [
      ...chosen.findings.filter(({ code }) => code === 'several_invoices'),
      ...differencesFromPage(eInvoice, read, facts),
    ],
  };
}

function readPages(
  facts: DocumentFacts,
  pages: readonly Page[],
  ownCompany: OwnCompany,
): ReadInvoice {
  const totals = findTotals(facts);
  const parties = findParties(facts, ownCompany);
  const country = findSupplierCountry(
    facts,
    parties.supplier_name,
    parties.customer_name,
    totals.vat.some(({ category }) => category === 'AE' || category === 'K'),
  );
  const values = {
    ...findHeader(facts),
    ...parties,
    ...(country && { supplier_country: country }),
    ...totals.fields,
    currency: findCurrency(facts),
  };
  const read = withPositiveAmounts({
    fields: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, toReadField(value, pages)]),
    ),
    vat: totals.vat.map(({ place, ...row }) => ({
      ...row,
      ...evidenceOn(pages, place),
      source: sourceOf(pages, place),
    })),
    lines: findLines(facts, totals).map(({ place, maybeNegative: _, ...line }) => ({
      ...line,
      ...evidenceOn(pages, place),
      source: sourceOf(pages, place),
    })),
  });
  return withinLimits(read);
}
