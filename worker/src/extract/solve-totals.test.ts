import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { percentOf } from '@smart-accounting/accounting/money';
import fc from 'fast-check';
import { findRoles } from './amount-roles.ts';
import { solveTotals, type Totals } from './solve-totals.ts';
import { typedFacts } from './typed-page.fixture.ts';
import { findVatRows } from './vat-rows.ts';

function solved(template: string): Totals {
  const facts = typedFacts(template);
  return solveTotals(findRoles(facts), findVatRows(facts), facts.numbers);
}

function sumsOf({ net, vat, total }: Totals) {
  return [net?.minor ?? null, vat?.minor ?? null, total?.minor ?? null];
}

describe('net, tax and total', () => {
  it('that are all printed and add up, agree', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.210,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [true, false]);
  });
  it('that contradict each other are taken as printed, and known to', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.270,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 127_000n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [false, true]);
  });
  it('are chosen so that they add up where a label is used twice', () => {
    const totals = solved(`
Subtotaal                     1.100,00
Korting                         100,00
Subtotaal                     1.000,00
Btw 21%                         210,00
Totaal                        1.210,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
    assert.equal(totals.agreed, true);
  });
  it('of a table of sums stand in its last row', () => {
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

  it('makes the net what the tax is of, though it is not printed', () => {
    const totals = solved(discounted);
    assert.deepEqual(sumsOf(totals), [9000n, 1890n, 10_890n]);
    assert.deepEqual([totals.agreed, totals.contradictory], [true, false]);
    assert.equal(totals.net?.amount, null);
  });
  it('is told from the net where that is printed, whatever it is called', () => {
    const totals = solved(discounted.replace('Btw', 'Na korting                       90,00\nBtw'));
    assert.deepEqual(sumsOf(totals), [9000n, 1890n, 10_890n]);
    assert.equal(totals.net?.amount?.text, '90,00');
  });
  it('may be the cost of sending, which is added', () => {
    const totals = solved(`
Subtotaal                       100,00
Verzendkosten                     6,95
Btw 21%                          22,46
Totaal                          129,41`);
    assert.deepEqual(sumsOf(totals), [10_695n, 2246n, 12_941n]);
  });
  it('of two rates is believed by the rows of the table', () => {
    const totals = solved(`
Subtotaal                     1.100,00
Korting                        -100,00
Btw 21% over 800,00             168,00
Btw 9% over 200,00               18,00
Totaal                        1.186,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 18_600n, 118_600n]);
  });
  it('explains no tax that is of no rate, and no difference that is not printed', () => {
    const noRate = solved(discounted.replace('18,90', '15,00').replace('108,90', '105,00'));
    assert.equal(noRate.contradictory, true);
    const noDifference = solved(discounted.replace(/Korting.*/, ''));
    assert.deepEqual(sumsOf(noDifference), [10_000n, 1890n, 10_890n]);
    assert.equal(noDifference.contradictory, true);
  });
  it('of any amount is taken off, at any rate', () => {
    const print = (minor: bigint) => `${minor / 100n},${String(minor % 100n).padStart(2, '0')}`;
    const subtotal = fc.bigInt({ min: 2000n, max: 9_999_999n });
    const share = fc.bigInt({ min: 2n, max: 60n });
    fc.assert(
      fc.property(subtotal, share, fc.constantFrom(2100, 900), (gross, percent, rateBp) => {
        const discount = (gross * percent) / 100n;
        const net = gross - discount;
        const vat = percentOf(net, rateBp);
        // Tax that is some other rate's of the subtotal says nothing of a discount.
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

describe('a missing sum', () => {
  it('is not worked out where no tax could lie between net and total', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Totaal te betalen             9.000,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, null, 900_000n]);
  });
  it('is found on the page when the worked out amount stands there', () => {
    const totals = solved(`
Goederen                      1.000,00
Totaal btw                      210,00
Totaal te betalen             1.210,00`);
    assert.equal(totals.net?.amount?.text, '1.000,00');
  });
  it('of the tax is the sum of its rows', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21% over 800,00             168,00
Btw 9% over 200,00               18,00
Totaal te betalen             1.186,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 18_600n, 118_600n]);
  });
});

describe('part of it paid already', () => {
  it('leaves the total as it was, and is no reason to take what is left for it', () => {
    const totals = solved(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal                        1.210,00
Aanbetaling                     210,00
Nog te betalen                1.000,00`);
    assert.deepEqual(sumsOf(totals), [100_000n, 21_000n, 121_000n]);
  });
});

describe('a page without sums', () => {
  it('has none', () => {
    assert.deepEqual(sumsOf(solved('Bedankt voor uw bestelling')), [null, null, null]);
  });
});
