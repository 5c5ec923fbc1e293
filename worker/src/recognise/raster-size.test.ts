import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { documentLimits } from '@smart-accounting/worker-contract';
import {
  assertPageSize,
  imageSizeOf,
  isReceiptShaped,
  recognitionSizeOfPage,
  recognitionSizeOfPart,
  recognitionSizeOfPicture,
  type Size,
} from './raster-size.ts';
import { UnreadableDocument } from './unreadable-document.ts';

const mostPixels = 9_000_000;
const side = fc.integer({ min: 1, max: 40_000 });

describe('the size at which text is recognised', () => {
  it('is 250 dpi for a page of a PDF', () => {
    assert.deepEqual(recognitionSizeOfPage(72, 144), { width: 250, height: 500 });
    assert.deepEqual(recognitionSizeOfPage(595, 842), { width: 2066, height: 2924 });
  });
  it('never has more pixels than the limit, and always at least one', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        for (const size of [
          recognitionSizeOfPage(width, height),
          recognitionSizeOfPart({ width, height }),
          recognitionSizeOfPicture({ width, height }),
        ]) {
          assert.ok(size.width >= 1 && size.height >= 1);
          assert.ok(size.width * size.height <= mostPixels + size.width + size.height);
        }
      }),
    );
  });
  it('keeps the aspect ratio of the image', () => {
    const sides = fc.integer({ min: 500, max: 6000 });
    fc.assert(
      fc.property(sides, sides, (width, height) => {
        const size = recognitionSizeOfPicture({ width, height });
        assert.ok(Math.abs(size.width / size.height / (width / height) - 1) < 0.02);
      }),
    );
  });
  it('enlarges a small photo of a sheet at most twice, and scales a large one down', () => {
    assert.deepEqual(recognitionSizeOfPicture({ width: 600, height: 800 }), {
      width: 1200,
      height: 1600,
    });
    assert.equal(recognitionSizeOfPicture({ width: 2000, height: 2800 }).width, 2000);
    assert.ok(recognitionSizeOfPicture({ width: 4000, height: 5600 }).width <= 2540);
  });
  it('is smaller for a till receipt, whose letters are large', () => {
    assert.equal(recognitionSizeOfPicture({ width: 1500, height: 4500 }).width, 1200);
    assert.equal(recognitionSizeOfPicture({ width: 4500, height: 1500 }).height, 1200);
  });
});

describe('the shape of a till receipt', () => {
  it('is far longer than wide, in either orientation', () => {
    assert.equal(isReceiptShaped({ width: 500, height: 1500 }), true);
    assert.equal(isReceiptShaped({ width: 1500, height: 500 }), true);
    assert.equal(isReceiptShaped({ width: 595, height: 842 }), false);
    assert.equal(isReceiptShaped({ width: 100, height: 100 }), false);
  });
});

describe('the size of a page image', () => {
  it('has the requested width, unless it would be higher than WebP supports', () => {
    assert.deepEqual(imageSizeOf(1240, { width: 595, height: 842 }), { width: 1240, height: 1755 });
    const strip = imageSizeOf(1240, { width: 10, height: 1000 });
    assert.deepEqual(strip, { width: 160, height: 16_000 });
  });
});

describe('a page that is too large', () => {
  const refusal = (size: Size): string | null => {
    try {
      assertPageSize(size);
      return null;
    } catch (error) {
      assert.ok(error instanceof UnreadableDocument);
      return error.reason;
    }
  };

  it('is refused by its number of pixels, before any is decoded', () => {
    assert.equal(refusal({ width: 35_000, height: 35_000 }), 'page_too_large');
    const height = 10_000;
    const width = documentLimits.pagePixels / height;
    assert.equal(refusal({ width, height }), null);
    assert.equal(refusal({ width: width + 1, height }), 'page_too_large');
  });
  it('is refused by one side, too: a line of pixels is no page', () => {
    assert.equal(refusal({ width: 30_000, height: 1 }), null);
    for (const size of [
      { width: 30_001, height: 1 },
      { width: 1, height: 30_001 },
    ])
      assert.equal(refusal(size), 'page_too_large');
  });
  it('counts as damaged when it has no size', () => {
    for (const width of [0, -1, Number.NaN]) {
      assert.equal(refusal({ width, height: 10 }), 'damaged_pdf');
    }
  });
});
