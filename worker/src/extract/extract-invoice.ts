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
import { findLines } from './lines/find-lines.ts';
import { findParties, type OwnCompany } from './parties/find-parties.ts';
import { findTotals } from './totals/find-totals.ts';
import { locateEInvoice } from './locate-e-invoice.ts';

export type { OwnCompany } from './parties/find-parties.ts';

export interface ExtractionInput {
  readonly pages: readonly Page[];
  /** the e-invoice that came with the pages, whose values are exact */
  readonly eInvoice: ReadInvoice | null;
  /** the recipient, which is never the supplier */
  readonly ownCompany: OwnCompany;
}

/** Fields that the smaller e-invoice profiles omit, but that are often printed on the page. */
const complements = [
  'supplier_iban',
  'supplier_vat_number',
  'supplier_kvk_number',
  'due_date',
] as const satisfies readonly InvoiceFieldName[];
const minComplementConfidence = 0.85;

/**
 * Extracts an invoice from the words of its pages. Fields that are not found are left out; amounts of a credit note are
 * positive. The values of an e-invoice are taken as they are and only located on the pages; a few fields that it lacks
 * are read from the pages where that is certain enough.
 */
export function extractInvoice({ pages, eInvoice, ownCompany }: ExtractionInput): InvoiceReading {
  const facts = findFacts(pages);
  if (!eInvoice) return { ...readPages(facts, pages, ownCompany), findings: [] };
  const located = locateEInvoice(eInvoice, pages, facts);
  if (pages.every(({ source }) => source === 'rendered')) return { ...located, findings: [] };
  const read = readPages(facts, pages, ownCompany).fields;
  const added = complements.flatMap((name): [InvoiceFieldName, ReadField][] => {
    const field = read[name];
    return field && !located.fields[name] && field.confidence >= minComplementConfidence
      ? [[name, field]]
      : [];
  });
  return { ...located, fields: { ...located.fields, ...Object.fromEntries(added) }, findings: [] };
}

function readPages(
  facts: DocumentFacts,
  pages: readonly Page[],
  ownCompany: OwnCompany,
): ReadInvoice {
  const totals = findTotals(facts);
  const values = {
    ...findHeader(facts),
    ...findParties(facts, ownCompany),
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
