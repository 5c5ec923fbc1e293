import type { QuarterTurns } from './pdfium-page.ts';
import { greySharp, toGreyRaster, type GreyRaster } from './raster.ts';

/** How a page has to be turned to stand upright: clockwise quarter turns first, then a small angle in degrees. */
export interface Uprightness {
  readonly turns: QuarterTurns;
  readonly skewDegrees: number;
}

export const upright: Uprightness = { turns: 0, skewDegrees: 0 };

/** The page's lines of text: whether they run across or along it, and by what angle they are off (clockwise). */
export interface TextDirection {
  readonly sideways: boolean;
  readonly offDegrees: number;
}

const probeWidth = 900;
const largestSkew = 12;
const coarseStep = 0.5;
const fineStep = 0.1;
/** A line this long in pixels of the probe is a rule of a table or the edge of the paper, not text. */
const longRun = 45;
const enoughInk = 400;
const maxInk = 40_000;
/** How much clearer the columns have to be than the rows before text counts as sideways. */
const sidewaysRatio = 1.4;
const smallestSkew = 0.25;

/**
 * Looks which way text runs: seen along its lines, ink gathers in rows with empty rows between, so the sum over each
 * row jumps. The angle at which it jumps most is the angle of the text. Whether text is upside down is not seen.
 */
export async function findTextDirection(raster: GreyRaster): Promise<TextDirection> {
  const ink = inkOf(await probeOf(raster));
  if (ink.length < enoughInk) return { sideways: false, offDegrees: 0 };
  const across = steepest(ink.x, ink.y);
  const along = steepest(
    ink.y,
    ink.x.map((x) => -x),
  );
  const sideways = along.jump > sidewaysRatio * across.jump;
  const { degrees } = sideways ? along : across;
  return { sideways, offDegrees: Math.abs(degrees) < smallestSkew ? 0 : degrees };
}

/** A small, soft copy: paper grain is gone, lines of text are not. */
function probeOf(raster: GreyRaster): Promise<GreyRaster> {
  const longest = Math.max(raster.width, raster.height);
  const scale = Math.min(1, (probeWidth * 1.4) / longest);
  const width = Math.max(1, Math.round(raster.width * scale));
  return toGreyRaster(greySharp(raster).resize({ width }));
}

/** Points, as two lists of coordinates: there are too many for objects. */
interface Points {
  readonly length: number;
  readonly x: Int16Array;
  readonly y: Int16Array;
}

/** The dark points of letters: darker than their surroundings, and in no long straight run. */
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

/** Compares each pixel with the mean of the square around it, which a shadow does not disturb. */
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

/** The angle at which the sums over the lines jump most, and how much. Lines run along the first coordinate. */
function steepest(along: Int16Array, over: Int16Array): { degrees: number; jump: number } {
  const best = { degrees: 0, jump: 0 };
  const consider = (degrees: number) => {
    const jump = jumpAt(along, over, degrees);
    if (jump > best.jump) Object.assign(best, { degrees, jump });
  };
  for (let degrees = -largestSkew; degrees <= largestSkew; degrees += coarseStep) consider(degrees);
  const coarse = best.degrees;
  for (let off = -coarseStep; off <= coarseStep; off += fineStep) consider(coarse + off);
  return best;
}

function jumpAt(along: Int16Array, over: Int16Array, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const offset = 2000;
  const sums = new Uint32Array(2 * offset);
  for (let point = 0; point < along.length; point++) {
    const line = Math.round((over[point] ?? 0) - (along[point] ?? 0) * slope) + offset;
    sums[line] = (sums[line] ?? 0) + 1;
  }
  let jump = 0;
  for (let line = 1; line < sums.length; line++) {
    jump += ((sums[line] ?? 0) - (sums[line - 1] ?? 0)) ** 2;
  }
  return jump;
}
