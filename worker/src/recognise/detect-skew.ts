import { greySharp, toGreyRaster, type GreyRaster } from './raster.ts';

/** How the lines of text lie on a page. */
export interface TextSkew {
  /** whether they run from top to bottom or from bottom to top */
  readonly sideways: boolean;
  /** by how much they are off from level, or from vertical when sideways (clockwise) */
  readonly skewDegrees: number;
}

const probeWidth = 900;
const maxSkewDegrees = 12;
const coarseStep = 0.5;
const fineStep = 0.1;
/** A dark run this long, in pixels of the probe, is the rule of a table or the edge of the paper, not text. */
const longRun = 45;
const minInk = 400;
const maxInk = 40_000;
/** How much sharper the profile of the columns must be than that of the rows before text counts as sideways. */
const sidewaysRatio = 1.4;
const minSkewDegrees = 0.25;

/**
 * Measures how text is skewed by its projection profile: along the direction of the text, ink gathers in rows with
 * empty rows between them, so the sums of neighbouring rows differ most at the angle of the text. This does not show
 * whether text is upside down. A page with hardly any ink counts as level.
 */
export async function detectSkew(raster: GreyRaster): Promise<TextSkew> {
  const ink = inkOf(await probeOf(raster));
  if (ink.length < minInk) return { sideways: false, skewDegrees: 0 };
  const across = sharpestProfile(ink.x, ink.y);
  const along = sharpestProfile(
    ink.y,
    ink.x.map((x) => -x),
  );
  const sideways = along.sharpness > sidewaysRatio * across.sharpness;
  const { degrees } = sideways ? along : across;
  return { sideways, skewDegrees: Math.abs(degrees) < minSkewDegrees ? 0 : degrees };
}

/** A downscaled copy, in which paper grain is gone but lines of text are not. */
function probeOf(raster: GreyRaster): Promise<GreyRaster> {
  const longest = Math.max(raster.width, raster.height);
  const scale = Math.min(1, (probeWidth * 1.4) / longest);
  const width = Math.max(1, Math.round(raster.width * scale));
  return toGreyRaster(greySharp(raster).resize({ width }));
}

/** Points as two arrays of coordinates: there are too many of them for an object each. */
interface Points {
  readonly length: number;
  readonly x: Int16Array;
  readonly y: Int16Array;
}

/**
 * The dark points of letters: darker than their surroundings, and not part of a long straight run. At most `maxInk`.
 */
function inkOf(probe: GreyRaster): Points {
  const { width, height } = probe;
  const dark = darkerThanAround(probe);
  clearLongRuns(dark, width, height);
  const found = dark.reduce((sum, isDark) => sum + isDark, 0);
  const step = Math.max(1, Math.ceil(found / maxInk));
  const length = Math.floor(found / step);
  const points = { length, x: new Int16Array(length), y: new Int16Array(length) };
  let seen = 0;
  for (let index = 0; index < dark.length; index++) {
    if (dark[index] === 0) continue;
    if (seen % step === 0) {
      points.x[seen / step] = index % width;
      points.y[seen / step] = Math.floor(index / width);
    }
    seen += 1;
  }
  return points;
}

/** Adaptive threshold: compares each pixel with the mean of the square around it, so that shadows do not matter. */
function darkerThanAround({ width, height, pixels }: GreyRaster): Uint8Array {
  const reach = 12;
  const margin = 24;
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum =
        (sums[bottom * (width + 1) + right] ?? 0) -
        (sums[top * (width + 1) + right] ?? 0) -
        (sums[bottom * (width + 1) + left] ?? 0) +
        (sums[top * (width + 1) + left] ?? 0);
      const mean = sum / ((bottom - top) * (right - left));
      if ((pixels[y * width + x] ?? 0) < mean - margin) dark[y * width + x] = 1;
    }
  }
  return dark;
}

function clearLongRuns(dark: Uint8Array, width: number, height: number): void {
  const long: number[] = [];
  const scan = (lines: number, length: number, indexOf: (line: number, at: number) => number) => {
    for (let line = 0; line < lines; line++) {
      let start = 0;
      for (let at = 0; at <= length; at++) {
        if (at < length && dark[indexOf(line, at)] === 1) continue;
        if (at - start >= longRun) {
          for (let run = start; run < at; run++) long.push(indexOf(line, run));
        }
        start = at + 1;
      }
    }
  };
  scan(height, width, (y, x) => y * width + x);
  scan(width, height, (x, y) => y * width + x);
  for (const index of long) dark[index] = 0;
}

/** The angle at which the projection profile is sharpest. Lines of text run along the first coordinate. */
function sharpestProfile(
  along: Int16Array,
  over: Int16Array,
): { degrees: number; sharpness: number } {
  const best = { degrees: 0, sharpness: 0 };
  const consider = (degrees: number) => {
    const sharpness = sharpnessAt(along, over, degrees);
    if (sharpness > best.sharpness) Object.assign(best, { degrees, sharpness });
  };
  for (let degrees = -maxSkewDegrees; degrees <= maxSkewDegrees; degrees += coarseStep)
    consider(degrees);
  const coarse = best.degrees;
  for (let off = -coarseStep; off <= coarseStep; off += fineStep) consider(coarse + off);
  return best;
}

/** The sum of the squared differences between neighbouring rows of the profile at this angle. */
function sharpnessAt(along: Int16Array, over: Int16Array, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const offset = 2000;
  const sums = new Uint32Array(2 * offset);
  for (let point = 0; point < along.length; point++) {
    const line = Math.round((over[point] ?? 0) - (along[point] ?? 0) * slope) + offset;
    sums[line] = (sums[line] ?? 0) + 1;
  }
  let sharpness = 0;
  for (let line = 1; line < sums.length; line++) {
    sharpness += ((sums[line] ?? 0) - (sums[line - 1] ?? 0)) ** 2;
  }
  return sharpness;
}
