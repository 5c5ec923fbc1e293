import type { MediaType, Page } from '@smart-accounting/worker-contract';

/** A document whose pages can be read, whatever kind of file it is. */
export interface OpenDocument {
  readonly mediaType: MediaType;
  readonly pageCount: number;
  /** the electronic invoice that it is, or that is attached to it; not yet parsed */
  readonly eInvoiceXml: string | null;
  /** @param number from 1 @throws {UnreadableDocument} */
  readPage(number: number): Promise<Page>;
  /** A picture of the page, upright as `readPage` saw it: WebP. @param number from 1 @throws {UnreadableDocument} */
  pageImage(number: number, widthPx: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
