import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTotals, type ExtractedTotals } from './find-totals.ts';
import { typedFacts } from '../typed-page.fixture.ts';

function totalsIn(template: string): ExtractedTotals {
  return findTotals(typedFacts(template));
}

function sumsOf({ fields }: ExtractedTotals) {
  return [fields.net_total?.value, fields.vat_total?.value, fields.total?.value];
}

function vatOf({ vat }: ExtractedTotals) {
  return vat.map(({ rateBp, category, baseMinor, vatMinor }) => [
    rateBp,
    category,
    baseMinor,
    vatMinor,
  ]);
}

const agreeing = `
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.210,00`;
const contradicting = agreeing.replace('1.210,00', '1.270,00');

describe('the totals of an invoice', () => {
  it('have a higher confidence when they add up than when one is missing, and are doubtful when they do not', () => {
    const confidence = (template: string) => totalsIn(template).fields.total?.confidence ?? 0;
    const two = agreeing.replace(/^Btw.*$/m, '');
    assert.ok(confidence(agreeing) > confidence(two));
    assert.ok(confidence(two) > confidence(contradicting));
    assert.ok(confidence(contradicting) <= 0.5);
    assert.equal(totalsIn(contradicting).contradictory, true);
  });
  it('confirm each other on a recognised page, however uncertain its words', () => {
    const look = { source: 'recognised', confidence: 0.6 } as const;
    const total = findTotals(typedFacts(agreeing, look)).fields.total;
    assert.ok(total && total.confidence > 0.85);
    const lone = findTotals(typedFacts('Totaal te betalen      1.210,00', look)).fields.total;
    assert.ok(lone && lone.confidence < 0.8);
  });
  it('are doubtful when another total differs from theirs in one digit', () => {
    const totals = totalsIn(`${agreeing}\nTotaalbedrag                  1.270,00`);
    assert.deepEqual(sumsOf(totals), ['1000.00', '210.00', '1210.00']);
    assert.ok((totals.fields.total?.confidence ?? 1) <= 0.5);
  });
  it('have the place where they are printed; a derived one has none', () => {
    const { fields } = totalsIn(`
Totaal btw                      210,00
Totaal te betalen             1.210,00`);
    assert.equal(fields.total?.place?.page, 1);
    assert.equal(fields.net_total?.place, null);
  });
});

describe('VAT per rate', () => {
  it('comes from the rows that add up to the tax', () => {
    const totals = totalsIn(`
Totaal excl. btw              1.000,00
Btw 21% over 800,00             168,00
Btw 9% over 200,00               18,00
Totaal te betalen             1.186,00`);
    assert.deepEqual(vatOf(totals), [
      [2100, 'S', 80_000n, 16_800n],
      [900, 'S', 20_000n, 1800n],
    ]);
  });
  it('derives the one base that is not printed from the others', () => {
    const totals = totalsIn(`
Totaal excl. btw              1.000,00
Btw 21% over 800,00             168,00
Btw 9%                           18,00
Totaal te betalen             1.186,00`);
    assert.deepEqual(vatOf(totals), [
      [2100, 'S', 80_000n, 16_800n],
      [900, 'S', 20_000n, 1800n],
    ]);
  });
  it('derives the rate when only the total tax is printed', () => {
    const totals = totalsIn(agreeing.replace('Btw 21%', 'Btw    '));
    assert.deepEqual(vatOf(totals), [[2100, 'S', 100_000n, 21_000n]]);
  });
  it('derives the closest rate for a small amount', () => {
    const totals = totalsIn(`
Totaal excl. btw                  2,76
Btw                               0,17
Totaal te betalen                 2,93`);
    assert.deepEqual(vatOf(totals), [[600, 'S', 276n, 17n]]);
  });
  it('is left out when the tax fits no usual rate', () => {
    const totals = totalsIn(`
Totaal excl. btw              1.000,00
Btw                             123,00
Totaal te betalen             1.123,00`);
    assert.deepEqual(vatOf(totals), []);
  });
});

describe('reverse charge', () => {
  const words = ['Btw verlegd', 'Reverse charge', 'Steuerschuldnerschaft des Leistungsempfängers'];

  it('makes the printed amount both net and total, without tax', () => {
    for (const phrase of [...words, 'Autoliquidation']) {
      const totals = totalsIn(`
Totaal                        1.000,00
${phrase}`);
      assert.deepEqual(sumsOf(totals), ['1000.00', '0.00', '1000.00'], phrase);
      assert.deepEqual(vatOf(totals), [[0, 'AE', 100_000n, 0n]], phrase);
    }
  });
});
