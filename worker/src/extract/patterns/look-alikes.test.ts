import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isIban } from '@smart-accounting/accounting/iban';
import { isVatNumber } from '@smart-accounting/accounting/vat-number';
import {
  generateIban,
  generateVatNumber,
} from '@smart-accounting/worker-evaluate/generate/identifiers';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { repairedIban, repairedVatNumber } from './look-alikes.ts';

const letterForDigit: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 8: 'B' };

/** The text with digits from a position on misread as letters, where they have a look-alike. */
function misread(text: string, from: number): string {
  return (
    text.slice(0, from) + text.slice(from).replace(/\d/g, (digit) => letterForDigit[digit] ?? digit)
  );
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('an IBAN with letters instead of digits', () => {
  it('is repaired to the one that was meant', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom('NL', 'DE', 'BE', 'GB'), (number, country) => {
        const iban = generateIban(new Random(number), country);
        assert.equal(repairedIban(misread(iban, 2)), iban);
      }),
    );
  });
  it('is repaired the other way round, too, where the bank code has letters', () => {
    assert.equal(repairedIban('NL91A8NA0417164300'), 'NL91ABNA0417164300');
    assert.equal(repairedIban('NL13TR1O0417164300'), 'NL13TRIO0417164300');
  });
  it('stays as it is when its length or country is unknown', () => {
    for (const text of ['NL91ABNA041716430', 'XX91ABNO0417164300', '', 'NL']) {
      assert.equal(repairedIban(text), text);
    }
  });
  it('is not changed by the repair when it was valid', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom('NL', 'DE', 'BE', 'GB', 'FR'), (number, country) => {
        const iban = generateIban(new Random(number), country);
        assert.ok(isIban(iban));
        assert.equal(repairedIban(iban), iban);
      }),
    );
  });
});

describe('a VAT number with letters instead of digits', () => {
  it('is repaired to the one that was meant', () => {
    fc.assert(
      fc.property(seed, fc.constantFrom('NL', 'DE', 'BE', 'GB'), (number, country) => {
        const vatNumber = generateVatNumber(new Random(number), country);
        assert.ok(isVatNumber(vatNumber));
        assert.equal(repairedVatNumber(misread(vatNumber, 2)), vatNumber);
      }),
    );
  });
  it('has no O and no I in France, where letters are allowed', () => {
    assert.equal(repairedVatNumber('FRI0O23456789'), 'FR10023456789');
    assert.equal(repairedVatNumber('FRXX123456789'), 'FRXX123456789');
  });
});
