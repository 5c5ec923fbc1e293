/** The local names of the root elements of UBL invoices and credit notes, and of CII invoices (ZUGFeRD 1, and later). */
export const eInvoiceRoots = [
  'Invoice',
  'CreditNote',
  'CrossIndustryDocument',
  'CrossIndustryInvoice',
] as const;
export type EInvoiceRoot = (typeof eInvoiceRoots)[number];

/** The envelope in which Peppol carries an invoice (Standard Business Document). */
export const envelopeRoot = 'StandardBusinessDocument';

/** Whether an XML file with this root element may be an e-invoice. */
export function mayBeEInvoice(root: string): boolean {
  return root === envelopeRoot || eInvoiceRoots.some((name) => name === root);
}
