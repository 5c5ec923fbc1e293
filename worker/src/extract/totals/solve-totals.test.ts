import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { percentOf } from '@smart-accounting/accounting/money';
import { sumCandidates } from './find-labelled-amounts.ts';
import { solveTotals, type Totals } from './solve-totals.ts';
import { typedFacts } from '../typed-page.fixture.ts';
import { findVatRows } from './find-vat-rows.ts';

function solved(template: string): Totals {
  const facts = typedFacts(template);
  const amounts = facts.amounts;
  return solveTotals({
    candidates: sumCandidates(amounts),
    vatRows: findVatRows(facts),
    adjustments: amounts.filter(({ label }) => label.name === 'adjustment'),
    prepaid: amounts.filter(({ label }) => label.name === 'prepaid'),
    numbers: facts.numbers,
    roundings: amounts.filter(({ label }) => label.name === 'rounding'),
    payments: [],
  });
}

function sumsOf({ net, vat, total }: Totals) {
  return [net?.minor ?? null, vat?.minor ?? null, total?.minor ?? null];
}

describe('net, tax and total', () => {
  it('that are all printed and add up are agreed', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.210,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [true, false]);
  });
  it('that contradict each other are returned as printed, and marked as contradictory', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.270,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 127_000n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [false, true]);
  });
  it('are chosen so that they add up when a label is used twice', () => {
    const totals = solved(`
Subtotaal                     1.100,00
Korting                         100,00
Subtotaal                     1.000,00
Btw 21%                         210,00
Totaal                        1.210,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
    assert.equal(totals.agreed, true);
  });
  it('of a table of totals are in its last row', () => {
    const totals = solved(`
Grondslag        Btw bedrag       Totaal incl. btw
800,00           168,00           968,00
200,00           18,00            218,00
1.000,00         186,00           1.186,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 18_600n, 118_600n]);
  });
  it('always add up when two of them are printed, whatever the amounts', () => {
    const amount = fc.bigInt({ min: 100n, max: 99_999_999n });
    const print = (minor: bigint) => `${minor / 100n},${String(minor % 100n).padStart(2, '0')}`;
    fc.assert(
      fc.property(amount, fc.constantFrom(2100, 900, 1900, 700), (net, rateBp) => {
        const vat = percentOf(net, rateBp);
        const rows = [
          `Totaal excl. btw              ${print(net)}`,
          `Totaal btw                    ${print(vat)}`,
          `Totaal te betalen             ${print(net + vat)}`,
        ];
        for (const left of [0, 1, 2]) {
          const totals = solved(rows.filter((_, index) => index !== left).join('\n'));
          assert.deepEqual(sumsOf(totals), [net, vat, net + vat]);
          assert.equal(totals.agreed, false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a discount between subtotal and tax', () => {
  const discounted = `
Subtotaal                       100,00
Korting                         -10,00
Btw 21%                          18,90
Totaal                          108,90`;

  it('makes the net the amount that was taxed, even if that is not printed', () => {
    const totals = solved(discounted);
    assert.deepEqual(sumsOf(totals), [9000n, 1890n, 10_890n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [true, false]);
    assert.equal(totals.net?.amount, null);
  });
  it('is derived from the net when that is printed, whatever its label', () => {
    const totals = solved(discounted.replace('Btw', 'Na korting                       90,00\nBtw'));
    assert.deepEqual(sumsOf(totals), [9000n, 1890n, 10_890n]);
    assert.equal(totals.net?.amount?.text, '90,00');
  });
  it('may also be shipping costs, which are added', () => {
    const totals = solved(`
Subtotaal                       100,00
Verzendkosten                     6,95
Btw 21%                          22,46
Totaal                          129,41`);
    assert.deepEqual(sumsOf(totals), [10_695n, 2246n, 12_941n]);
  });
  it('with two rates is confirmed by the rows of the VAT table', () => {
    const totals = solved(`
Subtotaal                     1.100,00
Korting                        -100,00
Btw 21% over 800,00             168,00
Btw 9% over 200,00               18,00
Totaal                        1.186,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 18_600n, 118_600n]);
  });
  it('does not explain a tax that fits no rate, nor a difference that is not printed', () => {
    const noRate = solved(discounted.replace('18,90', '15,00').replace('108,90', '105,00'));
    assert.equal(noRate.contradictory, true);
    const noDifference = solved(discounted.replace(/Korting.*/, ''));
    assert.deepEqual(sumsOf(noDifference), [10_000n, 1890n, 10_890n]);
    assert.equal(noDifference.contradictory, true);
  });
  it('of any amount is deducted, at any rate', () => {
    const print = (minor: bigint) => `${minor / 100n},${String(minor % 100n).padStart(2, '0')}`;
    const subtotal = fc.bigInt({ min: 2000n, max: 9_999_999n });
    const share = fc.bigInt({ min: 2n, max: 60n });
    fc.assert(
      fc.property(subtotal, share, fc.constantFrom(2100, 900), (gross, percent, rateBp) => {
        const discount = (gross * percent) / 100n;
        const net = gross - discount;
        const vat = percentOf(net, rateBp);
        // A tax that fits another rate of the subtotal does not indicate a discount.
        fc.pre(
          ![2100, 900, 1900, 700, 2000, 600, 550, 1000, 1200, 1300, 800, 500, 810, 770].some(
            (rate) => {
              const off = percentOf(gross, rate) - vat;
              return off <= 2n && off >= -2n;
            },
          ),
        );
        const totals = solved(`
Subtotaal                       ${print(gross)}
Korting                         -${print(discount)}
Btw ${rateBp / 100}%                          ${print(vat)}
Totaal                          ${print(net + vat)}`);
        assert.deepEqual(sumsOf(totals), [net, vat, net + vat]);
        assert.equal(totals.contradictory, false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a missing total', () => {
  it('is not derived when no tax could explain the difference between net and total', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Totaal te betalen             9.000,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, null, 900_000n]);
  });
  it('has the place of the derived amount when that is printed', () => {
    const totals = solved(`
Goederen                      1.000,00
Totaal btw                      210,00
Totaal te betalen             1.210,00`);
    assert.equal(totals.net?.amount?.text, '1.000,00');
  });
  it('that is the tax is the sum of its rows', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21% over 800,00             168,00
Btw 9% over 200,00               18,00
Totaal te betalen             1.186,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 18_600n, 118_600n]);
  });
});

describe('a partial prepayment', () => {
  it('does not change the total, nor is the remainder taken for it', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal                        1.210,00
Aanbetaling                     210,00
Nog te betalen                1.000,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
  });
});

describe('a page without totals', () => {
  it('yields none', () => {
    assert.deepEqual(sumsOf(solved('Bedankt voor uw bestelling')), [null, null, null]);
  });
});
