import { detectMediaType, documentLimits, type MediaType } from '@smart-accounting/worker-contract';
import type { OpenDocument } from './document.ts';
import { mostFiles, type EmbeddedFile } from './embedded-files.ts';
import { openImage } from './image-document.ts';
import { openPdf } from './pdf-document.ts';
import { closeAll, PortfolioDocument } from './portfolio-document.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import { openXml } from './xml-document.ts';

export type { OpenDocument } from './document.ts';
export { UnreadableDocument } from './unreadable-document.ts';

/** How many files, of how many bytes together, may still be opened: those in a portfolio, and in the portfolios in it. */
interface Allowance {
  files: number;
  bytes: number;
}

type Opener = (bytes: Uint8Array, left: Allowance) => Promise<OpenDocument>;

const openers: Readonly<Record<MediaType, Opener>> = {
  'application/pdf': openPdfOrPortfolio,
  'application/xml': openXml,
  'image/png': (bytes) => openImage(bytes, 'image/png'),
  'image/jpeg': (bytes) => openImage(bytes, 'image/jpeg'),
  'image/tiff': (bytes) => openImage(bytes, 'image/tiff'),
  'image/webp': (bytes) => openImage(bytes, 'image/webp'),
};

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
  return openers[mediaType](bytes, { files: mostFiles, bytes: documentLimits.fileBytes });
}

/** The page of a portfolio says in a sentence or two that another program shows what is in it; an invoice says more. */
const mostWordsOfCover = 40;

/**
 * The files of a portfolio are the documents, and so are those of a portfolio in it. Its own pages count only where they
 * are more than a cover.
 */
async function openPdfOrPortfolio(bytes: Uint8Array, left: Allowance): Promise<OpenDocument> {
  const pdf = await openPdf(bytes);
  const files = pdf.portfolio.filter(({ mediaType }) => mediaType !== 'application/xml');
  if (files.length === 0) return pdf;
  const documents: OpenDocument[] = [pdf];
  try {
    left.files -= files.length;
    left.bytes -= files.reduce((sum, { content }) => sum + content.length, 0);
    if (left.files < 0 || left.bytes < 0) throw new UnreadableDocument('too_many_files');
    const isCover = (await pdf.readPage(1)).words.length <= mostWordsOfCover;
    if (isCover) await documents.pop()?.close();
    documents.push(...(await openEach(files, left)));
    return new PortfolioDocument(documents, isCover ? pdf.eInvoices : []);
  } catch (error) {
    await closeAll(documents);
    throw error;
  }
}

async function openEach(files: readonly EmbeddedFile[], left: Allowance): Promise<OpenDocument[]> {
  const documents: OpenDocument[] = [];
  try {
    for (const { mediaType, content } of files) {
      documents.push(await openers[mediaType](content, left));
    }
    return documents;
  } catch (error) {
    await closeAll(documents);
    throw error;
  }
}
