import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnRaster, linesOfWords, lit } from './drawn-raster.fixture.ts';
import { removeShadows } from './remove-shadows.ts';
import type { GreyRaster } from './raster.ts';

const words = linesOfWords({ left: 80, top: 80, width: 640, height: 840 });
const page = drawnRaster(800, 1000, words);

/** The brightness of the paper at a point without words. */
function paperAt({ width, pixels }: GreyRaster, x: number, y: number): number {
  return pixels[y * width + x] ?? 0;
}

describe('an evenly lit page', () => {
  it('stays as it is', async () => {
    assert.equal(await removeShadows(page), page);
    const dim = lit(page, () => 0.8);
    assert.equal(await removeShadows(dim), dim);
  });
});

describe('a page half in shadow', () => {
  const shadowed = lit(page, (x) => 1 - 0.45 * x);

  it('becomes as bright on its dark side as on its light side', async () => {
    const even = await removeShadows(shadowed);
    const [left, right] = [paperAt(even, 20, 500), paperAt(even, 780, 500)];
    assert.ok(paperAt(shadowed, 20, 500) - paperAt(shadowed, 780, 500) > 80);
    assert.ok(Math.abs(left - right) < 20, `${left} and ${right}`);
    assert.ok(right > 230);
  });
  it('keeps its words dark', async () => {
    const even = await removeShadows(shadowed);
    for (const { left, top } of words) assert.ok(paperAt(even, left + 2, top + 8) < 110);
  });
});

describe('a coloured area', () => {
  it('is not a shadow: text in it keeps its contrast', async () => {
    const field = lit(page, (x, y) => (y < 0.2 && x > 0.5 ? 0.2 : 1));
    const even = await removeShadows(field);
    assert.ok(paperAt(even, 760, 20) < 130);
  });
});
