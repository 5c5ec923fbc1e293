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
