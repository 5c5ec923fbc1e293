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
