import { wholePage, type Region } from './content-region.ts';
import type { QuarterTurns } from './pdfium-page.ts';
import type { Pdfium } from './pdfium-module.ts';

/** How a page is drawn: size in pixels after turning; grey has one byte a pixel, colour three (RGB). */
export interface RenderOrder {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly turns: QuarterTurns;
  readonly grey: boolean;
  /** the part of the unturned page to draw, by default all of it */
  readonly region?: Region | undefined;
}

const greyFormat = 1;
const rgbFormat = 2;
const annotations = 0x01;
const greyscale = 0x08;
const reverseByteOrder = 0x10;

/** Draws a page on white. @returns its pixels, rows from the top, without padding */
export function renderPage(
  pdfium: Pdfium,
  page: number,
  order: RenderOrder,
): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx, turns, grey, region = wholePage } = order;
  const channels = grey ? 1 : 3;
  const stride = Math.ceil((widthPx * channels) / 4) * 4;
  return pdfium.lend(stride * heightPx, (pixels) => {
    const format = grey ? greyFormat : rgbFormat;
    const bitmap = pdfium._FPDFBitmap_CreateEx(widthPx, heightPx, format, pixels, stride);
    if (bitmap === 0) throw new Error(`no bitmap of ${widthPx} × ${heightPx}`);
    const flags = annotations | (grey ? greyscale : reverseByteOrder);
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, 0xffffffff);
    const width = Math.round(widthPx / region.width);
    const height = Math.round(heightPx / region.height);
    const left = -Math.round(region.x * width);
    const top = -Math.round(region.y * height);
    pdfium._FPDF_RenderPageBitmap(bitmap, page, left, top, width, height, turns, flags);
    pdfium._FPDFBitmap_Destroy(bitmap);
    return withoutPadding(pdfium.memory(), pixels, stride, widthPx * channels, heightPx);
  });
}

function withoutPadding(
  memory: DataView,
  start: number,
  stride: number,
  rowBytes: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  const source = new Uint8Array(memory.buffer, start, stride * rows);
  const target = new Uint8Array(rowBytes * rows);
  for (let row = 0; row < rows; row++) {
    target.set(source.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
  }
  return target;
}
