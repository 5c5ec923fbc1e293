import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnRaster, linesOfWords, type DrawnWord } from './drawn-raster.fixture.ts';
import { findPicturedText } from './find-pictured-text.ts';
import type { GreyRaster } from './raster.ts';

const [width, height] = [595, 842];

/** A page with lines of small print in these areas: letters about as wide as at a pixel a point. */
function printed(...areas: readonly DrawnWord[]): GreyRaster {
  return drawnRaster(
    width,
    height,
    areas.flatMap((area) => [...linesOfWords(area, 6, 12)]),
  );
}

function filled(paint: (x: number, y: number) => number): GreyRaster {
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = paint(at % width, Math.floor(at / width));
  }
  return { width, height, pixels };
}

describe('text that is drawn on a page', () => {
  it('is found where it stands', () => {
    const area = { left: 60, top: 40, width: 260, height: 60 };
    const [region, ...more] = findPicturedText(printed(area));
    assert.ok(region && more.length === 0);
    assert.ok(region.x * width <= 60 && region.x * width > 30);
    assert.ok(region.y * height <= 40 && region.y * height > 15);
    assert.ok((region.y + region.height) * height >= 96);
  });
  it('is found in several places, and in two lines at the foot', () => {
    const head = { left: 60, top: 40, width: 260, height: 60 };
    const foot = { left: 40, top: 794, width: 500, height: 20 };
    assert.equal(findPicturedText(printed(head, foot)).length, 2);
  });
});

describe('what is no text', () => {
  const box = (x: number, y: number) => x > 100 && x < 220 && y > 100 && y < 220;
  const cases: Readonly<Record<string, GreyRaster>> = {
    'an empty page': filled(() => 255),
    'the rules of a table': filled((x, y) => (y % 20 === 0 || x % 60 === 0 ? 0 : 255)),
    'a dotted rule': filled((x, y) => (y === 300 && x % 3 === 0 ? 0 : 255)),
    'a bar code': filled((x, y) => (box(x, y) && (x * 7) % 5 < 2 ? 0 : 255)),
    'a matrix code': filled((x, y) =>
      box(x, y) && ((x >> 2) * 73 + (y >> 2) * 151) % 7 < 3 ? 0 : 255,
    ),
    'a photo': filled((x, y) => (box(x, y) ? (x * 37 + y * 91 + x * y) % 256 : 255)),
    'a coloured box': filled((x, y) => (box(x, y) ? 90 : 255)),
    'a logo in a few large letters': filled((x, y) =>
      box(x, y) && y > 140 && y < 190 && x % 30 < 16 ? 0 : 255,
    ),
  };
  for (const [what, raster] of Object.entries(cases)) {
    it(`is not found: ${what}`, () => {
      assert.deepEqual(findPicturedText(raster), []);
    });
  }
});
