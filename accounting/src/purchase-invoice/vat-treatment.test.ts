import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoDate } from '../iso-date.ts';
import { codesInCountry } from './codes-in-country.ts';
import { purchaseVatCode } from './vat-treatment.ts';

describe('the VAT code of a purchase', () => {
  const on = (
    rateBp: number | null,
    category: string | null,
    supplierCountry: string | null,
    day = '2026-05-01',
    taxed = false,
  ): string =>
    purchaseVatCode({ rateBp, category, taxed, supplierCountry, supplyDate: isoDate(day) });
  it('follows the Dutch rates of the day', () => {
    assert.equal(on(2100, 'S', 'NL'), 'I21');
    assert.equal(on(900, null, null), 'I9');
    assert.equal(on(600, null, 'NL', '2018-06-01'), 'I9');
    assert.equal(on(0, 'Z', 'NL'), 'I0');
    assert.equal(on(0, 'E', 'NL'), 'IVR');
  });
  it('reverses the charge by where the supplier is', () => {
    assert.equal(on(0, 'AE', 'NL'), 'IVL');
    assert.equal(on(0, 'AE', 'DE'), 'IED');
    assert.equal(on(0, 'AE', 'GB'), 'IBU');
    assert.equal(on(0, 'K', 'BE'), 'IEG');
    assert.equal(on(0, null, 'IE'), 'IED');
    assert.equal(on(0, null, 'CH'), 'IBU');
  });
  it('goes by the country when no VAT is charged, whatever the category', () => {
    for (const category of ['Z', 'E', 'O', 'AE', 'K', 'S', null]) {
      assert.equal(on(0, category, 'US'), 'IBU', `${category ?? 'none'} US`);
      assert.equal(on(0, category, 'ZZ'), 'IBU', `${category ?? 'none'} ZZ`);
      const goods = category === 'K';
      assert.equal(on(0, category, 'DE'), goods ? 'IEG' : 'IED', `${category ?? 'none'} DE`);
    }
    assert.equal(on(0, 'K', 'XI'), 'IEG');
    assert.equal(on(0, 'AE', 'XI'), 'IBU');
    assert.equal(on(null, null, null), 'I0');
    assert.equal(on(0, 'K', null), 'IEG');
  });
  it('leaves the untaxed part of a taxed foreign invoice what it is', () => {
    const part = (category: string) => on(0, category, 'DE', '2026-05-01', true);
    assert.deepEqual(['E', 'O', 'Z'].map(part), ['IVR', 'IVR', 'I0']);
    assert.equal(on(0, 'Z', 'US', '2026-05-01', true), 'IBU');
  });
  it('follows the supplier to another country', () => {
    const line = { description: '', accountId: '' };
    const moved = (vatCode: string, country: string | null, vatMinor = 0n) =>
      codesInCountry(
        {
          lines: [{ ...line, vatCode, netMinor: 10_000n }],
          vat: [{ vatCode, vatMinor }],
        },
        country,
        isoDate('2026-05-01'),
      ).get(vatCode);
    assert.equal(moved('I0', 'US'), 'IBU');
    assert.equal(moved('IVL', 'DE'), 'IED');
    assert.equal(moved('IBU', 'NL'), 'IVL');
    assert.equal(moved('IEG', 'BE'), 'IEG');
    assert.equal(moved('I21', 'BE', 2_100n), 'INA');
    assert.equal(moved('INA', 'NL', 2_101n), 'I21');
    assert.equal(moved('INA', 'NL', 1_900n), 'INA');
    assert.equal(moved('IDO', 'US', 2_100n), 'IDO');
  });
  it('never claims foreign VAT', () => {
    assert.equal(on(1900, 'S', 'DE'), 'INA');
    assert.equal(on(2100, 'S', 'BE'), 'INA');
  });
});
