import { withPositiveAmounts } from '@smart-accounting/accounting/e-invoice/credit-note';
import type {
  InvoiceFieldName,
  ReadField,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { withinLimits } from '@smart-accounting/accounting/purchase-invoice/within-limits';
import type { Page } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from './document-facts.ts';
import { evidenceOn, fieldWriter, sourceOf } from './found.ts';
import { findCurrency } from './find-currency.ts';
import { findHeader } from './find-header.ts';
import { findLines } from './find-lines.ts';
import { findParties, type OwnCompany } from './find-parties.ts';
import { findTotals } from './find-totals.ts';
import { locateEInvoice } from './locate-e-invoice.ts';

export type { OwnCompany } from './find-parties.ts';

export interface ExtractionInput {
  readonly pages: readonly Page[];
  /** the electronic invoice that came with the pages: its values are exact */
  readonly eInvoice: ReadInvoice | null;
  /** who receives it: never its supplier */
  readonly ownCompany: OwnCompany;
}

/** What small profiles of electronic invoices leave out, and the page beside them often states. */
const complements = [
  'supplier_iban',
  'supplier_vat_number',
  'supplier_kvk_number',
  'due_date',
] as const satisfies readonly InvoiceFieldName[];
const sureEnough = 0.85;

/**
 * Reads an invoice off its pages' words. What cannot be found is left out; amounts of a credit note are positive. The
 * values of an electronic invoice are taken as they are, and looked for on the pages; what it does not state is read
 * there, where that is sure.
 */
export function extractInvoice({ pages, eInvoice, ownCompany }: ExtractionInput): ReadInvoice {
  const facts = findFacts(pages);
  if (!eInvoice) return readPages(facts, pages, ownCompany);
  const located = locateEInvoice(eInvoice, pages, facts);
  if (pages.every(({ source }) => source === 'rendered')) return located;
  const read = readPages(facts, pages, ownCompany).fields;
  const added = complements.flatMap((name): [InvoiceFieldName, ReadField][] => {
    const field = read[name];
    return field && !located.fields[name] && field.confidence >= sureEnough ? [[name, field]] : [];
  });
  return { ...located, fields: { ...located.fields, ...Object.fromEntries(added) } };
}

function readPages(
  facts: DocumentFacts,
  pages: readonly Page[],
  ownCompany: OwnCompany,
): ReadInvoice {
  const totals = findTotals(facts);
  const found = {
    ...findHeader(facts),
    ...findParties(facts, ownCompany),
    ...totals.fields,
    currency: findCurrency(facts),
  };
  const write = fieldWriter(pages);
  const read = withPositiveAmounts({
    fields: Object.fromEntries(Object.entries(found).map(([name, value]) => [name, write(value)])),
    vat: totals.vat.map(({ place, ...row }) => ({
      ...row,
      ...evidenceOn(pages, place),
      source: sourceOf(pages, place),
    })),
    lines: findLines(facts, totals).map(({ place, ...line }) => ({
      ...line,
      ...evidenceOn(pages, place),
      source: sourceOf(pages, place),
    })),
  });
  return withinLimits(read);
}
