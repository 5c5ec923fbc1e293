import type { Region } from './find-content-region.ts';

/** How much each pixel of a part of a page changes when something on it is not drawn, 0 to 255. */
export interface Ink {
  readonly region: Region;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A rectangle by its sides, as fractions of the page. */
export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Eyes tell light from dark far better than one colour from another that is as light: yellow on white is hardly seen. */
const colourShare = 0.2;

/**
 * The difference between two pictures of the same part of a page, as eyes see it: of brightness, or a fifth of the
 * largest one of a colour.
 * @param shown and `bare`: RGB, of the same size
 */
export function inkBetween(
  shown: Uint8Array,
  bare: Uint8Array,
  width: number,
  region: Region,
): Ink {
  const count = Math.floor(shown.length / 3);
  const pixels = new Uint8Array(count);
  for (let pixel = 0, at = 0; pixel < count; pixel++, at += 3) {
    const red = (shown[at] ?? 0) - (bare[at] ?? 0);
    const green = (shown[at + 1] ?? 0) - (bare[at + 1] ?? 0);
    const blue = (shown[at + 2] ?? 0) - (bare[at + 2] ?? 0);
    if (red === 0 && green === 0 && blue === 0) continue;
    const light = Math.abs(0.299 * red + 0.587 * green + 0.114 * blue);
    const colour = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
    pixels[pixel] = Math.max(light, colourShare * colour);
  }
  return { region, width, height: Math.floor(count / width), pixels };
}

/**
 * The difference in brightness between two pictures of the same part of a page.
 * @param shown and `bare`: grey, of the same size
 */
export function lightBetween(
  shown: Uint8Array,
  bare: Uint8Array,
  width: number,
  region: Region,
): Ink {
  const pixels = new Uint8Array(shown.length);
  // Most of a page is alike in both: it is compared four pixels at a time.
  const [shownFours, bareFours] = [inFours(shown), inFours(bare)];
  for (let four = 0; 4 * four < pixels.length; four++) {
    const isWhole = four < shownFours.length;
    if (isWhole && shownFours[four] === bareFours[four]) continue;
    for (let pixel = 4 * four; pixel < 4 * four + 4; pixel++) {
      pixels[pixel] = Math.abs((shown[pixel] ?? 0) - (bare[pixel] ?? 0));
    }
  }
  return { region, width, height: Math.floor(pixels.length / width), pixels };
}

/** @param bytes begin at a whole word of their buffer */
function inFours({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, Math.floor(length / 4));
}

/** A character's box has at most so many pixels looked at, however large it is. */
const maxRows = 48;
const maxColumns = 48;

/**
 * The strongest ink in a rectangle, or the first that reaches `enough`; null when the rectangle is not on this part of
 * the page.
 */
export function strongestInk(
  { region, width, height, pixels }: Ink,
  { left, top, right, bottom }: Sides,
  enough: number,
): number | null {
  const x1 = Math.max(0, Math.floor(((left - region.x) / region.width) * width));
  const x2 = Math.min(width, Math.ceil(((right - region.x) / region.width) * width));
  const y1 = Math.max(0, Math.floor(((top - region.y) / region.height) * height));
  const y2 = Math.min(height, Math.ceil(((bottom - region.y) / region.height) * height));
  if (!(x2 > x1 && y2 > y1)) return null;
  const [stepX, stepY] = [Math.ceil((x2 - x1) / maxColumns), Math.ceil((y2 - y1) / maxRows)];
  let strongest = 0;
  for (let y = y1; y < y2; y += stepY) {
    for (let x = x1; x < x2; x += stepX) {
      strongest = Math.max(strongest, pixels[y * width + x] ?? 0);
      if (strongest >= enough) return strongest;
    }
  }
  return strongest;
}
