import { detectMediaType, documentLimits, type MediaType } from '@smart-accounting/worker-contract';
import type { OpenDocument } from './document.ts';
import type { EmbeddedFile } from './embedded-files.ts';
import { openImage } from './image-document.ts';
import { openPdf } from './pdf-document.ts';
import { closeAll, PortfolioDocument } from './portfolio-document.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { openXml } from './xml-document.ts';

export type { OpenDocument } from './document.ts';
export { UnreadableDocument } from './unreadable-document.ts';

type Openers = Readonly<Record<MediaType, (bytes: Uint8Array) => Promise<OpenDocument>>>;

/** A portfolio in a portfolio is only its cover. */
const openersInPortfolio: Openers = {
  'application/pdf': openPdf,
  'application/xml': openXml,
  'image/png': (bytes) => openImage(bytes, 'image/png'),
  'image/jpeg': (bytes) => openImage(bytes, 'image/jpeg'),
  'image/tiff': (bytes) => openImage(bytes, 'image/tiff'),
  'image/webp': (bytes) => openImage(bytes, 'image/webp'),
};
const openers: Openers = { ...openersInPortfolio, 'application/pdf': openPdfOrPortfolio };

/**
 * Opens a document for reading. Call `close` afterwards.
 * @throws {UnreadableDocument} with the reason, when a retry cannot help
 */
export async function openDocument(bytes: Uint8Array, mediaType: MediaType): Promise<OpenDocument> {
  if (bytes.length === 0) throw new UnreadableDocument('empty_file');
  const detected = detectMediaType(bytes);
  if (detected !== mediaType || bytes.length > documentLimits.fileBytes) {
    throw new UnreadableDocument('unsupported_type');
  }
  return openers[mediaType](bytes);
}

/** The page of a portfolio says in a sentence or two that another program shows what is in it; an invoice says more. */
const mostWordsOfCover = 40;

/** The files of a portfolio are the documents. Its own pages count only where they are more than a cover. */
async function openPdfOrPortfolio(bytes: Uint8Array): Promise<OpenDocument> {
  const pdf = await openPdf(bytes);
  const files = pdf.portfolio.filter(({ mediaType }) => mediaType !== 'application/xml');
  if (files.length === 0) return pdf;
  const documents: OpenDocument[] = [];
  try {
    const isCover = (await pdf.readPage(1)).words.length <= mostWordsOfCover;
    if (isCover) await pdf.close();
    else documents.push(pdf);
    documents.push(...(await openEach(files)));
    return new PortfolioDocument(documents, isCover ? pdf.eInvoices : []);
  } catch (error) {
    await closeAll(documents);
    throw error;
  }
}

async function openEach(files: readonly EmbeddedFile[]): Promise<OpenDocument[]> {
  const documents: OpenDocument[] = [];
  try {
    for (const { mediaType, content } of files) {
      documents.push(await openersInPortfolio[mediaType](content));
    }
    return documents;
  } catch (error) {
    await closeAll(documents);
    throw error;
  }
}
