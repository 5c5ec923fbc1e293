import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findContentRegion, wholePage } from './find-content-region.ts';
import { drawnRaster, linesOfWords } from './drawn-raster.fixture.ts';

const [width, height] = [1600, 2200];

describe('the content of a page', () => {
  it('in a corner is found, with a small margin around it', () => {
    const area = { left: 200, top: 300, width: 500, height: 700 };
    const region = findContentRegion(drawnRaster(width, height, linesOfWords(area)));
    assert.notEqual(region, wholePage);
    assert.ok(region.x * width <= area.left && region.x * width > area.left - 100);
    assert.ok(region.y * height <= area.top && region.y * height > area.top - 100);
    assert.ok((region.x + region.width) * width < 900);
    assert.ok((region.y + region.height) * height < 1150);
  });
  it('that covers much of it counts as the whole page', () => {
    const area = { left: 150, top: 150, width: 1300, height: 1800 };
    assert.equal(findContentRegion(drawnRaster(width, height, linesOfWords(area))), wholePage);
  });
  it('is the whole page when there is none', () => {
    assert.equal(findContentRegion(drawnRaster(width, height, [])), wholePage);
  });
});

describe('faint print', () => {
  it('beside a dark stamp is content, too', () => {
    const faint = drawnRaster(
      width,
      height,
      linesOfWords({ left: 150, top: 150, width: 1300, height: 1800 }),
    );
    const pixels = faint.pixels.map((value) => (value < 100 ? 170 : value));
    const stamp = drawnRaster(
      width,
      height,
      linesOfWords({ left: 1000, top: 1700, width: 300, height: 160 }),
    );
    stamp.pixels.forEach((value, index) => {
      if (value < 100) pixels[index] = value;
    });
    assert.equal(findContentRegion({ width, height, pixels }), wholePage);
  });
});

describe('dust', () => {
  it('far from the text does not count', () => {
    const area = { left: 200, top: 300, width: 500, height: 700 };
    const speck = { left: 1500, top: 2100, width: 8, height: 8 };
    const clean = findContentRegion(drawnRaster(width, height, linesOfWords(area)));
    const dusty = findContentRegion(drawnRaster(width, height, [...linesOfWords(area), speck]));
    assert.deepEqual(dusty, clean);
  });
});
