import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatAmount,
  formatDecimal,
  formatMoney,
  formatRate,
  formatSide,
  sumOf,
  toDecimal,
  toMinor,
} from './format-money.ts';

describe('amounts', () => {
  it('are written the Dutch way, with a true minus sign', () => {
    assert.equal(formatAmount('1234567.8'), '1.234.567,80');
    assert.equal(formatAmount('-0.05'), '\u22120,05');
    assert.equal(formatAmount(0n), '0,00');
    assert.equal(formatMoney('1246.30'), '€\u00a01.246,30');
    assert.equal(formatMoney('12.00', 'USD'), 'USD\u00a012,00');
  });

  it('keep every cent beyond what a JavaScript number holds', () => {
    assert.equal(formatAmount('999999999999999.99'), '999.999.999.999.999,99');
    assert.equal(sumOf(['999999999999999.99', '0.01']), 100000000000000000n);
  });

  it('go to minor units and back', () => {
    for (const text of ['0.00', '-0.05', '12.50', '1234.56']) {
      assert.equal(toDecimal(toMinor(text)), text);
    }
  });

  it('are empty on the side where they are zero', () => {
    assert.equal(formatSide('0.00'), '');
    assert.equal(formatSide('0.10'), '0,10');
  });

  it('show quantities and rates without idle zeros', () => {
    assert.equal(formatDecimal('1234.500'), '1.234,5');
    assert.equal(formatRate(2100), '21%');
    assert.equal(formatRate(950), '9,5%');
  });
});
