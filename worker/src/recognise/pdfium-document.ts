import { detectMediaType } from '@smart-accounting/worker-contract';
import type { Pdfium } from './pdfium-module.ts';

/** Why PDFium could not open a file. */
export type PdfRefusal = 'encrypted_pdf' | 'damaged_pdf';

/** A document loaded into PDFium. */
export interface LoadedPdf {
  readonly document: number;
  readonly pageCount: number;
  close(): void;
}

/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY */
const encryptedErrors = new Set([4, 5]);

/** Opens a PDF without a password. Files that are only protected against changes open, too. */
export function loadPdf(pdfium: Pdfium, bytes: Uint8Array): LoadedPdf | PdfRefusal {
  const data = pdfium.keep(bytes);
  const document = pdfium._FPDF_LoadMemDocument(data, bytes.length, 0);
  if (document === 0) {
    const error = pdfium._FPDF_GetLastError();
    pdfium.free(data);
    return encryptedErrors.has(error) ? 'encrypted_pdf' : 'damaged_pdf';
  }
  return {
    document,
    pageCount: pdfium._FPDF_GetPageCount(document),
    close() {
      pdfium._FPDF_CloseDocument(document);
      pdfium.free(data);
    },
  };
}

/** A genuine document has one or two; a malicious one could have thousands. */
const maxAttachments = 50;

/** The XML files among a document's first attachments, as long as they are not larger than `maxBytes` in total. */
export function attachedXmlOf(
  pdfium: Pdfium,
  document: number,
  maxBytes: number,
): Uint8Array<ArrayBuffer>[] {
  const count = Math.min(maxAttachments, pdfium._FPDFDoc_GetAttachmentCount(document));
  const contents: Uint8Array<ArrayBuffer>[] = [];
  let left = maxBytes;
  for (let index = 0; index < count; index++) {
    const content = contentOf(pdfium, pdfium._FPDFDoc_GetAttachment(document, index), left);
    if (content === null || detectMediaType(content) !== 'application/xml') continue;
    contents.push(content);
    left -= content.length;
  }
  return contents;
}

function contentOf(
  pdfium: Pdfium,
  attachment: number,
  maxBytes: number,
): Uint8Array<ArrayBuffer> | null {
  if (attachment === 0) return null;
  return pdfium.lend(4, (lengthPointer) => {
    const lengthOf = () => pdfium.memory().getUint32(lengthPointer, true);
    pdfium._FPDFAttachment_GetFile(attachment, 0, 0, lengthPointer);
    const size = lengthOf();
    if (size === 0 || size > maxBytes) return null;
    return pdfium.lend(size, (buffer) => {
      pdfium._FPDFAttachment_GetFile(attachment, buffer, size, lengthPointer);
      return new Uint8Array(pdfium.memory().buffer, buffer, size).slice();
    });
  });
}
