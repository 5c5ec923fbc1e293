import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { MediaType, Page } from '@smart-accounting/worker-contract';
import { extractInvoice } from '../extract/extract-invoice.ts';
import type { Damage } from '../generate/rasterise.ts';
import { rasterisePage } from '../generate/rasterise.ts';
import { openDocument, type OpenDocument } from '../recognise/open-document.ts';

export type Engine = 'e_invoice' | 'text_layer' | 'recognised';

/** A document as its pages and the invoice that came with it. */
export interface FileReading {
  readonly pages: readonly Page[];
  readonly eInvoice: ReadInvoice | null;
}

/** Nobody's books: extraction has to do without knowing who reads. */
const nobody = { name: '', vatNumber: null, kvkNumber: null };

export async function readFilePages(bytes: Uint8Array, mediaType: MediaType): Promise<FileReading> {
  const document = await openDocument(bytes, mediaType);
  try {
    const eInvoice = document.eInvoiceXml === null ? null : readEInvoice(document.eInvoiceXml);
    return { pages: await pagesOf(document), eInvoice };
  } finally {
    await document.close();
  }
}

/** Reads the pages of a PDF as if they had come from a scanner. */
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

/** @param eInvoice null to read the pages alone */
export function extract(pages: readonly Page[], eInvoice: ReadInvoice | null): ReadInvoice {
  return extractInvoice({ pages, eInvoice, ownCompany: nobody });
}

async function pagesOf(document: OpenDocument): Promise<Page[]> {
  const pages: Page[] = [];
  for (let number = 1; number <= document.pageCount; number++) {
    pages.push(await document.readPage(number));
  }
  return pages;
}
