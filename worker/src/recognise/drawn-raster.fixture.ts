import type { GreyRaster } from './raster.ts';

const paper = 235;
const ink = 30;

/** The place of a word on a raster, in pixels. */
export interface DrawnWord {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Paper with words on it, each drawn as a row of dark bars of varying width, like letters. */
export function drawnRaster(
  width: number,
  height: number,
  words: readonly DrawnWord[],
): GreyRaster {
  const pixels = new Uint8Array(width * height).fill(paper);
  for (const [index, word] of words.entries()) {
    const end = Math.min(width, word.left + word.width);
    for (let x = word.left, letter = index; x < end; letter++) {
      const letterEnd = Math.min(end, x + 4 + ((letter * 7) % 6));
      for (let y = word.top; y < Math.min(height, word.top + word.height); y++) {
        pixels.fill(ink, y * width + x, y * width + letterEnd);
      }
      x = letterEnd + 3 + ((letter * 5) % 4);
    }
  }
  return { width, height, pixels };
}

/** Words in lines as on a page of text: of varying length, ragged on the right. */
export function linesOfWords(area: DrawnWord, lineHeight = 18, pitch = 40): readonly DrawnWord[] {
  const words: DrawnWord[] = [];
  for (
    let top = area.top, line = 0;
    top + lineHeight <= area.top + area.height;
    top += pitch, line++
  ) {
    const right = area.left + area.width * (1 - (0.3 * ((line * 7) % 5)) / 4);
    for (let left = area.left, word = line; left + 60 < right; word++) {
      const width = 60 + ((word * 37) % 4) * 24;
      words.push({ left, top, width: Math.min(width, right - left), height: lineHeight });
      left += width + 20;
    }
  }
  return words.map(({ left, top, width, height }) => ({
    left: Math.round(left),
    top: Math.round(top),
    width: Math.round(width),
    height,
  }));
}

/** The raster with each pixel multiplied by `light(x, y)`, where x and y run from 0 to 1 across and down. */
export function lit(raster: GreyRaster, light: (x: number, y: number) => number): GreyRaster {
  const pixels = raster.pixels.map((value, index) => {
    const x = (index % raster.width) / raster.width;
    const y = Math.floor(index / raster.width) / raster.height;
    return value * light(x, y);
  });
  return { ...raster, pixels };
}
