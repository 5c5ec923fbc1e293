import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CountryEvidence, decideCountry } from './supplier-country.ts';

const none: CountryEvidence = { vatNumber: null, kvkNumber: null, iban: null, address: null };
const sure = (value: string, confidence = 0.95) => ({ value, confidence });
const stated = (value: string) => ({ ...sure(value, 1), source: 'e_invoice' as const });
const printed = (value: string, confidence = 0.75) => ({
  ...sure(value, confidence),
  source: 'text_layer' as const,
});
const told = (evidence: Partial<CountryEvidence>): [string, number] | null => {
  const country = decideCountry({ ...none, ...evidence });
  return country && [country.value, country.confidence];
};
const [dutch, german, lithuanian] = [
  'NL91ABNA0417164300',
  'DE89370400440532013000',
  'LT121000011101001000',
];

describe('the country of a supplier', () => {
  it('is that of its VAT number, whatever else there is', () => {
    const vatNumber = sure('DE123456789');
    assert.deepEqual(told({ vatNumber, address: stated('US'), iban: sure(dutch) }), ['DE', 0.95]);
    assert.deepEqual(told({ vatNumber: sure('GR094259216') }), ['GR', 0.95]);
    assert.deepEqual(told({ vatNumber: sure('XI123456789') }), ['XI', 0.95]);
  });
  it('is less sure by a VAT number of the wrong form, and not told by what is none', () => {
    assert.deepEqual(told({ vatNumber: sure('DE1234567', 1) }), ['DE', 0.7]);
    assert.equal(told({ vatNumber: sure('NONE') }), null);
    assert.deepEqual(told({ vatNumber: sure('12-3456789'), address: stated('US') }), ['US', 1]);
  });
  it('is outside the EU for a number of its One Stop Shop, also with an account within', () => {
    const vatNumber = sure('EU372000000');
    assert.deepEqual(told({ vatNumber }), ['ZZ', 0.95]);
    assert.deepEqual(told({ vatNumber, iban: sure(german) }), ['ZZ', 0.95]);
    assert.deepEqual(told({ vatNumber, address: printed('US') }), ['US', 0.85]);
    assert.deepEqual(told({ vatNumber, address: stated('IE') }), ['ZZ', 0.95]);
  });
  it('is else that of the address of an e-invoice, else the Netherlands by a KvK number', () => {
    assert.deepEqual(told({ address: stated('US'), iban: sure(german) }), ['US', 1]);
    assert.deepEqual(told({ kvkNumber: sure('27312345'), iban: sure(lithuanian) }), ['NL', 0.95]);
    assert.equal(told({ kvkNumber: sure('123') }), null);
  });
  it('is else that of the account, surer at home than abroad', () => {
    assert.deepEqual(told({ iban: sure(dutch) }), ['NL', 0.85]);
    assert.deepEqual(told({ iban: sure(german) }), ['DE', 0.75]);
    assert.equal(told({ iban: sure('NL91ABNA0417164301') }), null);
  });
  it('is else that of the address on the page, which confirms or contradicts the account', () => {
    assert.deepEqual(told({ address: printed('US') }), ['US', 0.75]);
    assert.deepEqual(told({ iban: sure(german), address: printed('DE') }), ['DE', 0.85]);
    assert.deepEqual(told({ iban: sure(german), address: printed('US') }), ['DE', 0.5]);
  });
  it('is unknown when nothing tells', () => {
    assert.equal(told({}), null);
  });
});
