import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  inGroupsOfFour,
  generateIban,
  generateVatNumber,
} from '@smart-accounting/worker-evaluate/generate/identifiers';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { findIdentifiers } from './find-identifiers.ts';
import { typedLayout } from '../typed-page.fixture.ts';

type Source = 'text_layer' | 'recognised';

function ibansIn(text: string, source: Source = 'text_layer') {
  return findIdentifiers(typedLayout(text, { source })).ibans.map(({ id, valid }) => [id, valid]);
}

function vatNumbersIn(text: string, source: Source = 'text_layer') {
  return findIdentifiers(typedLayout(text, { source })).vatNumbers.map(({ id, valid }) => [
    id,
    valid,
  ]);
}

function kvkNumbersIn(text: string): string[] {
  return findIdentifiers(typedLayout(text)).kvkNumbers.map(({ id }) => id);
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });
const country = fc.constantFrom('NL', 'DE', 'BE', 'GB', 'FR');

describe('an IBAN', () => {
  it('is found without spaces and in groups, among other words', () => {
    fc.assert(
      fc.property(seed, country, (number, land) => {
        const iban = generateIban(new Random(number), land);
        for (const text of [iban, inGroupsOfFour(iban), `IBAN:${iban}`, `(${iban}),`]) {
          assert.deepEqual(ibansIn(`Betaal op ${text} vandaag`), [[iban, true]], text);
        }
      }),
    );
  });
  it('in groups does not include what follows it', () => {
    assert.deepEqual(ibansIn('IBAN NL91 ABNA 0417 1643 00 BIC ABNANL2A'), [
      ['NL91ABNA0417164300', true],
    ]);
    assert.deepEqual(ibansIn('NL91 ABNA 0417 1643 00 2026 1234'), [['NL91ABNA0417164300', true]]);
  });
  it('is found after a valid or invalid VAT number on the same line', () => {
    for (const vatNumber of ['NL004495445B01', 'NL123456789B01', 'BE0404616494', 'DE136695976']) {
      const text = `BTW ${vatNumber} IBAN NL91 ABNA 0417 1643 00`;
      assert.deepEqual(ibansIn(text), [['NL91ABNA0417164300', true]], text);
    }
  });
  it('with a wrong digit is found, but is not valid', () => {
    assert.deepEqual(ibansIn('IBAN NL91 ABNA 0417 1643 01'), [['NL91ABNA0417164301', false]]);
  });
  it('is repaired on recognised pages only', () => {
    assert.deepEqual(ibansIn('NL91 A8NA O417 1643 00', 'recognised'), [
      ['NL91ABNA0417164300', true],
    ]);
    assert.deepEqual(ibansIn('NL91ABNAO417164300', 'text_layer'), [['NL91ABNAO417164300', false]]);
  });
  it('is not a word, a VAT number or an account number that is too short', () => {
    for (const text of ['NLD', 'BE0404616494', 'DE12', 'FR 12 34', 'NL004495445B01']) {
      assert.deepEqual(ibansIn(text), [], text);
    }
  });
});

describe('a VAT number', () => {
  it('is found with points, spaces and dashes', () => {
    for (const text of [
      'NL004495445B01',
      'NL0044.95.445.B01',
      'NL 004495445 B01',
      'NL-004495445-B01',
      '(NL004495445B01)',
      'nl004495445B01',
    ]) {
      assert.deepEqual(vatNumbersIn(`BTW-nr ${text} op`), [['NL004495445B01', true]], text);
    }
  });
  it('of the Netherlands may lack its country code', () => {
    assert.deepEqual(vatNumbersIn('btw nr. 004495445B01'), [['NL004495445B01', true]]);
  });
  it('of a neighbouring country is found by its format', () => {
    fc.assert(
      fc.property(seed, country, (number, land) => {
        const vatNumber = generateVatNumber(new Random(number), land);
        assert.deepEqual(vatNumbersIn(`VAT ${vatNumber}`), [[vatNumber, true]]);
      }),
    );
  });
  it('of the Netherlands with a wrong check digit is found, but is not valid', () => {
    assert.deepEqual(vatNumbersIn('NL123456789B01'), [['NL123456789B01', false]]);
  });
  it('does not begin with the English "NO" before a number', () => {
    assert.deepEqual(vatNumbersIn('INVOICE NO 123456789'), []);
  });
});

describe('a KvK number', () => {
  it('has eight digits, without spaces or in groups', () => {
    assert.deepEqual(kvkNumbersIn('KvK 27312345'), ['27312345']);
    assert.deepEqual(kvkNumbersIn('KvK 27 31 23 45'), ['27312345']);
    assert.deepEqual(kvkNumbersIn('KvK: 2731 2345.'), ['27312345']);
  });
  it('is neither longer nor shorter', () => {
    assert.deepEqual(kvkNumbersIn('273123456'), []);
    assert.deepEqual(kvkNumbersIn('2731234'), []);
  });
});
