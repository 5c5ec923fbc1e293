import type { Word } from '@smart-accounting/worker-contract';
import { findContent, wholePage, type Region } from './content-region.ts';
import { evenLight } from './even-light.ts';
import type { QuarterTurns } from './pdfium-page.ts';
import { greySharp, toGreyRaster, turnInPlace, type GreyRaster } from './raster.ts';
import { isReceiptShaped, type Size } from './raster-size.ts';
import type { RecognisedText, TextLayout } from './text-recogniser.ts';
import { findTextDirection, type Uprightness } from './uprightness.ts';

/** A page that can be drawn in grey, whole or in part, at any size. */
export interface PictureSource {
  /** the size at which the whole page is best read */
  readonly readingSize: Size;
  /** the size at which a part of it is best read */
  readingSizeOf(region: Region): Size;
  draw(region: Region, size: Size): Promise<GreyRaster>;
}

/** The words of a page after it was turned upright, and how it was turned. */
export interface PictureReading {
  readonly words: Word[];
  readonly uprightness: Uprightness;
}

export type Recognise = (raster: GreyRaster, layout: TextLayout) => Promise<RecognisedText>;

/** Text that stands on its head is read as gibberish, of which Tesseract is sure to at most this. */
const doubtfulConfidence = 0.55;

/**
 * Reads a page from its picture: takes shadows off, turns text upright and level, and reads it. Which of the two ways
 * is up shows only in reading: the likelier first, the other when that reads badly. What fills but a corner of the
 * page (a receipt on the scanner's glass) is read enlarged.
 */
export async function readPicture(
  source: PictureSource,
  recognise: Recognise,
): Promise<PictureReading> {
  const whole = await source.draw(wholePage, source.readingSize);
  const region = findContent(whole);
  const picture =
    region === wholePage ? whole : await source.draw(region, source.readingSizeOf(region));
  const raster = await evenLight(picture);
  const { sideways, offDegrees } = await findTextDirection(raster);
  const ways: readonly QuarterTurns[] = sideways ? [3, 1, 0] : [0, 2];
  let best: { reading: PictureReading; confidence: number } | null = null;
  for (const turns of ways) {
    const uprightness = { turns, skewDegrees: offDegrees === 0 ? 0 : -offDegrees };
    const { words, confidence } = await readTurned(raster, uprightness, recognise);
    if (!best || confidence > best.confidence) {
      const placed = words.map((word) => placeOnPage(word, region, uprightness, whole));
      best = { reading: { words: placed, uprightness }, confidence };
    }
    if (confidence >= doubtfulConfidence || words.length === 0) break;
  }
  return best?.reading ?? { words: [], uprightness: { turns: 0, skewDegrees: 0 } };
}

async function readTurned(
  raster: GreyRaster,
  { turns, skewDegrees }: Uprightness,
  recognise: Recognise,
): Promise<RecognisedText> {
  const turned = turns === 0 ? raster : await toGreyRaster(greySharp(raster).rotate(turns * 90));
  const level = await turnInPlace(turned, skewDegrees);
  return recognise(level, isReceiptShaped(level) ? 'receipt' : 'page');
}

/**
 * A word of a region as it stands on the whole page after the same turning: the region was levelled around its own
 * middle, the page is around its.
 */
function placeOnPage(
  word: Word,
  region: Region,
  { turns, skewDegrees }: Uprightness,
  whole: Size,
): Word {
  if (region === wholePage) return word;
  const part = turnedRegion(region, turns);
  const page = turns % 2 === 1 ? { width: whole.height, height: whole.width } : whole;
  const angle = (skewDegrees * Math.PI) / 180;
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

function turnedRegion({ x, y, width, height }: Region, turns: QuarterTurns): Region {
  if (turns === 1) return { x: 1 - y - height, y: x, width: height, height: width };
  if (turns === 2) return { x: 1 - x - width, y: 1 - y - height, width, height };
  if (turns === 3) return { x: y, y: 1 - x - width, width: height, height: width };
  return { x, y, width, height };
}
