import type { Page } from '@smart-accounting/worker-contract';
import type { OpenDocument } from './document.ts';
import { readEInvoiceAmong } from './engines.ts';
import { openPdf } from './pdf-document.ts';
import { renderEInvoice } from './render-e-invoice.ts';

/**
 * Opens an e-invoice that came as an XML file. It is rendered as pages, so that a person can review it like any other
 * invoice.
 * @throws {UnreadableDocument}
 */
export async function openXml(bytes: Uint8Array): Promise<OpenDocument> {
  const eInvoice = await readEInvoiceAmong([bytes]);
  const rendered = await openPdf(await renderEInvoice(eInvoice));
  return {
    mediaType: 'application/xml',
    pageCount: rendered.pageCount,
    eInvoice,
    readPage: async (number): Promise<Page> => ({
      ...(await rendered.readPage(number)),
      source: 'rendered',
    }),
    pageImage: (number, widthPx) => rendered.pageImage(number, widthPx),
    close: () => rendered.close(),
  };
}
