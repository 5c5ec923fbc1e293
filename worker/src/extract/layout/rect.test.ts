import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundingBox, isBeside } from './rect.ts';

describe('the bounding box of rectangles', () => {
  it('is the smallest rectangle that contains all of them', () => {
    const a = { left: 1, top: 5, right: 4, bottom: 6 };
    const b = { left: 2, top: 1, right: 9, bottom: 2 };
    assert.deepEqual(boundingBox([a, b]), { left: 1, top: 1, right: 9, bottom: 6 });
  });
});

describe('rectangles side by side', () => {
  it('are those with about the same vertical centre, measured by the lower one', () => {
    const rect = (top: number, bottom: number) => ({ left: 0, right: 1, top, bottom });
    assert.equal(isBeside(rect(0, 10), rect(2, 12)), true);
    assert.equal(isBeside(rect(0, 10), rect(9, 19)), false);
    assert.equal(isBeside(rect(0, 40), rect(0, 10)), false);
  });
});
