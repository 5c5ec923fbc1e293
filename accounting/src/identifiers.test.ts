import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isIban, mod97, normalizeIban } from './iban.ts';
import { isBetalingskenmerk, isCreditorReference } from './payment-reference.ts';
import { countryOfVatNumber, isKvkNumber, isVatNumber, normalizeVatNumber } from './vat-number.ts';
import { countryCode, isEuCountry } from './country.ts';

describe('IBAN', () => {
  it('accepts real ones, with spaces and in small letters', () => {
    for (const iban of [
      'NL91ABNA0417164300',
      'nl91 abna 0417 1643 00',
      'DE89370400440532013000',
      'BE68539007547034',
    ]) {
      assert.ok(isIban(iban), iban);
    }
  });
  it('refuses a wrong length', () => {
    assert.equal(isIban('NL91ABNA041716430'), false);
    assert.equal(isIban('NL91'), false);
  });
  it('notices every single wrong digit and every swap of neighbours', () => {
    const iban = normalizeIban('NL91 ABNA 0417 1643 00');
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 17 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(iban[at]) + by) % 10;
        return !isIban(iban.slice(0, at) + digit + iban.slice(at + 1));
      }),
    );
    for (let at = 8; at < 17; at++) {
      if (iban[at] === iban[at + 1]) continue;
      const swapped =
        iban.slice(0, at) + iban.charAt(at + 1) + iban.charAt(at) + iban.slice(at + 2);
      assert.equal(isIban(swapped), false, swapped);
    }
  });
  it('computes modulo 97 as a big number would', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        (n) => mod97(n.toString()) === Number(n % 97n),
      ),
    );
  });
});

describe('VAT numbers', () => {
  it('checks Dutch ones by either test', () => {
    assert.ok(isVatNumber('NL000099998B57'));
    assert.ok(isVatNumber('NL004495445B01'));
    assert.ok(isVatNumber('NL 0044.95.445.B01'));
    assert.equal(isVatNumber('NL123456789B01'), false);
  });
  it('knows the forms of the neighbours', () => {
    assert.ok(isVatNumber('DE123456789'));
    assert.ok(isVatNumber('BE0428759497'));
    assert.ok(isVatNumber('FR83404833048'));
    assert.equal(isVatNumber('DE12345678'), false);
    assert.equal(isVatNumber('XX123456789'), false);
  });
  it('tells the country', () => {
    for (const [number, country] of [
      ['EL123456789', 'GR'],
      ['GR 123456789', 'GR'],
      ['CHE123456789MWST', 'CH'],
      ['XI123456789', 'XI'],
      ['EU372000000', 'ZZ'],
      ['DE12345678', 'DE'],
      ['ZZ123456789', null],
      ['12-3456789', null],
      ['DEFAULT', null],
      ['NONE', null],
    ] as const)
      assert.equal(countryOfVatNumber(number), country, number);
  });
  it('reads a Greek number as Greece writes it', () => {
    assert.equal(normalizeVatNumber('GR 094259216'), 'EL094259216');
    assert.ok(isVatNumber('GR094259216'));
    assert.ok(isVatNumber('EU372000000'));
    assert.equal(normalizeVatNumber('GR1601101250000000012300695'), 'GR1601101250000000012300695');
  });
  it('wants eight digits of a KvK number', () => {
    assert.ok(isKvkNumber('27312345'));
    assert.equal(isKvkNumber('2731234'), false);
    assert.equal(isKvkNumber('00000000'), false);
  });
});

describe('countries', () => {
  it('are written as ISO writes them', () => {
    for (const [text, code] of [
      ['nl', 'NL'],
      ['EL', 'GR'],
      ['UK', 'GB'],
      ['XI', 'XI'],
      ['ZZ', 'ZZ'],
      ['EU', null],
      ['QQ', null],
      ['USA', null],
      ['', null],
    ] as const)
      assert.equal(countryCode(text), code, text);
  });
  it('are in the EU or not', () => {
    for (const country of ['GR', 'EL', 'NL', 'XI']) assert.ok(isEuCountry(country), country);
    for (const country of ['CH', 'GB', 'US', 'ZZ', 'EU', 'NO'])
      assert.equal(isEuCountry(country), false, country);
  });
});

describe('payment references', () => {
  it('knows the betalingskenmerk', () => {
    assert.ok(isBetalingskenmerk('8850426741301240'));
    assert.ok(isBetalingskenmerk('2000000020260001'));
    assert.equal(isBetalingskenmerk('1850426741301240'), false);
    assert.equal(isBetalingskenmerk('885042674130124'), false);
  });
  it('knows the creditor reference of ISO 11649', () => {
    assert.ok(isCreditorReference('RF18 5390 0754 7034'));
    assert.equal(isCreditorReference('RF19539007547034'), false);
  });
});
