import type { Word } from '@smart-accounting/worker-contract';
import { findContentRegion, wholePage, type Region } from './find-content-region.ts';
import { removeShadows } from './remove-shadows.ts';
import { upright, type Orientation, type QuarterTurns } from './orientation.ts';
import { greySharp, toGreyRaster, rotateInPlace, type GreyRaster } from './raster.ts';
import { isReceiptShaped, type Size } from './raster-size.ts';
import type { RecognisedText, TextLayout } from './text-recogniser.ts';
import { detectSkew } from './detect-skew.ts';

/** A page that can be rendered in grey, whole or in part, at any size. */
export interface PictureSource {
  /** the best size, in pixels, for recognising the whole page */
  readonly readingSize: Size;
  /** the best size, in pixels, for recognising a part of it */
  readingSizeOf(region: Region): Size;
  draw(region: Region, size: Size): Promise<GreyRaster>;
}

/** The words of a page after it was rotated upright, and how it was rotated. */
export interface PictureReading {
  readonly words: Word[];
  readonly orientation: Orientation;
}

export type Recognise = (raster: GreyRaster, layout: TextLayout) => Promise<RecognisedText>;

/** Upside-down text is read as gibberish, for which Tesseract's confidence is at most this. */
const doubtfulConfidence = 0.55;

/**
 * Recognises the text of a page from its pixels: removes shadows, rotates the text upright, deskews it and reads it.
 * Which way is up only shows in the result: the likelier orientation is tried first, the other when that reads badly.
 * Content that fills only a part of the page (a receipt on the glass of a scanner) is read enlarged.
 */
export async function readPicture(
  source: PictureSource,
  recognise: Recognise,
): Promise<PictureReading> {
  const whole = await source.draw(wholePage, source.readingSize);
  const region = findContentRegion(whole);
  const picture =
    region === wholePage ? whole : await source.draw(region, source.readingSizeOf(region));
  const raster = await removeShadows(picture);
  const { sideways, skewDegrees } = await detectSkew(raster);
  const ways: readonly QuarterTurns[] = sideways ? [3, 1, 0] : [0, 2];
  let best: { reading: PictureReading; confidence: number } | null = null;
  for (const turns of ways) {
    const orientation: Orientation = {
      turns,
      deskewDegrees: skewDegrees === 0 ? 0 : -skewDegrees,
    };
    const { words, confidence } = await readRotated(raster, orientation, recognise);
    if (!best || confidence > best.confidence) {
      const placed = words.map((word) => placeOnPage(word, region, orientation, whole));
      best = { reading: { words: placed, orientation }, confidence };
    }
    if (confidence >= doubtfulConfidence || words.length === 0) break;
  }
  return best?.reading ?? { words: [], orientation: upright };
}

/** Recognises a part of a page as one block of text; `turns` make the page upright. Its words are of the upright page. */
export async function readPart(
  picture: GreyRaster,
  region: Region,
  turns: QuarterTurns,
  recognise: Recognise,
): Promise<Word[]> {
  const orientation: Orientation = { turns, deskewDegrees: 0 };
  const rotated = await rotatedBy(picture, orientation);
  const { words } = await recognise(rotated, region === wholePage ? 'page' : 'receipt');
  return words.map((word) => placeOnPage(word, region, orientation, picture));
}

async function readRotated(
  raster: GreyRaster,
  orientation: Orientation,
  recognise: Recognise,
): Promise<RecognisedText> {
  const level = await rotatedBy(raster, orientation);
  return recognise(level, isReceiptShaped(level) ? 'receipt' : 'page');
}

async function rotatedBy(
  raster: GreyRaster,
  { turns, deskewDegrees }: Orientation,
): Promise<GreyRaster> {
  const rotated = turns === 0 ? raster : await toGreyRaster(greySharp(raster).rotate(turns * 90));
  return rotateInPlace(rotated, deskewDegrees);
}

/**
 * Converts the box of a word from fractions of the region to fractions of the page. Both are deskewed by the same
 * angle, but the region around its own centre and the page around its.
 */
function placeOnPage(
  word: Word,
  region: Region,
  { turns, deskewDegrees }: Orientation,
  whole: Size,
): Word {
  if (region === wholePage) return word;
  const part = rotateRegion(region, turns);
  const page = turns % 2 === 1 ? { width: whole.height, height: whole.width } : whole;
  const angle = (deskewDegrees * Math.PI) / 180;
  const shiftX = (part.x + part.width / 2 - 0.5) * page.width;
  const shiftY = (part.y + part.height / 2 - 0.5) * page.height;
  const movedX = shiftX * Math.cos(angle) - shiftY * Math.sin(angle) - shiftX;
  const movedY = shiftX * Math.sin(angle) + shiftY * Math.cos(angle) - shiftY;
  return {
    ...word,
    x: part.x + word.x * part.width + movedX / page.width,
    y: part.y + word.y * part.height + movedY / page.height,
    width: word.width * part.width,
    height: word.height * part.height,
  };
}

/** The region on the page after it was rotated clockwise. */
export function rotateRegion({ x, y, width, height }: Region, turns: QuarterTurns): Region {
  if (turns === 1) return { x: 1 - y - height, y: x, width: height, height: width };
  if (turns === 2) return { x: 1 - x - width, y: 1 - y - height, width, height };
  if (turns === 3) return { x: y, y: 1 - x - width, width: height, height: width };
  return { x, y, width, height };
}
