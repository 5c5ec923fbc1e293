import {
  EInvoiceError,
  type EInvoiceErrorReason,
  readEInvoice,
} from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { decodeXml } from './decode-xml.ts';

/** An e-invoice, or why the file is none. */
export type ReadEInvoice =
  | { readonly kind: 'read'; readonly invoice: ReadInvoice; readonly isListedOnly?: true }
  | { readonly kind: 'refused'; readonly reason: EInvoiceErrorReason };

/** Each may have thousands of lines, and no real document has more: of further ones only the head is kept. */
const mostWhole = 10;

/** Each of the files as an e-invoice, in their order. */
export function readEInvoices(files: readonly Uint8Array[]): ReadEInvoice[] {
  let whole = 0;
  return files.map((file) => {
    const result = tryToRead(file);
    if (result.kind === 'refused') return result;
    whole += 1;
    return whole > mostWhole ? listed(result.invoice) : result;
  });
}

function listed({ fields }: ReadInvoice): ReadEInvoice {
  return { kind: 'read', invoice: { fields, vat: [], lines: [] }, isListedOnly: true };
}

function tryToRead(file: Uint8Array): ReadEInvoice {
  try {
    return { kind: 'read', invoice: readEInvoice(decodeXml(file)) };
  } catch (error) {
    if (error instanceof EInvoiceError) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}
