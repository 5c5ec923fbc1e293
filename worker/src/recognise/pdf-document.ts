import { documentLimits, type Page } from '@smart-accounting/worker-contract';
import { pdfEngine, textRecogniser } from './engines.ts';
import { findEInvoiceXml } from './e-invoice-attachment.ts';
import type { OpenDocument } from './document.ts';
import { PdfEngineFailure, type PdfFile } from './pdf-engine.ts';
import { quarterTurns } from './pdfium-page.ts';
import { toPageImage } from './raster.ts';
import {
  assertPageSize,
  imageSizeOf,
  recognitionSizeOfPage,
  recognitionSizeOfPart,
} from './raster-size.ts';
import { readPicture, type PictureSource } from './read-picture.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import type { Uprightness } from './uprightness.ts';

/** A page with what is needed to draw it as it was read. */
interface ReadablePage {
  readonly page: Page;
  readonly uprightness: Uprightness;
}

/** Opens a PDF. @throws {UnreadableDocument} */
export async function openPdf(bytes: Uint8Array): Promise<OpenDocument> {
  const { file, answer } = await orUnreadable('damaged_pdf', pdfEngine.open(bytes));
  if (answer.kind === 'refused') throw new UnreadableDocument(answer.reason);
  const { pageCount, attachments } = answer;
  const refusal =
    pageCount < 1 ? 'no_pages' : pageCount > documentLimits.pages ? 'too_many_pages' : null;
  if (refusal) {
    await pdfEngine.close(file);
    throw new UnreadableDocument(refusal);
  }
  return new PdfDocument(file, pageCount, findEInvoiceXml(attachments));
}

class PdfDocument implements OpenDocument {
  readonly mediaType = 'application/pdf';
  readonly pageCount: number;
  readonly eInvoiceXml: string | null;
  readonly #file: PdfFile;
  readonly #pages = new Map<number, Promise<ReadablePage>>();

  constructor(file: PdfFile, pageCount: number, eInvoiceXml: string | null) {
    this.#file = file;
    this.pageCount = pageCount;
    this.eInvoiceXml = eInvoiceXml;
  }

  async readPage(number: number): Promise<Page> {
    return (await this.#read(number)).page;
  }

  async pageImage(number: number, widthPx: number): Promise<Uint8Array> {
    const { page, uprightness } = await this.#read(number);
    const size = imageSizeOf(widthPx, { width: page.widthPt, height: page.heightPt });
    const pixels = await orUnreadable(
      'page_too_complex',
      pdfEngine.renderPage(this.#file, number - 1, {
        widthPx: size.width,
        heightPx: size.height,
        turns: uprightness.turns,
        grey: false,
      }),
    );
    // PDFium has made the quarter turns already.
    return toPageImage(pixels, size, { ...uprightness, turns: 0 });
  }

  async close(): Promise<void> {
    await pdfEngine.close(this.#file).catch(() => undefined);
  }

  /** A page is read once: its image needs to know which way up it is, and reading may take seconds. */
  #read(number: number): Promise<ReadablePage> {
    const known = this.#pages.get(number);
    if (known) return known;
    const reading = readPdfPage(this.#file, number);
    this.#pages.set(number, reading);
    reading.catch(() => this.#pages.delete(number));
    return reading;
  }
}

async function readPdfPage(file: PdfFile, number: number): Promise<ReadablePage> {
  const content = await orUnreadable('page_too_complex', pdfEngine.readPage(file, number - 1));
  const { widthPt, heightPt, words, turns } = content;
  assertPageSize({ width: widthPt, height: heightPt });
  if (content.largestPicturePixels > documentLimits.pagePixels) {
    throw new UnreadableDocument('page_too_large');
  }
  if (!content.usable) return recognisePdfPage(file, number, widthPt, heightPt);
  return {
    page: {
      number,
      ...displayedSize(widthPt, heightPt, turns),
      rotation: turns * 90,
      source: 'text_layer',
      words,
    },
    uprightness: { turns, skewDegrees: 0 },
  };
}

async function recognisePdfPage(
  file: PdfFile,
  number: number,
  widthPt: number,
  heightPt: number,
): Promise<ReadablePage> {
  const { words, uprightness } = await readPicture(
    pictureOf(file, number, widthPt, heightPt),
    (raster, layout) => textRecogniser.recognise(raster, layout),
  );
  return {
    page: {
      number,
      ...displayedSize(widthPt, heightPt, uprightness.turns),
      rotation: uprightness.turns * 90 + uprightness.skewDegrees,
      source: 'recognised',
      words,
    },
    uprightness,
  };
}

function pictureOf(
  file: PdfFile,
  number: number,
  widthPt: number,
  heightPt: number,
): PictureSource {
  return {
    readingSize: recognitionSizeOfPage(widthPt, heightPt),
    readingSizeOf: ({ width, height }) =>
      recognitionSizeOfPart({ width: width * widthPt, height: height * heightPt }),
    draw: async (region, { width, height }) => ({
      width,
      height,
      pixels: await orUnreadable(
        'page_too_complex',
        pdfEngine.renderPage(file, number - 1, {
          widthPx: width,
          heightPx: height,
          turns: 0,
          grey: true,
          region,
        }),
      ),
    }),
  };
}

/** Size in points after turning. */
function displayedSize(widthPt: number, heightPt: number, turns: number) {
  return quarterTurns(turns) % 2 === 1
    ? { widthPt: heightPt, heightPt: widthPt }
    : { widthPt, heightPt };
}

/** A document that PDFium dies of, or never finishes, is as unreadable as a damaged one. */
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
