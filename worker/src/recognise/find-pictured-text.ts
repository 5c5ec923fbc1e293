import type { Region } from './find-content-region.ts';
import type { GreyRaster } from './raster.ts';

/** Text is located in squares of this many pixels, at about a pixel a point. */
const square = 12;
/** Neighbouring pixels that differ by more are the edge of a letter. */
const edge = 40;
/** A square with text has at least so many edges; rules and the borders of boxes have fewer. */
const minEdges = 8;
/** Squares of one text are at most this many squares apart. */
const reach = 2;
/** Lines of text are so many pixels high; what is lower is a dotted rule, what is higher a photo or a bar code. */
const lineHeight = { min: 3, max: 20 };
/** A row that crosses a line of text has at least this many edges, one between two lines at most this many. */
const minRowEdges = 8;
/** A letter has two or three edges in a row: the lines of a text have at least about twenty-five letters together. */
const minTextEdges = 60;
const maxRegions = 6;
const margin = 4;

/**
 * Finds where a picture shows text: a letterhead that is an image, or whose letters are drawn as outlines. A name drawn
 * as a logo in a few large letters is not worth reading, and a photo, a bar code and the rules of a table are no text.
 * @param raster a page without its own text, at about a pixel a point
 * @returns at most six parts of the page, those with the most text
 */
export function findPicturedText(raster: GreyRaster): Region[] {
  return groupSquares(raster)
    .map((box) => ({ box, edges: textEdgesIn(raster, box) }))
    .filter(({ edges }) => edges >= minTextEdges)
    .sort((a, b) => b.edges - a.edges)
    .slice(0, maxRegions)
    .map(({ box }) => regionOf(raster, box));
}

/** Pixels from the left and top; the right and bottom ones are no part of it. */
interface PixelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function isEdge({ width, pixels }: GreyRaster, x: number, y: number): boolean {
  const at = y * width + x;
  return Math.abs((pixels[at] ?? 0) - (pixels[at + 1] ?? 0)) > edge;
}

/** The boxes around squares with text that are near each other. */
function groupSquares(raster: GreyRaster): PixelBox[] {
  const { width, height, pixels } = raster;
  const [columns, rows] = [Math.ceil(width / square), Math.ceil(height / square)];
  const edges = new Uint16Array(columns * rows);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width - 1; x++) {
      const pixel = y * width + x;
      // Most of a page is blank, and there are many pixels.
      if (pixels[pixel] === pixels[pixel + 1] || !isEdge(raster, x, y)) continue;
      const at = Math.floor(y / square) * columns + Math.floor(x / square);
      edges[at] = (edges[at] ?? 0) + 1;
    }
  }
  const boxes: PixelBox[] = [];
  const open: number[] = [];
  for (let start = 0; start < edges.length; start++) {
    if ((edges[start] ?? 0) < minEdges) continue;
    const box = { left: width, top: height, right: 0, bottom: 0 };
    open.push(start);
    edges[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [column, row] = [at % columns, Math.floor(at / columns)];
      box.left = Math.min(box.left, column * square);
      box.top = Math.min(box.top, row * square);
      box.right = Math.max(box.right, Math.min(width, (column + 1) * square));
      box.bottom = Math.max(box.bottom, Math.min(height, (row + 1) * square));
      for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
        for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
          const next = y * columns + x;
          if ((edges[next] ?? 0) < minEdges) continue;
          edges[next] = 0;
          open.push(next);
        }
      }
    }
    boxes.push(box);
  }
  return boxes;
}

/** The edges that the lines of text in a box have in their densest rows; 0 where there are no lines with gaps between. */
function textEdgesIn(raster: GreyRaster, { left, top, right, bottom }: PixelBox): number {
  let sum = 0;
  let line = { height: 0, edges: 0 };
  for (let y = top; y <= bottom; y++) {
    let edges = 0;
    for (let x = left; y < bottom && x < right - 1; x++) if (isEdge(raster, x, y)) edges += 1;
    if (edges >= minRowEdges) {
      line = { height: line.height + 1, edges: Math.max(line.edges, edges) };
      continue;
    }
    if (line.height >= lineHeight.min && line.height <= lineHeight.max) sum += line.edges;
    line = { height: 0, edges: 0 };
  }
  return sum;
}

function regionOf({ width, height }: GreyRaster, box: PixelBox): Region {
  const [left, top] = [Math.max(0, box.left - margin), Math.max(0, box.top - margin)];
  return {
    x: left / width,
    y: top / height,
    width: (Math.min(width, box.right + margin) - left) / width,
    height: (Math.min(height, box.bottom + margin) - top) / height,
  };
}
