import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnRaster, linesOfWords, lit } from './drawn-raster.fixture.ts';
import { greySharp, toGreyRaster, rotateInPlace } from './raster.ts';
import { detectSkew } from './detect-skew.ts';

const page = drawnRaster(
  1240,
  1754,
  linesOfWords({ left: 120, top: 150, width: 1000, height: 1400 }),
);

describe('the lines of a page', () => {
  it('have no skew when the page is upright and level', async () => {
    assert.deepEqual(await detectSkew(page), { sideways: false, skewDegrees: 0 });
  });
  it('have the angle by which the page is skewed, clockwise', async () => {
    for (const degrees of [-8, -3.5, -1, 0.6, 2, 5, 10]) {
      const { sideways, skewDegrees } = await detectSkew(await rotateInPlace(page, degrees));
      assert.equal(sideways, false);
      assert.ok(Math.abs(skewDegrees - degrees) <= 0.2, `${degrees}° was seen as ${skewDegrees}°`);
    }
  });
  it('are sideways when they run from top to bottom or from bottom to top', async () => {
    for (const turn of [90, 270]) {
      const turned = await toGreyRaster(greySharp(page).rotate(turn));
      assert.equal((await detectSkew(turned)).sideways, true);
      const { sideways, skewDegrees } = await detectSkew(await rotateInPlace(turned, 2));
      assert.equal(sideways, true);
      assert.ok(Math.abs(skewDegrees - 2) <= 0.2, `seen as ${skewDegrees}°`);
    }
  });
  it('are measured in spite of a shadow', async () => {
    const shadowed = lit(await rotateInPlace(page, 2), (x, y) => 1 - 0.4 * x * y);
    const { skewDegrees } = await detectSkew(shadowed);
    assert.ok(Math.abs(skewDegrees - 2) <= 0.2);
  });
});

describe('rules and edges', () => {
  it('are not taken for text: a level page with a slanting edge stays level', async () => {
    const rule = { left: 100, top: 100, width: 1040, height: 3 };
    const pixels = new Uint8Array(page.pixels);
    for (let x = rule.left; x < rule.left + rule.width; x++) {
      const y = 1600 + Math.round(x * 0.05);
      for (let line = y; line < Math.min(1754, y + 3); line++) pixels[line * 1240 + x] = 20;
    }
    const { sideways, skewDegrees } = await detectSkew({ ...page, pixels });
    assert.equal(sideways, false);
    assert.ok(Math.abs(skewDegrees) < 0.25);
  });
});

describe('a page with hardly any ink', () => {
  it('counts as level', async () => {
    const words = [{ left: 300, top: 300, width: 40, height: 12 }];
    for (const raster of [drawnRaster(1240, 1754, words), drawnRaster(1240, 1754, [])]) {
      assert.deepEqual(await detectSkew(raster), { sideways: false, skewDegrees: 0 });
    }
  });
});
