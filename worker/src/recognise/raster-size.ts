import { documentLimits } from '@smart-accounting/worker-contract';
import { UnreadableDocument } from './unreadable-document.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** 300 dpi: at 150 a sixth of the words is lost, above 300 nothing is won (reference extraction section 2). */
const recognitionDpi = 250;
/** An A4 page at 300 dpi has 8.7 million; the engine's memory grows with the largest it ever saw. */
const recognitionPixels = 9_000_000;
/** Pictures: about 200 to 300 dpi of an A4 page, and what suits a till receipt best. */
const pageWidthPx = { least: 1700, most: 2480 };
const receiptWidthPx = { least: 1000, most: 1200 };
const receiptProportion = 1.55;
const mostEnlargement = 2;
const webpSidePx = 16_000;

/** The size in pixels at which a page of this size in points is recognised. */
export function recognitionSizeOfPage(widthPt: number, heightPt: number): Size {
  const dotsPerPoint = recognitionDpi / 72;
  return fitPixels({ width: widthPt * dotsPerPoint, height: heightPt * dotsPerPoint });
}

/** The size at which a small part of a page, of this size in points, is recognised: its letters are small, too. */
export function recognitionSizeOfPart(part: Size): Size {
  const scale = receiptWidthPx.most / Math.min(part.width, part.height);
  return fitPixels({ width: part.width * scale, height: part.height * scale });
}

/** The size at which a picture of unknown resolution is recognised, by its shorter side. */
export function recognitionSizeOfPicture(picture: Size): Size {
  const short = Math.min(picture.width, picture.height);
  const { least, most } = isReceiptShaped(picture) ? receiptWidthPx : pageWidthPx;
  const wanted = Math.min(most, Math.max(least, short));
  const scale = Math.min(mostEnlargement, wanted / short);
  return fitPixels({ width: picture.width * scale, height: picture.height * scale });
}

/** A till receipt is far longer than any sheet of paper, whichever way it lies. */
export function isReceiptShaped({ width, height }: Size): boolean {
  return Math.max(width, height) > receiptProportion * Math.min(width, height);
}

/** The size of a page image of this width, or smaller where its height would be more than WebP can hold. */
export function imageSizeOf(widthPx: number, page: Size): Size {
  const height = (widthPx * page.height) / page.width;
  const scale = Math.min(1, webpSidePx / height);
  return {
    width: Math.max(1, Math.round(widthPx * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** @throws {UnreadableDocument} `page_too_large` when there are more pixels (or square points) than a page may have */
export function assertPageSize(size: Size): void {
  const { width, height } = size;
  if (!(width > 0 && height > 0)) throw new UnreadableDocument('damaged_pdf');
  if (width * height > documentLimits.pagePixels) throw new UnreadableDocument('page_too_large');
}

function fitPixels({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(recognitionPixels / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
