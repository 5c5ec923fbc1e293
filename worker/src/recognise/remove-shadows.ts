import { greySharp, resizeRaster, type GreyRaster } from './raster.ts';

/**
 * The brightness of the paper is measured in squares of this many pixels: larger than a letter, smaller than a shadow.
 */
const square = 32;
/** At least a tenth of a square's pixels are paper, even in dense text. */
const paperShare = 0.1;
/** In a plain scan the brightness of the paper varies by up to this much; more than that is a shadow. */
const evenRange = 36;
/** Anything darker is a coloured area or an image, not paper in shadow. */
const darkestPaper = 110;

/**
 * Removes shadows and uneven lighting: each pixel is scaled by the brightness of the paper around it. An evenly lit
 * raster is returned unchanged. Needed because Tesseract binarises a whole page with one threshold, and loses the part
 * in shadow.
 */
export async function removeShadows(raster: GreyRaster): Promise<GreyRaster> {
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

/** The brightness of the paper in each square. */
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

/** The brightness that more than `share` of the counted pixels reach. */
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
  return at(0.95) - at(0.05) > evenRange;
}
