import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { documentLimits } from '@smart-accounting/worker-contract';
import { pixelShapesOf } from './tiff-resolution.ts';

const dot = sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } });

function tiff(xDpi: number, yDpi: number, bigtiff = false): Promise<Buffer> {
  return dot
    .clone()
    .tiff({ xres: xDpi / 25.4, yres: yDpi / 25.4, bigtiff })
    .toBuffer();
}

/** A directory of these tags, each a rational, and the offset of the next directory. */
interface Directory {
  readonly tags: readonly (readonly [tag: number, over: number, under: number])[];
  readonly next?: number;
}

/** A TIFF that consists of directories only, each 100 bytes long, in either byte order. */
function directories(order: 'II' | 'MM', list: readonly Directory[]): Uint8Array {
  const bytes = new Uint8Array(8 + 100 * list.length);
  const view = new DataView(bytes.buffer);
  const little = order === 'II';
  bytes.set(Buffer.from(order));
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  list.forEach(({ tags, next }, index) => {
    const at = 8 + 100 * index;
    view.setUint16(at, tags.length, little);
    tags.forEach(([tag, over, under], nth) => {
      const entry = at + 2 + 12 * nth;
      const value = at + 60 + 8 * nth;
      view.setUint16(entry, tag, little);
      view.setUint16(entry + 2, 5, little);
      view.setUint32(entry + 4, 1, little);
      view.setUint32(entry + 8, value, little);
      view.setUint32(value, over, little);
      view.setUint32(value + 4, under, little);
    });
    const last = index === list.length - 1;
    view.setUint32(at + 2 + 12 * tags.length, next ?? (last ? 0 : at + 100), little);
  });
  return bytes;
}

describe('the shape of the pixels of a TIFF', () => {
  it('is the ratio of its two resolutions', async () => {
    for (const [x, y] of [
      [204, 98],
      [204, 196],
      [200, 200],
      [100, 200],
    ] as const) {
      for (const bigtiff of [false, true]) {
        const [shape = 0] = pixelShapesOf(await tiff(x, y, bigtiff));
        assert.ok(Math.abs(shape - x / y) < 0.001, `${x} by ${y}: ${shape}`);
      }
    }
  });
  it('is read for each page, in either byte order', () => {
    for (const order of ['II', 'MM'] as const) {
      const fax = { tags: [[282, 204, 1] as const, [283, 98, 1] as const] };
      const fine = { tags: [[282, 400, 2] as const, [283, 200, 1] as const] };
      assert.deepEqual(pixelShapesOf(directories(order, [fax, fine, fax])), [
        204 / 98,
        1,
        204 / 98,
      ]);
    }
  });
  it('is square when a resolution is missing, zero or implausible', () => {
    for (const tags of [
      [],
      [[282, 204, 1] as const],
      [[282, 204, 1] as const, [283, 0, 1] as const],
      [[282, 204, 1] as const, [283, 98, 0] as const],
      [[282, 0, 0] as const, [283, 0, 0] as const],
      [[282, 72_000, 1] as const, [283, 72, 1] as const],
    ]) {
      assert.deepEqual(pixelShapesOf(directories('II', [{ tags }])), [1]);
    }
  });
  it('is read for at most as many pages as a document may have when directories form a loop', () => {
    const circle = directories('II', [{ tags: [], next: 8 }]);
    assert.equal(pixelShapesOf(circle).length, documentLimits.pages);
  });
  it('is square or plausible for any bytes, which never make it throw', async () => {
    const big = Uint8Array.from(await tiff(204, 98, true));
    const small = directories('II', [{ tags: [[282, 204, 1] as const, [283, 98, 1] as const] }]);
    fc.assert(
      fc.property(
        fc.constantFrom(big, small),
        fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(Math.max(big.length, small.length)),
        (sound, changes, length) => {
          const bytes = Uint8Array.from(sound);
          for (const [at, value] of changes) bytes[at] = value;
          const shapes = pixelShapesOf(bytes.subarray(0, length));
          assert.ok(shapes.every((shape) => shape >= 0.25 && shape <= 4));
        },
      ),
    );
  });
});
