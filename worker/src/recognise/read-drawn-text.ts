import { createHash } from 'node:crypto';
import type { Box, Word } from '@smart-accounting/worker-contract';
import { wholePage, type Region } from './find-content-region.ts';
import { inReadingOrder } from './reading-order.ts';
import type { GreyRaster } from './raster.ts';
import { readPart, rotateRegion, type Recognise } from './read-picture.ts';
import type { PdfPageReading } from './read-text-layer.ts';

/** Words by the hash of the picture they were recognised on, as fractions of the page. */
export type PicturedTexts = Map<string, readonly Word[]>;

/** Where a page has text that is only drawn; see `PdfPageReading`. */
type DrawnTextOfPage = {
  readonly [K in 'unmapped' | 'pictured']: readonly Box[];
} & Pick<PdfPageReading, 'turns'>;

/** Logos and ornaments are recognised as a few letters of little confidence. */
const minConfidence = 0.5;
/** Reading the page as a whole costs no more than reading parts that are larger than this share of it. */
const largePart = 0.4;
/** A recognised word whose box is covered by this much of a word of the text layer is that word. */
const sameWord = 0.3;
/** Boxes of a text layer are as high as a line: recognised letters are extended by these shares of their height. */
const above = 0.25;
const below = 0.2;

/**
 * Recognises what a page with a text layer shows but does not say: words of fonts without a map to Unicode, a
 * letterhead that is an image. A picture that was read before is not read again.
 * @param draw draws a part of the page as it is in the file
 * @returns the words of those places, on the upright page
 */
export async function readDrawnText(
  draw: (region: Region) => Promise<GreyRaster>,
  { unmapped, pictured, turns }: DrawnTextOfPage,
  recognise: Recognise,
  known: PicturedTexts,
): Promise<Word[]> {
  if (unmapped.length === 0 && pictured.length === 0) return [];
  const size = pictured.reduce((sum, { width, height }) => sum + width * height, 0);
  const regions = unmapped.length > 0 || size > largePart ? [wholePage] : pictured;
  const words: Word[] = [];
  for (const region of regions) words.push(...(await readRegion(region)));
  const places = [...unmapped, ...pictured.map((region) => rotateRegion(region, turns))];
  return words.filter(
    (word) =>
      word.confidence >= minConfidence && places.some((place) => isInside(middleOf(word), place)),
  );

  async function readRegion(region: Region): Promise<readonly Word[]> {
    const picture = await draw(region);
    const place = [turns, region.x, region.y, region.width, region.height].join();
    const key = createHash('sha256').update(place).update(picture.pixels).digest('base64');
    const read = known.get(key) ?? (await readPart(picture, region, turns, recognise));
    known.set(key, read);
    return read;
  }
}

/** The words of a text layer together with those that were recognised, in reading order. */
export function joinDrawnText(
  { words }: Pick<PdfPageReading, 'words'>,
  drawn: readonly Word[],
): Word[] {
  if (drawn.length === 0) return [...words];
  const visible = words.filter((word) => !word.hidden);
  const added = drawn
    .filter((word) => !visible.some((other) => shareCovered(word, other) > sameWord))
    .map((word) => ({
      ...word,
      y: word.y - above * word.height,
      height: word.height * (1 + above + below),
    }));
  return inReadingOrder([...words, ...added]);
}

function middleOf({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 };
}

function isInside(point: { readonly x: number; readonly y: number }, box: Box): boolean {
  return (
    point.x >= box.x &&
    point.x <= box.x + box.width &&
    point.y >= box.y &&
    point.y <= box.y + box.height
  );
}

/** How much of a box another one covers. */
function shareCovered(box: Box, other: Box): number {
  const width = Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
  const height = Math.min(box.y + box.height, other.y + other.height) - Math.max(box.y, other.y);
  return Math.max(0, width) * Math.max(0, height) > 0
    ? (width * height) / (box.width * box.height)
    : 0;
}
