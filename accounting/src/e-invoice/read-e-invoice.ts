import type { ReadInvoice } from '../purchase-invoice/read-invoice.ts';
import { readCii } from './cii-invoice.ts';
import { withinLimits } from '../purchase-invoice/within-limits.ts';
import { withPositiveAmounts } from './credit-note.ts';
import { EInvoiceError } from './e-invoice-error.ts';
import { type EInvoiceRoot, eInvoiceRoots, envelopeRoot } from './e-invoice-roots.ts';
import { parseXml } from './parse-xml.ts';
import { readUbl } from './ubl-invoice.ts';
import { elementsAt, type XmlElement } from './xml-element.ts';

export { EInvoiceError, type EInvoiceErrorReason } from './e-invoice-error.ts';

/** The formats, by the local name of their root element. */
const readers: Readonly<Record<EInvoiceRoot, (root: XmlElement) => ReadInvoice>> = {
  Invoice: readUbl,
  CreditNote: readUbl,
  CrossIndustryDocument: readCii,
  CrossIndustryInvoice: readCii,
};

/**
 * Reads an electronic invoice: UBL 2 (NLCIUS, Peppol, the older Dutch UBL) and UN/CEFACT CII (ZUGFeRD 1 and 2,
 * Factur-X). Its values are taken as they stand, also where they contradict each other: judging is for the checks.
 * Every field has confidence 1, but for sums to pay that contradict each other, and no place on a page. Amounts of a credit note are positive. What no books could hold
 * is left out.
 * @param xml whole, or in parts that split no character
 * @throws {EInvoiceError} and nothing else of its own: `malformed_xml`, `unsafe_xml` (document type, entities),
 *   `document_too_complex`, or `unknown_xml` for an XML document that is no invoice of these formats
 */
export function readEInvoice(xml: string | Iterable<string>): ReadInvoice {
  const root = unwrapped(parseXml(xml));
  const name = eInvoiceRoots.find((known) => known === root.name);
  const invoice = name ? readers[name](root) : null;
  if (!invoice || !isInvoice(invoice)) {
    throw new EInvoiceError('unknown_xml', `<${root.name}> is not an invoice of a known format`);
  }
  return withinLimits(withPositiveAmounts(invoice));
}

/** Access points of Peppol hand an invoice over in the envelope in which it travelled (SBDH). */
function unwrapped(root: XmlElement): XmlElement {
  if (root.name !== envelopeRoot) return root;
  const inside = elementsAt(root, eInvoiceRoots.join('|'));
  return inside.length === 1 && inside[0] ? inside[0] : root;
}

/** Other formats call their root `Invoice`, too: without a number and an amount it is none of ours. */
function isInvoice({ fields }: ReadInvoice): boolean {
  return Boolean(fields.invoice_number ?? fields.invoice_date) && Boolean(fields.total);
}
