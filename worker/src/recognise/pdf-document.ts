import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { documentLimits, type Page } from '@smart-accounting/worker-contract';
import {
  drawPdfPage,
  pdfEngine,
  readEInvoiceAmong,
  readPdfPage,
  recogniseText,
} from './engines.ts';
import type { OpenDocument } from './document.ts';
import { PdfEngineFailure, type PdfFile } from './pdf-engine.ts';
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
export async function openPdf(bytes: Uint8Array): Promise<OpenDocument> {
  const { file, answer } = await orUnreadable('damaged_pdf', pdfEngine.open(bytes));
  if (answer.kind === 'refused') throw new UnreadableDocument(answer.reason);
  const { pageCount, attachments } = answer;
  try {
    if (pageCount < 1) throw new UnreadableDocument('no_pages');
    if (pageCount > documentLimits.pages) throw new UnreadableDocument('too_many_pages');
    return new PdfDocument(file, pageCount, await attachedEInvoice(attachments));
  } catch (error) {
    await pdfEngine.close(file);
    throw error;
  }
}

/** Null also for an attachment that is broken or too complex: the pages of the PDF can still be read. */
async function attachedEInvoice(attachments: readonly Uint8Array[]): Promise<ReadInvoice | null> {
  if (attachments.length === 0) return null;
  try {
    return await readEInvoiceAmong(attachments);
  } catch (error) {
    if (error instanceof UnreadableDocument) return null;
    throw error;
  }
}

class PdfDocument implements OpenDocument {
  readonly mediaType = 'application/pdf';
  readonly pageCount: number;
  readonly eInvoice: ReadInvoice | null;
  readonly #file: PdfFile;
  readonly #pages = new Map<number, Promise<ReadablePage>>();
  /** the texts of pictures that were read, since many pages have the same letterhead */
  readonly #pictured: PicturedTexts = new Map();

  constructor(file: PdfFile, pageCount: number, eInvoice: ReadInvoice | null) {
    this.#file = file;
    this.pageCount = pageCount;
    this.eInvoice = eInvoice;
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
