import { wholePage, type Region } from './find-content-region.ts';
import type { QuarterTurns } from './orientation.ts';
import type { Pdfium } from './pdfium-module.ts';

/** How to render a page: size in pixels after rotation; grey has one byte per pixel, colour three (RGB). */
export interface RenderOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly turns: QuarterTurns;
  readonly grey: boolean;
  /** the part of the unrotated page to render, by default all of it */
  readonly region?: Region | undefined;
}

const greyFormat = 1;
const rgbFormat = 2;
const annotations = 0x01;
const greyscale = 0x08;
const reverseByteOrder = 0x10;

/** Renders a page on white. @returns its pixels, rows from the top, without padding */
export function renderPage(
  pdfium: Pdfium,
  page: number,
  options: RenderOptions,
): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx, turns, grey, region = wholePage } = options;
  const channels = grey ? 1 : 3;
  const stride = Math.ceil((widthPx * channels) / 4) * 4;
  return pdfium.lend(stride * heightPx, (pixels) => {
    const format = grey ? greyFormat : rgbFormat;
    const bitmap = pdfium._FPDFBitmap_CreateEx(widthPx, heightPx, format, pixels, stride);
    if (bitmap === 0) throw new Error(`PDFium cannot create a bitmap of ${widthPx} × ${heightPx}`);
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
  if (stride === rowBytes) return source.slice();
  const target = new Uint8Array(rowBytes * rows);
  for (let row = 0; row < rows; row++) {
    target.set(source.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
  }
  return target;
}
