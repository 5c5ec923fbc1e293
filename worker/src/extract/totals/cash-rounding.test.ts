import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sumMinor } from '@smart-accounting/accounting/money';
import { findTotals } from './find-totals.ts';
import { typedFacts } from '../typed-page.fixture.ts';

const receipt = `
Totaal excl. btw             10,19
Btw 21%                       2,14
Totaal incl. btw             12,33
Afronding                     0,02
Te betalen contant           12,35`;

describe('a total that a till rounded for cash', () => {
  it('is what was paid; net and tax stay, and the difference is outside VAT', () => {
    const { fields, vat, totalMinor } = findTotals(typedFacts(receipt));
    const sums = [fields.net_total?.value, fields.vat_total?.value, fields.total?.value];
    assert.deepEqual(sums, ['10.19', '2.14', '12.35']);
    const rows = vat.map(({ rateBp, category, baseMinor }) => [rateBp, category, baseMinor]);
    assert.deepEqual(rows, [
      [2100, 'S', 1019n],
      [0, 'O', 2n],
    ]);
    const booked = sumMinor(vat.map(({ baseMinor, vatMinor }) => baseMinor + vatMinor));
    assert.equal(booked, totalMinor);
    assert.ok((fields.total?.confidence ?? 0) > 0.8);
  });
  it('may have been rounded down, by an amount that is not legible', () => {
    const down = receipt
      .replace('2,14', '2,13')
      .replace('12,33', '12,32')
      .replace('0,02', '-,02')
      .replace('12,35', '12,30');
    assert.equal(findTotals(typedFacts(down)).fields.total?.value, '12.30');
  });
  it('is not taken for a total misread in its last digit', () => {
    const oneDigit = receipt.replace('2,14', '2,17').replace('12,33', '12,36');
    const { contradictory } = findTotals(typedFacts(oneDigit));
    assert.equal(contradictory, false);
  });
  it('stays as it is when nothing was rounded, or the rounded amount is not printed', () => {
    const total = (template: string) => findTotals(typedFacts(template)).fields.total?.value;
    assert.equal(total(receipt.replace(/Afronding.*\n/, '').replace(/Te betalen.*/, '')), '12.33');
    assert.equal(total(receipt.replace(/Te betalen.*/, '')), '12.33');
  });
});
