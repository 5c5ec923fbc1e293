import { documentLimits } from '@smart-accounting/worker-contract';
import { EInvoiceEngine } from './e-invoice-engine.ts';
import type { EInvoiceReply } from './e-invoice-thread-protocol.ts';
import { freeMemory } from './free-memory.ts';
import { PdfEngine, type PdfFile } from './pdf-engine.ts';
import type { RenderOptions } from './pdfium-render.ts';
import type { GreyRaster } from './raster.ts';
import type { PdfPageReading } from './read-text-layer.ts';
import { type RecognisedText, type TextLayout, TextRecogniser } from './text-recogniser.ts';

/** The engines of this process. One of each is enough, since a worker reads one document at a time. */
export const pdfEngine = new PdfEngine();
export const textRecogniser = new TextRecogniser();
export const eInvoiceEngine = new EInvoiceEngine();

/**
 * Recognises text in pixels. Frees memory for it first at the expense of the other engines, which restart faster.
 * @throws {UnreadableDocument} like the recogniser
 */
export async function recogniseText(
  raster: GreyRaster,
  layout: TextLayout,
): Promise<RecognisedText> {
  await freeMemory(textRecogniser.bytesToRead(raster), [pdfEngine, eInvoiceEngine]);
  return textRecogniser.recognise(raster, layout);
}

/**
 * Reads each of the files as an e-invoice. Frees memory for it first.
 * @throws {UnreadableDocument} like the engine
 */
export async function readEInvoices(files: readonly Uint8Array[]): Promise<EInvoiceReply> {
  await freeMemory(eInvoiceEngine.bytesToRead(files), [pdfEngine, textRecogniser]);
  return eInvoiceEngine.read(files);
}

/** Frees memory before `bytes` are needed to decode, rotate or encode an image. */
export async function freeMemoryForPicture(bytes: number): Promise<void> {
  await freeMemory(bytes, [pdfEngine, eInvoiceEngine, textRecogniser]);
}

/** A page whose pictures have at most so many pixels is read and looked at in one go. */
const usualPicturePixels = 2_000_000;
/** What looking at a page draws at most, in pixels. */
const lookedAt = { widthPx: 1600, heightPx: 1250, turns: 0, grey: false } as const;

/**
 * Reads size and text layer of a page of a PDF and looks at it. Frees memory for it first.
 * @param index from 0
 */
export async function readPdfPage(file: PdfFile, index: number): Promise<PdfPageReading> {
  const read = async (picturePixels: number) => {
    const bytes = pdfEngine.bytesToDraw(file, index, picturePixels, lookedAt);
    await freeMemory(bytes, [eInvoiceEngine, textRecogniser]);
    return pdfEngine.readPage(file, index, picturePixels);
  };
  const first = await read(usualPicturePixels);
  const isTooLarge = first.largestPicturePixels > documentLimits.pagePixels;
  return first.looked || !first.usable || isTooLarge ? first : read(first.picturePixels);
}

/**
 * Renders a page of a PDF. Frees memory for it first.
 * @param index from 0
 * @param picturePixels pixels of all images on the page
 */
export async function drawPdfPage(
  file: PdfFile,
  index: number,
  picturePixels: number,
  options: RenderOptions,
): Promise<Uint8Array> {
  const idle = [eInvoiceEngine, textRecogniser];
  await freeMemory(pdfEngine.bytesToDraw(file, index, picturePixels, options), idle);
  return pdfEngine.renderPage(file, index, options);
}

/** Starts the recogniser, so that the first scanned page does not have to wait for it. */
export async function warmUpRecognition(): Promise<void> {
  await textRecogniser.warmUp();
}

/** Stops the threads of all engines, so that the process can exit; they restart when they are needed. */
export async function stopRecognition(): Promise<void> {
  await Promise.all([pdfEngine.stop(), textRecogniser.stop(), eInvoiceEngine.stop()]);
}
