import {
  EInvoiceError,
  type EInvoiceErrorReason,
  readEInvoice,
} from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { decodeXml } from './decode-xml.ts';

/** An e-invoice, or what is wrong with the first file when there is none. */
export type FirstEInvoice =
  | { readonly kind: 'read'; readonly invoice: ReadInvoice }
  | { readonly kind: 'refused'; readonly reason: EInvoiceErrorReason };

/**
 * The first of the files that can be read as an e-invoice. Their names do not tell which one it is: a PDF may have
 * several attachments (Factur-X, ZUGFeRD, UBL), and names differ between versions of the standards and in practice.
 */
export function readFirstEInvoice(files: readonly Uint8Array[]): FirstEInvoice {
  const tries = files.values().map(tryToRead);
  const first = tries.next().value ?? { kind: 'refused', reason: 'unknown_xml' };
  return first.kind === 'read' ? first : (tries.find(({ kind }) => kind === 'read') ?? first);
}

function tryToRead(file: Uint8Array): FirstEInvoice {
  try {
    return { kind: 'read', invoice: readEInvoice(decodeXml(file)) };
  } catch (error) {
    if (error instanceof EInvoiceError) return { kind: 'refused', reason: error.reason };
    throw error;
  }
}
