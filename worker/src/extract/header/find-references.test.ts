import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findReferences } from './find-references.ts';
import { typedLayout } from '../typed-page.fixture.ts';

function referencesIn(text: string): string[] {
  return findReferences(typedLayout(text)).map(({ id }) => id);
}

function likenessOf(text: string): number {
  return findReferences(typedLayout(text))[0]?.likeness ?? 0;
}

describe('the number of a document', () => {
  it('is a word with at least one digit, with punctuation between its parts', () => {
    for (const text of [
      '12.30/004',
      '2026-12.50',
      '20261234',
      'INV-2026/17',
      'F2026.0017',
      'RE_2026_17',
      'VF2026/0017',
      'A1',
    ]) {
      assert.deepEqual(referencesIn(text), [text]);
    }
  });
  it('excludes punctuation around it', () => {
    assert.deepEqual(referencesIn('#20261234'), ['20261234']);
    assert.deepEqual(referencesIn('(20261234),'), ['20261234']);
  });
  it('may be groups of digits, or parts joined by punctuation with spaces', () => {
    assert.deepEqual(referencesIn('0226 2467 8735 8129'), ['0226 2467 8735 8129']);
    assert.deepEqual(referencesIn('018304 / 28865'), ['018304 / 28865']);
  });
  it('is not a word without digits, nor a date', () => {
    assert.deepEqual(referencesIn('Factuur van vandaag'), []);
    assert.deepEqual(referencesIn('24-11-2026'), []);
    assert.deepEqual(referencesIn('12 van 24-11-2026'), ['12']);
  });
  it('is not an amount, IBAN, VAT number, time or percentage', () => {
    for (const text of ['1.234,56', 'NL91ABNA0417164300', 'NL004495445B01', '12:30', '21%', '3e']) {
      assert.deepEqual(referencesIn(text), [], text);
    }
  });
});

describe('an unlikely document number', () => {
  it('is a year, a short number, a postcode', () => {
    for (const text of ['2026', '12', '123', '1234AB']) {
      assert.ok(likenessOf(text) > 0 && likenessOf(text) < 1, text);
    }
    assert.equal(likenessOf('1234'), 1);
    assert.equal(likenessOf('20261234'), 1);
  });
});
