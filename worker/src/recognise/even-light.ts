import { greySharp, resizeRaster, type GreyRaster } from './raster.ts';

/** Squares of this many pixels are bright where their paper is: larger than a letter, smaller than a shadow. */
const square = 32;
/** A tenth of a square's pixels is paper, even among dense text. */
const paperShare = 0.1;
/** Scanners differ by this much between paper and paper; more is a shadow. */
const unnoticed = 36;
/** Darker than this is a coloured field or a picture, not paper in shadow. */
const darkestPaper = 110;

/**
 * Takes a shadow or uneven light off a picture: each pixel is compared with the paper around it. A picture in even light
 * stays as it is. Tesseract decides by one threshold what is ink on a whole page, and loses the half in shadow.
 */
export async function evenLight(raster: GreyRaster): Promise<GreyRaster> {
  const paper = paperOf(raster);
  if (!isUneven(paper)) return raster;
  const softened: GreyRaster = {
    ...paper,
    pixels: await greySharp(paper).median(3).toColourspace('b-w').raw().toBuffer(),
  };
  const around = await resizeRaster(softened, raster.width, raster.height);
  const pixels = new Uint8Array(raster.pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const light = Math.max(darkestPaper, around.pixels[index] ?? 255);
    pixels[index] = Math.min(255, ((raster.pixels[index] ?? 0) * 255) / light);
  }
  return { ...raster, pixels };
}

/** How bright the paper is in each square. */
function paperOf({ width, height, pixels }: GreyRaster): GreyRaster {
  const columns = Math.ceil(width / square);
  const rows = Math.ceil(height / square);
  const paper = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const counts = new Uint32Array(256);
      let all = 0;
      for (let y = row * square; y < Math.min(height, (row + 1) * square); y++) {
        for (let x = column * square; x < Math.min(width, (column + 1) * square); x++) {
          const value = pixels[y * width + x] ?? 0;
          counts[value] = (counts[value] ?? 0) + 1;
          all += 1;
        }
      }
      paper[row * columns + column] = brightest(counts, all * paperShare);
    }
  }
  return { width: columns, height: rows, pixels: paper };
}

/** The value that so many of the counted pixels reach. */
function brightest(counts: Uint32Array, share: number): number {
  let seen = 0;
  for (let value = 255; value > 0; value--) {
    seen += counts[value] ?? 0;
    if (seen > share) return value;
  }
  return 0;
}

function isUneven({ pixels }: GreyRaster): boolean {
  const sorted = [...pixels].filter((value) => value >= darkestPaper).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 255;
  return at(0.95) - at(0.05) > unnoticed;
}
