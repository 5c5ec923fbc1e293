import type { MediaType, Page } from '@smart-accounting/worker-contract';
import type { AttachedEInvoice } from '@smart-accounting/worker-contract/attached-e-invoice';

/** An open document whose pages can be read, whatever its file type. */
export interface OpenDocument {
  readonly mediaType: MediaType;
  readonly pageCount: number;
  /** the e-invoice that the file is, or those that are attached to it, the likeliest first */
  readonly eInvoices: readonly AttachedEInvoice[];
  /** @param number from 1 @throws {UnreadableDocument} */
  readPage(number: number): Promise<Page>;
  /**
   * An image of the page as WebP, rotated as it was for `readPage`.
   * @param number from 1
   * @throws {UnreadableDocument}
   */
  pageImage(number: number, widthPx: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
