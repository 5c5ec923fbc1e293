import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isIban } from '@smart-accounting/accounting/iban';
import { isKvkNumber, isVatNumber } from '@smart-accounting/accounting/vat-number';
import {
  inGroupsOfFour,
  generateIban,
  generateKvkNumber,
  generateVatNumber,
} from './identifiers.ts';
import { Random } from './random.ts';

const random = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seed) => new Random(seed));
const country = fc.constantFrom('NL', 'DE', 'BE', 'GB', 'FR');

describe('generated identifiers', () => {
  it('pass the checks of their country', () => {
    fc.assert(
      fc.property(random, country, (chance, land) => {
        const [iban, vatNumber] = [generateIban(chance, land), generateVatNumber(chance, land)];
        assert.ok(iban.startsWith(land) && isIban(iban), iban);
        assert.ok(vatNumber.startsWith(land) && isVatNumber(vatNumber), vatNumber);
        assert.ok(isKvkNumber(generateKvkNumber(chance)));
      }),
    );
  });
  it('are written in groups of four', () => {
    assert.equal(inGroupsOfFour('NL91ABNA0417164300'), 'NL91 ABNA 0417 1643 00');
    assert.equal(inGroupsOfFour('12345678'), '1234 5678');
  });
});
