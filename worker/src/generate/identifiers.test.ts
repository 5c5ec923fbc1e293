import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isIban } from '@smart-accounting/accounting/iban';
import { isKvkNumber, isVatNumber } from '@smart-accounting/accounting/vat-number';
import fc from 'fast-check';
import { inGroupsOfFour, inventIban, inventKvkNumber, inventVatNumber } from './identifiers.ts';
import { Random } from './random.ts';

const random = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seed) => new Random(seed));
const country = fc.constantFrom('NL', 'DE', 'BE', 'GB', 'FR');

describe('invented identifiers', () => {
  it('pass the checks of their country', () => {
    fc.assert(
      fc.property(random, country, (chance, land) => {
        const [iban, vatNumber] = [inventIban(chance, land), inventVatNumber(chance, land)];
        assert.ok(iban.startsWith(land) && isIban(iban), iban);
        assert.ok(vatNumber.startsWith(land) && isVatNumber(vatNumber), vatNumber);
        assert.ok(isKvkNumber(inventKvkNumber(chance)));
      }),
    );
  });
  it('are written in groups of four', () => {
    assert.equal(inGroupsOfFour('NL91ABNA0417164300'), 'NL91 ABNA 0417 1643 00');
    assert.equal(inGroupsOfFour('12345678'), '1234 5678');
  });
});
