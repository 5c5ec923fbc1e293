import type { GreyRaster } from './raster.ts';

/** Half the side of the square whose brightness a pixel is compared with: larger than a letter, smaller than a shadow. */
const reach = 24;
/** Nothing fainter than this many levels of grey is ink, on however clean a paper. */
const leastDeviation = 5;
/** The grain of the paper deviates less than a fraction of what ink does: ink is at least this many times stronger. */
const inkOverGrain = 3;
/** At least one square of a page in twelve has nothing on them but paper. */
const blankShare = 0.08;
/** How far below its surroundings, in their standard deviations, a pixel begins to be ink, and is ink altogether. */
const ink = { from: 0.7, to: 1.7 };

/**
 * A copy in which ink is black and paper white, however faint the one and dark the other: each pixel is judged by how
 * far it is below the mean of the square around it, in standard deviations of that square (a local threshold after
 * Niblack, with the least deviation taken from the grain of the paper). Sums slide along with the square, so that it
 * needs no memory but for the copy.
 */
export function raiseContrast(raster: GreyRaster): GreyRaster {
  const { width, height } = raster;
  const least = Math.max(leastDeviation, inkOverGrain * grainOf(raster));
  const pixels = new Uint8Array(width * height);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let y = 0; y < Math.min(height, reach); y++) addRow(raster, y, 1, sums, squares);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(raster, y + reach, 1, sums, squares);
    if (y - reach - 1 >= 0) addRow(raster, y - reach - 1, -1, sums, squares);
    const rows = Math.min(height, y + reach + 1) - Math.max(0, y - reach);
    writeRow(raster, y, rows, least, sums, squares, pixels);
  }
  return { width, height, pixels };
}

/** Adds a row to the sums of each column, or takes it away. */
function addRow(
  { width, pixels }: GreyRaster,
  y: number,
  sign: 1 | -1,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let x = 0, at = y * width; x < width; x++, at++) {
    const value = pixels[at] ?? 0;
    sums[x] = (sums[x] ?? 0) + sign * value;
    squares[x] = (squares[x] ?? 0) + sign * value * value;
  }
}

function writeRow(
  { width, pixels }: GreyRaster,
  y: number,
  rows: number,
  least: number,
  sums: Float64Array,
  squares: Float64Array,
  result: Uint8Array,
): void {
  let [sum, square] = [0, 0];
  for (let x = 0; x < Math.min(width, reach); x++) {
    sum += sums[x] ?? 0;
    square += squares[x] ?? 0;
  }
  for (let x = 0, at = y * width; x < width; x++, at++) {
    if (x + reach < width) {
      sum += sums[x + reach] ?? 0;
      square += squares[x + reach] ?? 0;
    }
    if (x - reach - 1 >= 0) {
      sum -= sums[x - reach - 1] ?? 0;
      square -= squares[x - reach - 1] ?? 0;
    }
    const count = rows * (Math.min(width, x + reach + 1) - Math.max(0, x - reach));
    const mean = sum / count;
    const deviation = Math.max(least, Math.sqrt(Math.max(0, square / count - mean * mean)));
    const below = (mean - (pixels[at] ?? 0)) / deviation;
    const share = (below - ink.from) / (ink.to - ink.from);
    result[at] = 255 - 255 * Math.min(1, Math.max(0, share));
  }
}

/** The standard deviation of paper without ink, measured in squares all over the page. */
function grainOf({ width, height, pixels }: GreyRaster): number {
  const side = Math.min(2 * reach, width, height);
  const deviations: number[] = [];
  for (let top = 0; top + side <= height; top += side) {
    for (let left = 0; left + side <= width; left += side) {
      let [sum, square] = [0, 0];
      for (let y = top; y < top + side; y++) {
        for (let at = y * width + left; at < y * width + left + side; at++) {
          const value = pixels[at] ?? 0;
          sum += value;
          square += value * value;
        }
      }
      const mean = sum / side ** 2;
      deviations.push(Math.sqrt(Math.max(0, square / side ** 2 - mean * mean)));
    }
  }
  deviations.sort((a, b) => a - b);
  return deviations[Math.floor(blankShare * deviations.length)] ?? 0;
}

/** Contrast is measured in squares of this many pixels: about a letter and a half. */
const contrastSquare = 32;
/** Squares with less contrast than this are paper. */
const grainContrast = 24;

/** How much darker the print on a page usually is than its paper: the median over the squares that have any, 0 to 255. */
export function contrastOf({ width, height, pixels }: GreyRaster): number {
  const contrasts: number[] = [];
  for (let top = 0; top < height; top += contrastSquare) {
    for (let left = 0; left < width; left += contrastSquare) {
      let [least, most] = [255, 0];
      for (let y = top; y < Math.min(height, top + contrastSquare); y++) {
        for (let x = left; x < Math.min(width, left + contrastSquare); x++) {
          const value = pixels[y * width + x] ?? 0;
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      if (most - least >= grainContrast) contrasts.push(most - least);
    }
  }
  contrasts.sort((a, b) => a - b);
  return contrasts[Math.floor(contrasts.length / 2)] ?? 0;
}
