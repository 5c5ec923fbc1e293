import type { Word } from '@smart-accounting/worker-contract';
import { findContentRegion, wholePage, type Region } from './find-content-region.ts';
import { contrastOf, raiseContrast } from './raise-contrast.ts';
import { readHeadAgain } from './read-head-again.ts';
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
/** A reading with a confidence below this is not the best there is; with few letters it has to be better than that. */
const poorConfidence = 0.72;
const goodConfidence = 0.85;
const fewLetters = 150;
/** Words of less confidence are as often wrong as right: they do not count for a reading. */
const legibleConfidence = 0.6;
/** Print with less contrast is faint. */
const strongContrast = 110;
/** Dots of broken print are about so many pixels apart, at the size at which pages are recognised. */
const dotDistance = 2.5;
/** A page with a smaller share of ink than this is empty. */
const leastInk = 0.0005;

/**
 * Recognises the text of a page from its pixels: removes shadows, rotates the text upright, deskews it and reads it.
 * Which way is up only shows in the result: the likelier orientation is tried first, the other when that reads badly.
 * Content that fills only a part of the page (a receipt on the glass of a scanner) is read enlarged. A page that reads
 * badly is read a second time, as if its print were faint or broken; the reading with more legible letters counts.
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
  let best: Reading | null = null;
  for (const turns of ways) {
    const orientation = { turns, deskewDegrees: skewDegrees === 0 ? 0 : -skewDegrees };
    const reading = await readRotated({ raster, region, whole }, orientation, recognise, 'usual');
    if (!best || reading.confidence > best.confidence) best = reading;
    if (reading.confidence >= doubtfulConfidence || reading.words.length === 0) break;
  }
  if (!best) return { words: [], orientation: upright };
  if (!isPoor(best, region)) return best;
  const second = await readAgain(source, whole, best.orientation.turns, recognise);
  return second && legibleLetters(second) > legibleLetters(best) ? second : best;
}

/** A reading of a page; `confidence` is the mean of its words. */
interface Reading extends PictureReading {
  readonly confidence: number;
}

/** What is read: a part of a page, on its own, in grey. */
interface Part {
  readonly raster: GreyRaster;
  readonly region: Region;
  readonly whole: Size;
}

/** A short text read well is a short text, unless it is all that was found on a page that was mostly cut away. */
function isPoor({ words, confidence }: Reading, region: Region): boolean {
  if (confidence < poorConfidence) return true;
  if (lettersOf(words) >= fewLetters) return false;
  return confidence < goodConfidence || region !== wholePage;
}

/** The measure by which one reading is better than another: the letters of its words that are likely to be right. */
function legibleLetters({ words }: Reading): number {
  return lettersOf(words.filter(({ confidence }) => confidence >= legibleConfidence));
}

function lettersOf(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + text.replaceAll(/[^\p{L}\p{N}]/gu, '').length, 0);
}

/**
 * Reads a page again, without what may have been the matter with it: contrast is raised where print is faint, the dots
 * of broken print (a matrix printer, a bad copy) run together where it is not. Null for an empty page.
 */
async function readAgain(
  source: PictureSource,
  whole: GreyRaster,
  turns: QuarterTurns,
  recognise: Recognise,
): Promise<Reading | null> {
  const raised = raiseContrast(whole);
  if (!hasInk(raised)) return null;
  const region = findContentRegion(raised);
  const picture =
    region === wholePage ? whole : await source.draw(region, source.readingSizeOf(region));
  const isFaint = contrastOf(picture) < strongContrast;
  const raster = isFaint ? raiseContrast(picture) : await blurred(picture);
  const { sideways, skewDegrees } = await detectSkew(raster);
  const isKnown = sideways === (turns % 2 === 1);
  const orientation: Orientation = {
    turns: isKnown ? turns : sideways ? 3 : 0,
    deskewDegrees: skewDegrees === 0 ? 0 : -skewDegrees,
  };
  const layout = isFaint ? 'other' : 'usual';
  return readRotated({ raster, region, whole }, orientation, recognise, layout);
}

/** Whether there is more on a page than specks. */
function hasInk({ pixels }: GreyRaster): boolean {
  return pixels.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0) > leastInk * pixels.length;
}

function blurred(raster: GreyRaster): Promise<GreyRaster> {
  return toGreyRaster(greySharp(raster).blur(dotDistance));
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

/** @param layout the one that fits the shape of the part, or the other one */
async function readRotated(
  { raster, region, whole }: Part,
  orientation: Orientation,
  recognise: Recognise,
  layout: 'usual' | 'other',
): Promise<Reading> {
  const level = await rotatedBy(raster, orientation);
  const isReceipt = isReceiptShaped(level);
  const isColumn = isReceipt === (layout === 'usual');
  const { words, confidence } = await recognise(level, isColumn ? 'receipt' : 'page');
  const isLegible = isReceipt && confidence >= doubtfulConfidence;
  const read = isLegible ? await readHeadAgain(level, words, recognise) : words;
  const placed = read.map((word) => placeOnPage(word, region, orientation, whole));
  return { words: placed, orientation, confidence };
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
