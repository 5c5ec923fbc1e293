import type { Page } from '@smart-accounting/worker-contract';
import type { OpenDocument } from './document.ts';
import { readEInvoices } from './engines.ts';
import { openPdf } from './pdf-document.ts';
import { renderEInvoice } from './render-e-invoice.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/**
 * Opens an e-invoice that came as an XML file. It is rendered as pages, so that a person can review it like any other
 * invoice.
 * @throws {UnreadableDocument}
 */
export async function openXml(bytes: Uint8Array): Promise<OpenDocument> {
  const [read] = await readEInvoices([bytes]);
  if (read?.kind !== 'read') throw new UnreadableDocument(read?.reason ?? 'unknown_xml');
  const rendered = await openPdf(await renderEInvoice(read.invoice));
  return {
    mediaType: 'application/xml',
    pageCount: rendered.pageCount,
    eInvoices: [{ fileName: '', rank: 0, invoice: read.invoice }],
    readPage: async (number): Promise<Page> => ({
      ...(await rendered.readPage(number)),
      source: 'rendered',
    }),
    pageImage: (number, widthPx) => rendered.pageImage(number, widthPx),
    close: () => rendered.close(),
  };
}
