import type { GreyRaster } from './raster.ts';

/** A part of a page as fractions of its width and height. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const wholePage: Region = { x: 0, y: 0, width: 1, height: 1 };

/** Content is located in squares of this many pixels. */
const square = 32;
/** Ink is darker than the brightest spot of its square by at least this much: less is the grain of the paper. */
const inkBelowPaper = 48;
/** A square with text has at least this share of ink, a speck of dust less. */
const inkShare = 0.012;
const minTextNeighbours = 2;
/**
 * Content is worth enlarging when it is narrower than this share of the page and smaller than this share of its area.
 */
const narrow = 0.6;
const small = 0.42;
const margin = 0.02;

/** The part of a page that has content, when that is much smaller than the page; else the whole page. */
export function findContentRegion(raster: GreyRaster): Region {
  const columns = Math.ceil(raster.width / square);
  const rows = Math.ceil(raster.height / square);
  const inked = inkedSquares(raster, columns, rows);
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isText(inked, columns, rows, column, row)) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  if (right < left) return wholePage;
  const x = Math.max(0, (left * square) / raster.width - margin);
  const y = Math.max(0, (top * square) / raster.height - margin);
  const width = Math.min(1, ((right + 1) * square) / raster.width + margin) - x;
  const height = Math.min(1, ((bottom + 1) * square) / raster.height + margin) - y;
  return width < narrow && width * height < small ? { x, y, width, height } : wholePage;
}

function inkedSquares({ width, height, pixels }: GreyRaster, columns: number, rows: number) {
  const brightest = new Uint8Array(columns * rows);
  const dark = new Uint16Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / square) * columns;
    for (let x = 0; x < width; x++) {
      const at = row + Math.floor(x / square);
      brightest[at] = Math.max(brightest[at] ?? 0, pixels[y * width + x] ?? 0);
    }
  }
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / square) * columns;
    for (let x = 0; x < width; x++) {
      const at = row + Math.floor(x / square);
      if ((pixels[y * width + x] ?? 255) + inkBelowPaper > (brightest[at] ?? 0)) continue;
      dark[at] = (dark[at] ?? 0) + 1;
    }
  }
  return dark.map((count) => (count > inkShare * square * square ? 1 : 0));
}

/** Text comes in lines: a square on its own, or with only one neighbour, is dust. */
function isText(
  inked: Uint16Array,
  columns: number,
  rows: number,
  column: number,
  row: number,
): boolean {
  if (inked[row * columns + column] !== 1) return false;
  let neighbours = -1;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      neighbours += inked[y * columns + x] ?? 0;
    }
  }
  return neighbours >= minTextNeighbours;
}
