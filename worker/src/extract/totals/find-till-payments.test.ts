import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findTotals } from './find-totals.ts';
import { findTillPayments } from './find-till-payments.ts';
import { typedFacts } from '../typed-page.fixture.ts';

/** The totals that payments indicate, with their scores. */
function paymentsIn(template: string): (readonly [minor: bigint, score: number])[] {
  return findTillPayments(typedFacts(template)).map(({ minor, score }) => [minor, score]);
}

function totalIn(template: string): string | undefined {
  return findTotals(typedFacts(template)).fields.total?.value;
}

describe('a payment at the till', () => {
  it('indicates the total as cash less change, when that amount is printed', () => {
    const receipt = (subtotal: string) => `
Brood                         2,95
Koffie                        8,05
Rekening                     ${subtotal}
Contant                      20,00
Wisselgeld                    9,00`;
    assert.equal(paymentsIn(receipt('11,00'))[0]?.[0], 1100n);
    assert.deepEqual(paymentsIn(receipt('12,00')), []);
    assert.equal(totalIn(receipt('11,00')), '11.00');
  });
  it('by card indicates the total itself, more so when the amount is printed again', () => {
    for (const card of ['PIN', 'Bancontact', 'Maestro', 'Betaald met pin', 'V PAY', 'Visa']) {
      const [alone] = paymentsIn(`${card}                 12,37`);
      const [again] = paymentsIn(`Samen                 12,37\n${card}                 12,37`);
      assert.ok(alone && again && alone[0] === 1237n && again[1] > alone[1], card);
    }
  });
  it('that is not printed counts when its net and tax are', () => {
    const receipt = (net: string) => `
Total (excluding GST)        ${net}
GST 6%                        2,48
Cash                        100,00
Change                       56,10`;
    assert.equal(paymentsIn(receipt('41,42'))[0]?.[0], 4390n);
    assert.deepEqual(paymentsIn(receipt('40,00')), []);
    assert.equal(totalIn(receipt('41,42')), '43.90');
  });
  it('decides between two amounts that are both labelled as the total', () => {
    const receipt = (paid: string) => `
Totaal                       41,95
Totaalbedrag                 43,93
PIN                          ${paid}`;
    assert.equal(totalIn(receipt('41,95')), '41.95');
    assert.equal(totalIn(receipt('43,93')), '43.93');
  });
  it('counts less than the label of another amount as the total', () => {
    const receipt = `
Totaal                       11,00
Contant                      20,00`;
    assert.equal(totalIn(receipt), '11.00');
  });
  it('that differs from the total in one digit makes it doubtful', () => {
    const receipt = (paid: string) => `
Totaal                       28,20
PIN                          ${paid}
Terug                         0,00`;
    const confidence = (paid: string) =>
      findTotals(typedFacts(receipt(paid))).fields.total?.confidence ?? 1;
    assert.ok(confidence('28,90') < confidence('28,20'));
  });
  it('replaces a total that differs in one digit, is printed once, and is not confirmed', () => {
    const receipt = `
Benzine                      41,95
Totaal                       41,93
PIN                          41,95`;
    assert.equal(totalIn(receipt), '41.95');
    assert.equal(
      totalIn(receipt.replace('Benzine                      41,95', 'Benzine')),
      '41.93',
    );
    const confirmed = `
Benzine                      41,95
Totaal excl. btw             34,65
Btw 21%                       7,28
Totaal incl. btw             41,93
PIN                          41,95`;
    assert.equal(totalIn(confirmed), '41.93');
  });
  it('drops totals that were derived from the misread total', () => {
    const { fields } = findTotals(
      typedFacts(`
Benzine                      41,95
Btw                           7,28
Totaal                       41,93
PIN                          41,95`),
    );
    assert.equal(fields.total?.value, '41.95');
    assert.equal(fields.net_total, undefined);
  });
  it('never indicates an amount that is not on the page, whatever was tendered and returned', () => {
    const print = (minor: number) =>
      `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
    const cents = fc.nat(50_000);
    fc.assert(
      fc.property(cents, cents, cents, (total, given, back) => {
        const amounts = [total, given].map(BigInt);
        const found = paymentsIn(`
Som                         ${print(total)}
Contant                     ${print(given)}
Wisselgeld                  ${print(back)}`);
        assert.ok(found.every(([minor]) => minor > 0n && amounts.includes(minor)));
      }),
    );
  });
});
