import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import type { AttachedEInvoice } from '@smart-accounting/worker-contract/attached-e-invoice';
import { findFacts } from './document-facts.ts';
import { locateEInvoice } from './locate-e-invoice.ts';

/** Values that two invoices hardly share; names and dates they may. */
const telling: readonly InvoiceFieldName[] = [
  'invoice_number',
  'total',
  'net_total',
  'supplier_iban',
  'supplier_vat_number',
];

/**
 * The e-invoice of a document among those attached to it: the likeliest by its name and its relationship to the
 * document; of several that are as likely, the one of which most stands on the pages. Null when there is none.
 * @param attached the likeliest first
 */
export function chooseEInvoice(
  attached: readonly AttachedEInvoice[],
  pages: readonly Page[],
): AttachedEInvoice | null {
  const whole = attached.filter(({ isListedOnly }) => !isListedOnly);
  const [first] = whole;
  const rivals = whole.filter(({ rank }) => rank === first?.rank);
  if (rivals.length < 2) return first ?? null;
  const facts = findFacts(pages);
  const printed = ({ invoice }: AttachedEInvoice) => {
    const { fields } = locateEInvoice(invoice, pages, facts);
    return telling.filter((name) => typeof fields[name]?.page === 'number').length;
  };
  const [best] = rivals
    .map((rival) => ({ rival, score: printed(rival) }))
    .toSorted((one, other) => other.score - one.score);
  return best?.rival ?? null;
}
