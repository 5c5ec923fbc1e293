import { documentLimits } from '@smart-accounting/worker-contract';
import { UnreadableDocument } from './unreadable-document.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Measured on five invoices: at 150 dpi one word in nine is lost, between 200 and 300 dpi results are the same. */
const recognitionDpi = 250;
/**
 * An A4 page at 300 dpi has 8.7 million pixels. Limited since the engine's memory grows with its largest page so far.
 */
const recognitionPixels = 9_000_000;
/** Width of a photo or scan: about 200 to 300 dpi for an A4 page, and what works best for till receipts. */
const pageWidthPx = { min: 1700, max: 2480 };
const receiptWidthPx = { min: 1000, max: 1200 };
const receiptProportion = 1.55;
const maxEnlargement = 2;
const webpSidePx = 16_000;
/** No side is longer, whatever the other: 2.5 metres of receipt at 300 dpi. What reads pixels takes at most 32,767. */
const longestSide = 30_000;

/** The size in pixels at which to recognise a page of this size in points. */
export function recognitionSizeOfPage(widthPt: number, heightPt: number): Size {
  const dotsPerPoint = recognitionDpi / 72;
  return fitPixels({ width: widthPt * dotsPerPoint, height: heightPt * dotsPerPoint });
}

/**
 * The size in pixels at which to recognise a small part of a page, of this size in points. Its letters are small, too.
 */
export function recognitionSizeOfPart(part: Size): Size {
  const scale = receiptWidthPx.max / Math.min(part.width, part.height);
  return fitPixels({ width: part.width * scale, height: part.height * scale });
}

/** The size at which to recognise an image of unknown resolution, by its shorter side. */
export function recognitionSizeOfPicture(picture: Size): Size {
  const short = Math.min(picture.width, picture.height);
  const { min, max } = isReceiptShaped(picture) ? receiptWidthPx : pageWidthPx;
  const wanted = Math.min(max, Math.max(min, short));
  const scale = Math.min(maxEnlargement, wanted / short);
  return fitPixels({ width: picture.width * scale, height: picture.height * scale });
}

/** Whether the shape is that of a till receipt, which is far longer than any sheet of paper, in either orientation. */
export function isReceiptShaped({ width, height }: Size): boolean {
  return Math.max(width, height) > receiptProportion * Math.min(width, height);
}

/** The size of a page image of this width, or smaller when its height would exceed what WebP supports. */
export function imageSizeOf(widthPx: number, page: Size): Size {
  const height = (widthPx * page.height) / page.width;
  const scale = Math.min(1, webpSidePx / height);
  return {
    width: Math.max(1, Math.round(widthPx * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** @throws {UnreadableDocument} `page_too_large` when the page has more pixels (or square points) than allowed */
export function assertPageSize(size: Size): void {
  const { width, height } = size;
  if (!(width > 0 && height > 0)) throw new UnreadableDocument('damaged_pdf');
  if (width * height > documentLimits.pagePixels || Math.max(width, height) > longestSide)
    throw new UnreadableDocument('page_too_large');
}

function fitPixels({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(recognitionPixels / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
