import type {
  InvoiceReading,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { MediaType, Page } from '@smart-accounting/worker-contract';
import { chooseEInvoice } from '@smart-accounting/worker/extract/choose-e-invoice';
import { extractInvoice } from '@smart-accounting/worker/extract/extract-invoice';
import {
  openDocument,
  type OpenDocument,
  UnreadableDocument,
} from '@smart-accounting/worker/recognise/open-document';
import type { Damage } from './generate/rasterise.ts';
import { rasterisePage } from './generate/rasterise.ts';

export type Engine = 'e_invoice' | 'text_layer' | 'recognised';

/** The pages of a document, and the e-invoice that came with it. */
export interface FileReading {
  readonly pages: readonly Page[];
  readonly eInvoice: ReadInvoice | null;
}

/** No company: extraction must work without knowing the recipient. */
const nobody = { name: '', vatNumber: null, kvkNumber: null };

/** Reads all pages of a document. @throws {UnreadableDocument} */
export async function readFilePages(bytes: Uint8Array, mediaType: MediaType): Promise<FileReading> {
  const document = await openDocument(bytes, mediaType);
  try {
    const pages = await pagesOf(document);
    return { pages, eInvoice: chooseEInvoice(document.eInvoices, pages)?.invoice ?? null };
  } finally {
    await document.close();
  }
}

/** Reads the pages of a PDF as if they came from a scanner. */
export async function readRasterised(
  pdf: Uint8Array,
  pageCount: number,
  damage: Damage,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let number = 1; number <= pageCount; number++) {
    const picture = await rasterisePage(pdf, number - 1, damage, 'jpeg');
    const document = await openDocument(picture, 'image/jpeg');
    pages.push({ ...(await document.readPage(1)), number });
    await document.close();
  }
  return pages;
}

/** @param eInvoice null to extract from the pages only */
export function extract(pages: readonly Page[], eInvoice: ReadInvoice | null): InvoiceReading {
  return extractInvoice({ pages, eInvoice, ownCompany: nobody });
}

async function pagesOf(document: OpenDocument): Promise<Page[]> {
  const pages: Page[] = [];
  for (let number = 1; number <= document.pageCount; number++) {
    pages.push(await document.readPage(number));
  }
  return pages;
}

/** Reads a document as the product does, up to the draft of its invoice; null when it is refused. */
export async function readingOf(
  bytes: Uint8Array,
  mediaType: MediaType,
): Promise<InvoiceReading | null> {
  try {
    const { pages, eInvoice } = await readFilePages(bytes, mediaType);
    return extract(pages, eInvoice);
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
}
