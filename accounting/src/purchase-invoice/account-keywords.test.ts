import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rgsCodeByKeyword } from './account-keywords.ts';

describe('the account suggested by words', () => {
  it('knows Dutch, English and German words', () => {
    assert.equal(rgsCodeByKeyword('Hosting oktober'), 'WBedKanSof');
    assert.equal(rgsCodeByKeyword('Diesel B7 45 liter'), 'WBedAutBra');
    assert.equal(rgsCodeByKeyword('Huur november', null), 'WBedHuiBeh');
    assert.equal(rgsCodeByKeyword('Reinigung Treppenhaus'), 'WBedHuiSch');
  });
  it('finds words only where they begin', () => {
    assert.equal(rgsCodeByKeyword('Vegas vakantie'), null);
    assert.equal(rgsCodeByKeyword('xyz'), null);
  });
});
