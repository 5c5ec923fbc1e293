import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { MediaType, Page } from '@smart-accounting/worker-contract';

/** An open document whose pages can be read, whatever its file type. */
export interface OpenDocument {
  readonly mediaType: MediaType;
  readonly pageCount: number;
  /** the e-invoice that the file is, or that is attached to it */
  readonly eInvoice: ReadInvoice | null;
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
