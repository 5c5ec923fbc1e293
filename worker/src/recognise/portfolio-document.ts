import { documentLimits, type Page } from '@smart-accounting/worker-contract';
import {
  mostEInvoices,
  type AttachedEInvoice,
} from '@smart-accounting/worker-contract/attached-e-invoice';
import type { OpenDocument } from './document.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** A page of a document in a portfolio. */
interface PlacedPage {
  readonly document: OpenDocument;
  readonly number: number;
}

/** The documents in a PDF portfolio as one: their pages follow each other, in the order of the files. */
export class PortfolioDocument implements OpenDocument {
  readonly mediaType = 'application/pdf';
  readonly pageCount: number;
  readonly eInvoices: readonly AttachedEInvoice[];
  readonly #documents: readonly OpenDocument[];
  readonly #pages: readonly PlacedPage[];

  /**
   * @param beside e-invoices that are files of the portfolio themselves
   * @throws {UnreadableDocument} `too_many_pages`
   */
  constructor(documents: readonly OpenDocument[], beside: readonly AttachedEInvoice[]) {
    this.#documents = documents;
    this.#pages = documents.flatMap((document) =>
      Array.from({ length: document.pageCount }, (_, index) => ({ document, number: index + 1 })),
    );
    this.pageCount = this.#pages.length;
    if (this.pageCount > documentLimits.pages) throw new UnreadableDocument('too_many_pages');
    this.eInvoices = [...beside, ...documents.flatMap(({ eInvoices }) => eInvoices)]
      .toSorted((one, other) => one.rank - other.rank)
      .slice(0, mostEInvoices);
  }

  async readPage(number: number): Promise<Page> {
    const page = this.#pageOf(number);
    return { ...(await page.document.readPage(page.number)), number };
  }

  pageImage(number: number, widthPx: number): Promise<Uint8Array> {
    const page = this.#pageOf(number);
    return page.document.pageImage(page.number, widthPx);
  }

  async close(): Promise<void> {
    await closeAll(this.#documents);
  }

  #pageOf(number: number): PlacedPage {
    const page = this.#pages[number - 1];
    if (!page) throw new Error(`there is no page ${number}`);
    return page;
  }
}

/** Closes documents that belong together. */
export async function closeAll(documents: readonly OpenDocument[]): Promise<void> {
  for (const document of documents) await document.close();
}
