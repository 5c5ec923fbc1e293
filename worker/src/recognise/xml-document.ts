import { EInvoiceError, readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { documentLimits, type Page } from '@smart-accounting/worker-contract';
import { decodeXml } from './decode-xml.ts';
import type { OpenDocument } from './document.ts';
import { openPdf } from './pdf-document.ts';
import { renderEInvoice } from './render-e-invoice.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/**
 * Opens an electronic invoice that came alone. It is set as pages, so that a person checks it on paper like any other.
 * @throws {UnreadableDocument}
 */
export async function openXml(bytes: Uint8Array): Promise<OpenDocument> {
  if (bytes.length > documentLimits.xmlBytes) throw new UnreadableDocument('unsafe_xml');
  const xml = decodeXml(bytes);
  if (xml === null) throw new UnreadableDocument('malformed_xml');
  const rendered = await openPdf(await renderEInvoice(parse(xml)));
  return {
    mediaType: 'application/xml',
    pageCount: rendered.pageCount,
    eInvoiceXml: xml,
    readPage: async (number): Promise<Page> => ({
      ...(await rendered.readPage(number)),
      source: 'rendered',
    }),
    pageImage: (number, widthPx) => rendered.pageImage(number, widthPx),
    close: () => rendered.close(),
  };
}

function parse(xml: string) {
  try {
    return readEInvoice(xml);
  } catch (error) {
    if (error instanceof EInvoiceError) throw new UnreadableDocument(error.reason, error);
    throw error;
  }
}
