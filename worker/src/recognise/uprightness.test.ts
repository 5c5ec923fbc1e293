import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnRaster, linesOfWords, lit } from './drawn-raster.fixture.ts';
import { greySharp, toGreyRaster, turnInPlace } from './raster.ts';
import { findTextDirection } from './uprightness.ts';

const page = drawnRaster(
  1240,
  1754,
  linesOfWords({ left: 120, top: 150, width: 1000, height: 1400 }),
);

describe('the lines of a page', () => {
  it('that stand upright and level are known to', async () => {
    assert.deepEqual(await findTextDirection(page), { sideways: false, offDegrees: 0 });
  });
  it('that are off by an angle are known by that angle, clockwise', async () => {
    for (const degrees of [-8, -3.5, -1, 0.6, 2, 5, 10]) {
      const { sideways, offDegrees } = await findTextDirection(await turnInPlace(page, degrees));
      assert.equal(sideways, false);
      assert.ok(Math.abs(offDegrees - degrees) <= 0.2, `${degrees}° was seen as ${offDegrees}°`);
    }
  });
  it('that run along the page are sideways, whichever way', async () => {
    for (const turn of [90, 270]) {
      const turned = await toGreyRaster(greySharp(page).rotate(turn));
      assert.equal((await findTextDirection(turned)).sideways, true);
      const { sideways, offDegrees } = await findTextDirection(await turnInPlace(turned, 2));
      assert.equal(sideways, true);
      assert.ok(Math.abs(offDegrees - 2) <= 0.2, `seen as ${offDegrees}°`);
    }
  });
  it('are seen through a shadow', async () => {
    const shadowed = lit(await turnInPlace(page, 2), (x, y) => 1 - 0.4 * x * y);
    const { offDegrees } = await findTextDirection(shadowed);
    assert.ok(Math.abs(offDegrees - 2) <= 0.2);
  });
});

describe('rules and edges', () => {
  it('are no lines of text: a level page with a slanting edge stays level', async () => {
    const rule = { left: 100, top: 100, width: 1040, height: 3 };
    const pixels = new Uint8Array(page.pixels);
    for (let x = rule.left; x < rule.left + rule.width; x++) {
      const y = 1600 + Math.round(x * 0.05);
      for (let line = y; line < Math.min(1754, y + 3); line++) pixels[line * 1240 + x] = 20;
    }
    const { sideways, offDegrees } = await findTextDirection({ ...page, pixels });
    assert.equal(sideways, false);
    assert.ok(Math.abs(offDegrees) < 0.25);
  });
});

describe('a page with hardly anything on it', () => {
  it('is left as it is', async () => {
    const words = [{ left: 300, top: 300, width: 40, height: 12 }];
    for (const raster of [drawnRaster(1240, 1754, words), drawnRaster(1240, 1754, [])]) {
      assert.deepEqual(await findTextDirection(raster), { sideways: false, offDegrees: 0 });
    }
  });
});
