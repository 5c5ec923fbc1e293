import { documentLimits, type Page } from '@smart-accounting/worker-contract';
import type { AttachedEInvoice } from '@smart-accounting/worker-contract/attached-e-invoice';
import { drawPdfPage, pdfEngine, readEInvoices, readPdfPage, recogniseText } from './engines.ts';
import type { OpenDocument } from './document.ts';
import type { EInvoiceReply } from './e-invoice-thread-protocol.ts';
import type { EmbeddedFile } from './embedded-files.ts';
import { PdfEngineFailure, type PdfFile } from './pdf-engine.ts';
import { isPrescribed, rankOfEInvoice } from './rank-e-invoices.ts';
import { quarterTurns, type Orientation } from './orientation.ts';
import type { Region } from './find-content-region.ts';
import { toPageImage, type GreyRaster } from './raster.ts';
import {
  assertPageSize,
  imageSizeOf,
  recognitionSizeOfPage,
  recognitionSizeOfPart,
  type Size,
} from './raster-size.ts';
import { joinDrawnText, readDrawnText, type PicturedTexts } from './read-drawn-text.ts';
import { readPicture, type PictureSource } from './read-picture.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** A page that was read, with what is needed to render it in the same orientation. */
interface ReadablePage {
  readonly page: Page;
  readonly orientation: Orientation;
  readonly picturePixels: number;
}

/** What is known about a page before it is rendered. */
interface DrawablePage {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly picturePixels: number;
}

/** Opens a PDF. @throws {UnreadableDocument} */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const { file, answer } = await orUnreadable('damaged_pdf', pdfEngine.open(bytes));
  if (answer.kind === 'refused') throw new UnreadableDocument(answer.reason);
  const { pageCount, embedded } = answer;
  try {
    if (pageCount < 1) throw new UnreadableDocument('no_pages');
    if (pageCount > documentLimits.pages) throw new UnreadableDocument('too_many_pages');
    if (embedded.isPortfolio && !embedded.isComplete)
      throw new UnreadableDocument('too_many_files');
    const eInvoices = await attachedEInvoices(embedded.files);
    return new PdfDocument(file, pageCount, eInvoices, embedded.isPortfolio ? embedded.files : []);
  } catch (error) {
    await pdfEngine.close(file);
    throw error;
  }
}

/**
 * The e-invoices among the embedded files, the likeliest first. None also where they are broken or too complex, or where
 * the one that bears a name which the standards prescribe is: then the pages are read, not what is enclosed beside it.
 */
async function attachedEInvoices(files: readonly EmbeddedFile[]): Promise<AttachedEInvoice[]> {
  const ranked = files
    .filter(({ mediaType }) => mediaType === 'application/xml')
    .map((file) => ({ ...file, rank: rankOfEInvoice(file) }))
    .toSorted((one, other) => one.rank - other.rank);
  if (ranked.length === 0) return [];
  const read = await readEach(ranked.map(({ content }) => content));
  const found = ranked.flatMap(({ fileName, rank }, index) => {
    const result = read[index];
    if (result?.kind !== 'read') return [];
    const { kind: _, ...invoice } = result;
    return [{ fileName: fileName.slice(0, 200), rank, ...invoice }];
  });
  const [likeliest] = ranked;
  const isBroken = isPrescribed(likeliest?.rank ?? 0) && !isPrescribed(found[0]?.rank ?? 0);
  return isBroken ? [] : found;
}

async function readEach(files: readonly Uint8Array[]): Promise<EInvoiceReply> {
  try {
    return await readEInvoices(files);
  } catch (error) {
    if (error instanceof UnreadableDocument) return [];
    throw error;
  }
}

export class PdfDocument implements OpenDocument {
  readonly mediaType = 'application/pdf';
  readonly pageCount: number;
  readonly eInvoices: readonly AttachedEInvoice[];
  /** the files that we read in it, when it is only a cover for them */
  readonly portfolio: readonly EmbeddedFile[];
  readonly #file: PdfFile;
  readonly #pages = new Map<number, Promise<ReadablePage>>();
  /** the texts of pictures that were read, since many pages have the same letterhead */
  readonly #pictured: PicturedTexts = new Map();

  constructor(
    file: PdfFile,
    pageCount: number,
    eInvoices: readonly AttachedEInvoice[],
    portfolio: readonly EmbeddedFile[],
  ) {
    this.#file = file;
    this.pageCount = pageCount;
    this.eInvoices = eInvoices;
    this.portfolio = portfolio;
  }

  async readPage(number: number): Promise<Page> {
    return (await this.#read(number)).page;
  }

  async pageImage(number: number, widthPx: number): Promise<Uint8Array> {
    const { page, orientation, picturePixels } = await this.#read(number);
    const size = imageSizeOf(widthPx, { width: page.widthPt, height: page.heightPt });
    const pixels = await orUnreadable(
      'page_too_complex',
      drawPdfPage(this.#file, number - 1, picturePixels, {
        widthPx: size.width,
        heightPx: size.height,
        turns: orientation.turns,
        grey: false,
      }),
    );
    // PDFium has already applied the quarter turns.
    return toPageImage(pixels, size, { ...orientation, turns: 0 });
  }

  async close(): Promise<void> {
    await pdfEngine.close(this.#file).catch(() => undefined);
  }

  /** A page is read only once, though its image also needs its orientation: reading may take seconds. */
  #read(number: number): Promise<ReadablePage> {
    const known = this.#pages.get(number);
    if (known) return known;
    const reading = readAnyPage(this.#file, number, this.#pictured);
    this.#pages.set(number, reading);
    reading.catch(() => this.#pages.delete(number));
    return reading;
  }
}

async function readAnyPage(
  file: PdfFile,
  number: number,
  known: PicturedTexts,
): Promise<ReadablePage> {
  const content = await orUnreadable('page_too_complex', readPdfPage(file, number - 1));
  const { widthPt, heightPt, turns, picturePixels } = content;
  assertPageSize({ width: widthPt, height: heightPt });
  if (content.largestPicturePixels > documentLimits.pagePixels) {
    throw new UnreadableDocument('page_too_large');
  }
  if (!content.usable) return recognisePdfPage(file, number, content);
  const draw = (region: Region) =>
    drawPart(
      file,
      number,
      content,
      region,
      recognitionSizeOfPage(region.width * widthPt, region.height * heightPt),
    );
  const drawn = await readDrawnText(draw, content, recogniseText, known);
  const words = joinDrawnText(content, drawn);
  return {
    page: {
      number,
      ...displayedSize(widthPt, heightPt, turns),
      rotation: turns * 90,
      source: 'text_layer',
      words,
    },
    orientation: { turns, deskewDegrees: 0 },
    picturePixels,
  };
}

async function recognisePdfPage(
  file: PdfFile,
  number: number,
  content: DrawablePage,
): Promise<ReadablePage> {
  const { widthPt, heightPt, picturePixels } = content;
  const picture = pictureOf(file, number, content);
  const { words, orientation } = await readPicture(picture, recogniseText);
  return {
    page: {
      number,
      ...displayedSize(widthPt, heightPt, orientation.turns),
      rotation: orientation.turns * 90 + orientation.deskewDegrees,
      source: 'recognised',
      words,
    },
    orientation,
    picturePixels,
  };
}

function pictureOf(file: PdfFile, number: number, page: DrawablePage): PictureSource {
  const { widthPt, heightPt } = page;
  return {
    readingSize: recognitionSizeOfPage(widthPt, heightPt),
    readingSizeOf: ({ width, height }) =>
      recognitionSizeOfPart({ width: width * widthPt, height: height * heightPt }),
    draw: (region, size) => drawPart(file, number, page, region, size),
  };
}

/** Draws a part of a page in grey, as it is in the file. */
async function drawPart(
  file: PdfFile,
  number: number,
  { picturePixels }: DrawablePage,
  region: Region,
  { width, height }: Size,
): Promise<GreyRaster> {
  const options = { widthPx: width, heightPx: height, turns: 0, grey: true, region } as const;
  const pixels = await orUnreadable(
    'page_too_complex',
    drawPdfPage(file, number - 1, picturePixels, options),
  );
  return { width, height, pixels };
}

/** The size of a page in points after rotation. */
function displayedSize(widthPt: number, heightPt: number, turns: number) {
  return quarterTurns(turns) % 2 === 1
    ? { widthPt: heightPt, heightPt: widthPt }
    : { widthPt, heightPt };
}

/** A document that crashes PDFium, or that it never finishes, is as unreadable as a damaged one. */
async function orUnreadable<T>(
  reason: 'damaged_pdf' | 'page_too_complex',
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PdfEngineFailure) throw new UnreadableDocument(reason, error);
    throw error;
  }
}
