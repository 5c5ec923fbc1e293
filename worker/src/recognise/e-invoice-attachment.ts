import { EInvoiceError, readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { decodeXml } from './decode-xml.ts';

/**
 * The electronic invoice among the files attached to a PDF (Factur-X, ZUGFeRD, UBL): the first that can be read as one.
 * Names differ between the versions of the standards, and in the wild. A broken one is left aside: the pages beside it
 * can still be read.
 */
export function findEInvoiceXml(attachments: readonly Uint8Array[]): string | null {
  for (const attachment of attachments) {
    const xml = decodeXml(attachment);
    if (xml !== null && isReadable(xml)) return xml;
  }
  return null;
}

function isReadable(xml: string): boolean {
  try {
    readEInvoice(xml);
    return true;
  } catch (error) {
    if (error instanceof EInvoiceError) return false;
    throw error;
  }
}
