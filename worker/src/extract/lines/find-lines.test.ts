import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sumMinor } from '@smart-accounting/accounting/money';
import { findLines, type ExtractedLine } from './find-lines.ts';
import { findTotals } from '../totals/find-totals.ts';
import { typedFacts } from '../typed-page.fixture.ts';

function linesIn(template: string): ExtractedLine[] {
  const facts = typedFacts(template);
  return findLines(facts, findTotals(facts));
}

const table = `
Omschrijving          Aantal      Prijs      Btw      Bedrag
Drukwerk folders      2           400,00     21%      800,00
Vakboek               4           50,00      9%       200,00
Totaal excl. btw                                      1.000,00
Btw 21% over 800,00                                   168,00
Btw 9% over 200,00                                    18,00
Totaal te betalen                                     1.186,00`;

describe('the lines of an invoice', () => {
  it('have description, quantity, price, rate and amount', () => {
    assert.deepEqual(
      linesIn(table).map(({ description, quantity, unitPrice, rateBp, netMinor }) => [
        description,
        quantity,
        unitPrice,
        rateBp,
        netMinor,
      ]),
      [
        ['Drukwerk folders', '2', '400', 2100, 80_000n],
        ['Vakboek', '4', '50', 900, 20_000n],
      ],
    );
  });
  it('have a higher confidence when they add up to the net total', () => {
    const [sure] = linesIn(table);
    const [doubtful] = linesIn(
      table.replace('50,00      9%       200,00', '50,00      9%       250,00'),
    );
    assert.ok(sure && doubtful && sure.confidence > 0.9 && doubtful.confidence < 0.6);
  });
  it('continue on the row below when it has no amount and is close', () => {
    const [line] = linesIn(`
Omschrijving          Aantal      Bedrag
Drukwerk folders      2           20,00
op glanzend papier
Papier A4             1           5,00`);
    assert.equal(line?.description, 'Drukwerk folders op glanzend papier');
    assert.equal(Math.round(line.place.bottom - line.place.top), 24);
  });
  it('do not include a note further below', () => {
    const [line] = linesIn(`
Omschrijving          Aantal      Bedrag
Drukwerk folders      2           20,00


een losse opmerking
Papier A4             1           5,00`);
    assert.equal(line?.description, 'Drukwerk folders');
  });
  it('are empty when there is no table', () => {
    assert.deepEqual(linesIn('Totaal te betalen      12,10'), []);
  });
});

describe('lines that include VAT', () => {
  const gross = `
Omschrijving          Aantal      Bedrag
Drukwerk folders      2           968,00
Vakboek               4           218,00
Totaal excl. btw                  1.000,00
Totaal btw                        186,00
Totaal te betalen                 1.186,00`;

  it('are converted to net, to the cent', () => {
    const lines = linesIn(gross);
    assert.equal(sumMinor(lines.map(({ netMinor }) => netMinor)), 100_000n);
    assert.deepEqual(
      lines.map(({ netMinor }) => netMinor),
      [81_619n, 18_381n],
    );
  });
});

describe('a line with a discount', () => {
  it('has no rate of VAT of its percentage, whether that is in its name or in a column of its own', () => {
    const rates = (template: string) => linesIn(template).map(({ rateBp }) => rateBp);
    for (const name of ['Korting 10%', 'Rabatt 10 %', 'Discount 10%', 'Remise 10%', 'Bier 9% alc.'])
      assert.deepEqual(
        rates(`
Omschrijving          Aantal      Prijs       Bedrag
Drukwerk folders      2           400,00      800,00
${name}               1           -80,00      -80,00
Totaal excl. btw                              720,00
Btw 21%                                       151,20
Totaal te betalen                             871,20`),
        [null, null],
        name,
      );
    assert.deepEqual(
      rates(`
Omschrijving          Aantal      Prijs       Korting      Btw      Bedrag
Drukwerk folders      2           400,00      10%          21%      720,00
Kaft                  1           100,00      25%          9%       75,00
Totaal excl. btw                                                    795,00`),
      [2100, 900],
    );
    assert.deepEqual(
      rates(`
Omschrijving          Aantal      Prijs       Korting      Bedrag
Drukwerk folders      2           400,00      10%          720,00
Totaal excl. btw                                           720,00`),
      [null],
    );
  });
  it('keeps the rate that is printed with its name', () => {
    assert.deepEqual(
      linesIn(`
Omschrijving          Aantal      Prijs                     Bedrag
Drukwerk folders      2           400,00      21% H         800,00
Vakboek               4           50,00       Laag 9%       200,00
Totaal excl. btw                                            1.000,00`).map(({ rateBp }) => rateBp),
      [2100, 900],
    );
  });
  const amountsOf = (discount: string, [net, vat, total] = ['150,00', '31,50', '181,50']) =>
    linesIn(`
Omschrijving          Aantal      Prijs        Bedrag
Keukenkraan           1           200,00       200,00
${discount}
Subtotaal                                      ${net}
Btw 21%                                        ${vat}
Totaal te betalen                              ${total}`).map(({ netMinor }) => netMinor);

  it('is negative whatever minus is printed', () => {
    for (const minus of ['-/- ', '-', '- ', '− ', '–/– ', './. ', '=', '~', '— ']) {
      assert.deepEqual(
        amountsOf(`Actie                 1           50,00        ${minus}50,00`),
        [20_000n, -5000n],
        minus,
      );
    }
    assert.deepEqual(amountsOf('Actie                 1           50,00        50,00 -/-'), [
      20_000n,
      -5000n,
    ]);
  });
  it('is negative without a minus when it is called one and only so makes the net amount', () => {
    for (const name of ['Korting actie', 'Rabatt      ', 'Discount    ', 'Remise      ']) {
      assert.deepEqual(amountsOf(`${name}         1           50,00        50,00`), [
        20_000n,
        -5000n,
      ]);
    }
    assert.deepEqual(
      amountsOf('Korting actie         1           50,00        50,00', [
        '250,00',
        '52,50',
        '302,50',
      ]),
      [20_000n, 5000n],
    );
    assert.deepEqual(amountsOf('Slang                 1           50,00        50,00'), [
      20_000n,
      5000n,
    ]);
  });
});
