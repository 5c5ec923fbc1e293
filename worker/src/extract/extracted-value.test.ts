import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  evidenceOn,
  toReadField,
  roundConfidence,
  sourceOf,
  readingFactor,
} from './extracted-value.ts';
import { typedPage } from './typed-page.fixture.ts';

const pages = [typedPage(''), typedPage('', { number: 2, source: 'recognised' })];
const place = { page: 1, left: 59.5, top: 84.2, right: 119, bottom: 168.4 };

describe('the place of a value', () => {
  it('is a box in fractions of its page', () => {
    const { page, box } = evidenceOn(pages, place);
    assert.equal(page, 1);
    for (const value of Object.values(box ?? {})) assert.ok(Math.abs(value - 0.1) < 1e-9);
  });
  it('is null for a value that was inferred, and on a page that does not exist', () => {
    assert.deepEqual(evidenceOn(pages, null), { page: null, box: null });
    assert.deepEqual(evidenceOn(pages, { ...place, page: 3 }), { page: null, box: null });
  });
});

describe('the source of a value', () => {
  it('is that of its page, else of the first page', () => {
    assert.equal(sourceOf(pages, place), 'text_layer');
    assert.equal(sourceOf(pages, { ...place, page: 2 }), 'recognised');
    assert.equal(sourceOf(pages, null), 'text_layer');
    assert.equal(sourceOf([], null), 'text_layer');
  });
});

describe('confidence', () => {
  it('of a rule is kept for certain words, and at most about halved for the least certain', () => {
    assert.equal(readingFactor(1), 1);
    assert.ok(readingFactor(0) >= 0.5 && readingFactor(0) < 0.6);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (words) => readingFactor(words) <= 1),
    );
  });
  it('is limited to 0 to 1 and rounded to two decimals', () => {
    assert.deepEqual([1.2, -0.1, 0.876, 0.874].map(roundConfidence), [1, 0, 0.88, 0.87]);
    assert.deepEqual(
      toReadField({ value: 'x', place: null, secondBest: null, confidence: 0.9949 }, pages),
      {
        value: 'x',
        confidence: 0.99,
        source: 'text_layer',
        page: null,
        box: null,
      },
    );
  });
});
