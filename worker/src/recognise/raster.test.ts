import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { drawnRaster } from './drawn-raster.fixture.ts';
import type { QuarterTurns } from './orientation.ts';
import {
  resizeRaster,
  toGreyRaster,
  toPageImage,
  rotateInPlace,
  type GreyRaster,
} from './raster.ts';

const mark = { left: 10, top: 20, width: 40, height: 20 };
const raster = drawnRaster(200, 100, [mark]);

/** The centre of the dark pixels, in fractions of the raster. */
function darkMiddle({ width, height, pixels }: GreyRaster): [number, number] {
  const dark = [...pixels.entries()].filter(([, value]) => value < 120).map(([index]) => index);
  const mean = (of: (index: number) => number) =>
    dark.reduce((sum, index) => sum + of(index), 0) / dark.length;
  return [
    mean((index) => index % width) / width,
    mean((index) => Math.floor(index / width)) / height,
  ];
}

function assertNear(
  actual: readonly number[],
  expected: readonly number[],
  tolerance = 0.02,
): void {
  actual.forEach((value, index) => {
    assert.ok(
      Math.abs(value - (expected[index] ?? 0)) <= tolerance,
      `${actual.join()} is not ${expected.join()}`,
    );
  });
}

describe('a raster', () => {
  it('of the requested size is not scaled', async () => {
    assert.equal(await resizeRaster(raster, 200, 100), raster);
  });
  it('keeps its content in place when it is scaled', async () => {
    const scaled = await resizeRaster(raster, 100, 100);
    assert.deepEqual([scaled.width, scaled.height, scaled.pixels.length], [100, 100, 10_000]);
    assertNear(darkMiddle(scaled), darkMiddle(raster));
  });
  it('keeps its size when it is rotated in place, and its content when it is rotated back', async () => {
    assert.equal(await rotateInPlace(raster, 0), raster);
    const turned = await rotateInPlace(raster, 3);
    assert.deepEqual([turned.width, turned.height], [200, 100]);
    assertNear(darkMiddle(await rotateInPlace(turned, -3)), darkMiddle(raster));
  });
});

describe('an image with colours and transparency', () => {
  it('becomes grey on white', async () => {
    const picture = sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const grey = await toGreyRaster(picture.png());
    assert.deepEqual([...new Set(grey.pixels)], [255]);
    assert.equal(grey.pixels.length, 16);
  });
});

describe('a page image', () => {
  const white = Buffer.alloc(60 * 40 * 3, 255);
  // The top left corner is black.
  for (let y = 0; y < 10; y++) white.fill(0, y * 60 * 3, y * 60 * 3 + 30);

  const cornerOf = async (image: Uint8Array) => {
    const { data, info } = await sharp(image)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => (data[y * info.width + x] ?? 255) < 100;
    const [right, bottom] = [info.width - 3, info.height - 3];
    const corners = { topLeft: at(2, 2), topRight: at(right, 2), bottomLeft: at(2, bottom) };
    const dark = Object.entries(corners).find(([, isDark]) => isDark)?.[0] ?? 'bottomRight';
    return { dark, width: info.width, height: info.height };
  };

  it('is rotated clockwise by quarter turns, to its size after rotation', async () => {
    const image = (turns: QuarterTurns, width: number, height: number) =>
      toPageImage(white, { width, height }, { turns, deskewDegrees: 0 });
    assert.deepEqual(await cornerOf(await image(0, 60, 40)), {
      dark: 'topLeft',
      width: 60,
      height: 40,
    });
    assert.deepEqual(await cornerOf(await image(1, 40, 60)), {
      dark: 'topRight',
      width: 40,
      height: 60,
    });
    assert.deepEqual(await cornerOf(await image(2, 60, 40)), {
      dark: 'bottomRight',
      width: 60,
      height: 40,
    });
    assert.deepEqual(await cornerOf(await image(3, 40, 60)), {
      dark: 'bottomLeft',
      width: 40,
      height: 60,
    });
  });
  it('is deskewed in place', async () => {
    const image = await toPageImage(
      white,
      { width: 60, height: 40 },
      { turns: 0, deskewDegrees: 2 },
    );
    const { width, height, format } = await sharp(image).metadata();
    assert.deepEqual([width, height, format], [60, 40, 'webp']);
  });
});
