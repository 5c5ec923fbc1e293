import type { Pdfium } from './pdfium-module.ts';

/** Why PDFium could not open a file. */
export type PdfRefusal = 'encrypted_pdf' | 'damaged_pdf';

/** A document inside PDFium. */
export interface LoadedPdf {
  readonly document: number;
  readonly pageCount: number;
  close(): void;
}

/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY */
const encryptedErrors = new Set([4, 5]);

/** Opens a PDF without a password: files locked only against changes do open. */
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

/** A document for people has one or two; one made against us could have thousands. */
const mostAttachments = 50;

/** The first files attached to a document, as far as they are not larger than `maxBytes` together. */
export function attachmentsOf(pdfium: Pdfium, document: number, maxBytes: number): Uint8Array[] {
  const count = Math.min(mostAttachments, pdfium._FPDFDoc_GetAttachmentCount(document));
  const contents: Uint8Array[] = [];
  let left = maxBytes;
  for (let index = 0; index < count; index++) {
    const content = contentOf(pdfium, pdfium._FPDFDoc_GetAttachment(document, index), left);
    if (content === null) continue;
    contents.push(content);
    left -= content.length;
  }
  return contents;
}

function contentOf(pdfium: Pdfium, attachment: number, maxBytes: number): Uint8Array | null {
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
