import {
  EInvoiceError,
  type EInvoiceErrorReason,
  readEInvoice,
} from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { decodeXml } from './decode-xml.ts';

/** An e-invoice, or why the file is none. */
export type ReadEInvoice =
  | { readonly kind: 'read'; readonly invoice: ReadInvoice }
  | { readonly kind: 'refused'; readonly reason: EInvoiceErrorReason };

/** More e-invoices are in no real document; each may have thousands of lines. */
const mostEInvoices = 10;

/** Each of the files as an e-invoice, in their order; after ten e-invoices no more files are read. */
export function readEInvoices(files: readonly Uint8Array[]): ReadEInvoice[] {
  const results: ReadEInvoice[] = [];
  for (const file of files) {
    if (results.filter(({ kind }) => kind === 'read').length === mostEInvoices) break;
    results.push(tryToRead(file));
  }
  return results;
}

function tryToRead(file: Uint8Array): ReadEInvoice {
  try {
    return { kind: 'read', invoice: readEInvoice(decodeXml(file)) };
  } catch (error) {
    if (error instanceof EInvoiceError) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}
