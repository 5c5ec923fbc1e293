import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoDate } from './iso-date.ts';
import { vatCodeNamed, vatCodes, vatRateBp, vatRateKind } from './vat.ts';

describe('VAT codes', () => {
  it('are unique and have an account for every tax they book', () => {
    assert.equal(new Set(vatCodes.map((code) => code.code)).size, vatCodes.length);
    for (const code of vatCodes)
      assert.equal(code.taxBox !== null, code.taxRole !== null, code.code);
  });
  it('put reverse charge into the box where it is due', () => {
    assert.equal(vatCodeNamed('IVL').taxBox, '2a');
    assert.equal(vatCodeNamed('IED').taxBox, '4b');
    assert.equal(vatCodeNamed('IBU').taxBox, '4a');
    assert.ok(vatCodeNamed('IEG').reverseCharge);
  });
  it('says which codes there are when asked for another', () => {
    assert.throws(() => vatCodeNamed('I6'), /"I6" is not a VAT code; the codes are V21/);
  });
});

describe('VAT rates', () => {
  it('follow the date of supply', () => {
    assert.equal(vatRateBp('standard', isoDate('2012-09-30')), 1900);
    assert.equal(vatRateBp('standard', isoDate('2012-10-01')), 2100);
    assert.equal(vatRateBp('reduced', isoDate('2018-12-31')), 600);
    assert.equal(vatRateBp('reduced', isoDate('2019-01-01')), 900);
  });
  it('know a foreign rate when they see one', () => {
    assert.equal(vatRateKind(1900, isoDate('2026-01-01')), null);
    assert.equal(vatRateKind(900, isoDate('2026-01-01')), 'reduced');
    assert.equal(vatRateKind(0, isoDate('2026-01-01')), 'zero');
  });
});
