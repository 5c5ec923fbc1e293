import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnRaster, linesOfWords, lit } from './drawn-raster.fixture.ts';
import { raiseContrast } from './raise-contrast.ts';
import type { GreyRaster } from './raster.ts';

const [width, height] = [600, 400];
const text = drawnRaster(
  width,
  height,
  linesOfWords({ left: 60, top: 60, width: 480, height: 280 }),
);
const isInk = text.pixels.map((value) => (value < 100 ? 1 : 0));

/** The text in this grey on paper of that grey, with grain of so many levels. */
function printed(ink: number, paper: number, grain = 0): GreyRaster {
  let seed = 7;
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.round((seed / 2_147_483_648 - 0.5) * 2 * grain);
  };
  const pixels = Uint8Array.from(isInk, (dark) => (dark === 1 ? ink : paper) + noise());
  return { width, height, pixels };
}

/** The share of the ink that comes out dark, and of the paper that does not come out light. */
function judged({ pixels }: GreyRaster) {
  const share = (dark: number, isRight: (value: number) => boolean) => {
    const values = pixels.filter((_, index) => isInk[index] === dark);
    return values.filter(isRight).length / values.length;
  };
  return { ink: share(1, (value) => value < 128), specks: share(0, (value) => value < 128) };
}

describe('raised contrast', () => {
  it('makes ink dark and paper light, however faint the print', () => {
    for (const [ink, paper] of [
      [30, 235],
      [200, 235],
      [220, 240],
      [225, 240],
      [90, 110],
    ] as const) {
      const { ink: found, specks } = judged(raiseContrast(printed(ink, paper)));
      assert.ok(found > 0.97, `${ink} on ${paper}: ${found}`);
      assert.ok(specks < 0.01, `${ink} on ${paper}: ${specks}`);
    }
  });
  it('does so in shadow and in light alike', () => {
    const shaded = lit(printed(205, 240), (x, y) => 1 - 0.5 * x * y);
    const { ink, specks } = judged(raiseContrast(shaded));
    assert.ok(ink > 0.95 && specks < 0.02, `${ink} ${specks}`);
  });
  it('does not turn the grain of the paper into specks', () => {
    const { ink, specks } = judged(raiseContrast(printed(190, 235, 8)));
    assert.ok(ink > 0.95 && specks < 0.01, `${ink} ${specks}`);
  });
  it('leaves an empty page empty', () => {
    const empty = raiseContrast(drawnRaster(width, height, []));
    assert.ok(empty.pixels.every((value) => value === 255));
  });
});
