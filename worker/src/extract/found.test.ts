import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evidenceOn, fieldWriter, inHundredths, sourceOf, trustIn } from './found.ts';
import { typedPage } from './typed-page.fixture.ts';

const pages = [typedPage(''), typedPage('', { number: 2, source: 'recognised' })];
const place = { page: 1, left: 59.5, top: 84.2, right: 119, bottom: 168.4 };

describe('where a value stands', () => {
  it('is a box in fractions of its page', () => {
    const { page, box } = evidenceOn(pages, place);
    assert.equal(page, 1);
    for (const value of Object.values(box ?? {})) assert.ok(Math.abs(value - 0.1) < 1e-9);
  });
  it('is nowhere for what was concluded, and on a page that is not there', () => {
    assert.deepEqual(evidenceOn(pages, null), { page: null, box: null });
    assert.deepEqual(evidenceOn(pages, { ...place, page: 3 }), { page: null, box: null });
  });
});

describe('what a value was read from', () => {
  it('is the page it stands on, else the first', () => {
    assert.equal(sourceOf(pages, place), 'text_layer');
    assert.equal(sourceOf(pages, { ...place, page: 2 }), 'recognised');
    assert.equal(sourceOf(pages, null), 'text_layer');
    assert.equal(sourceOf([], null), 'text_layer');
  });
});

describe('confidence', () => {
  it('of a rule is kept for words surely read, and halved at most for the worst', () => {
    assert.equal(trustIn(1), 1);
    assert.ok(trustIn(0) >= 0.5 && trustIn(0) < 0.6);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (words) => trustIn(words) <= 1),
    );
  });
  it('is written between 0 and 1 with two decimals', () => {
    assert.deepEqual([1.2, -0.1, 0.876, 0.874].map(inHundredths), [1, 0, 0.88, 0.87]);
    assert.deepEqual(fieldWriter(pages)({ value: 'x', place: null, confidence: 0.9949 }), {
      value: 'x',
      confidence: 0.99,
      source: 'text_layer',
      page: null,
      box: null,
    });
  });
});
