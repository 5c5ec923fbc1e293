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
  it('stays open when the tax fits no usual rate: it may be that of several', () => {
    const totals = totalsIn(`
Totaal excl. btw              1.000,00
Btw                             123,00
Totaal te betalen             1.123,00`);
    assert.deepEqual(vatOf(totals), []);
  });
  it('has the printed rate rather than the one that the amounts would make', () => {
    const printed = (words: string) =>
      vatOf(
        totalsIn(`
Subtotaal                     100,00
${words}                        10,00
Totaal                        110,00`),
      );
    for (const words of ['Btw 21%', 'B.T.W. 21%', 'B.T.W. 21 %', 'V.A.T. 21%']) {
      assert.deepEqual(printed(words), [[2100, 'S', 10_000n, 1000n]], words);
    }
    assert.deepEqual(printed('Btw    '), [[1000, 'S', 10_000n, 1000n]]);
  });
});

describe('one explanation of all that is printed', () => {
  const certain = (template: string) => {
    const { fields } = totalsIn(template);
    return [fields.net_total, fields.vat_total, fields.total].flatMap((field) =>
      field && field.confidence >= 0.8 ? [field.value] : [],
    );
  };
  const table = `
Btw      Grondslag     Bedrag btw     Totaal
21%      800,00        168,00         968,00
9%       200,00        18,00          218,00`;

  it('is not a single row of the VAT table, though it adds up, when the minus of a discount is illegible', () => {
    for (const sign of ['=', '= ', '~', '—', '— ', '-', '-/- ', '']) {
      const totals = totalsIn(`
Subtotaal                     1.100,00
Korting                        ${sign}100,00
${table}
Totaal                        1.186,00`);
      assert.deepEqual(sumsOf(totals), ['1000.00', '186.00', '1186.00'], sign);
    }
  });
  it('does not count discounts in per cent as VAT', () => {
    const totals = totalsIn(`
Btw      Grondslag     Bedrag btw
21%      1.000,00      210,00
Korting 10%   500,00   50,00
Skonto 2%     1.210,00 24,20
Totaal te betalen             1.210,00`);
    assert.deepEqual(sumsOf(totals).slice(1), ['210.00', '1210.00']);
    assert.deepEqual(vatOf(totals), [[2100, 'S', 100_000n, 21_000n]]);
  });
  it('gives no certain sum that is printed nowhere', () => {
    assert.deepEqual(
      certain(`
Subtotaal                       100,00
Korting                         -10,00
Btw 21%                          18,90
Totaal                          108,90`),
      ['18.90', '108.90'],
    );
    assert.deepEqual(
      certain(`
Totaal excl. btw              1.000,00
Btw 21%                         168,00
Btw 9%                           18,00
Totaal te betalen             1.186,00`),
      ['1000.00', '186.00', '1186.00'],
      'the rows of VAT are its parts',
    );
    assert.deepEqual(
      certain(`
Totaal excl. btw              1.100,00
Btw 21%                         168,00
Btw 9%                           18,00
Totaal te betalen             1.286,00`),
      ['1100.00', '1286.00'],
      'rows whose rates do not make the net amount prove nothing',
    );
  });
  it('has a tax between nothing and 27 per cent of the net amount', () => {
    assert.deepEqual(
      certain(`
Premie                        220,00
Subtotaal                     220,00
Btw                           220,00
Totaal                        440,00`),
      [],
    );
    assert.deepEqual(
      certain(`
Subtotaal                     100,00
Btw                           -21,00
Totaal                         79,00`),
      [],
    );
  });
  it('leaves the next best value of each sum, and is in doubt when that is nearly as good', () => {
    const two = totalsIn('Totaalbedrag      1.215,00\nFactuurbedrag     1.340,00').fields.total;
    const one = totalsIn('Totaalbedrag      1.215,00').fields.total;
    assert.ok(one && two && two.confidence < one.confidence && two.confidence < 0.8);
    assert.deepEqual([two.value, two.secondBest?.value].sort(), ['1215.00', '1340.00']);
    assert.equal(one.secondBest, null);
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
