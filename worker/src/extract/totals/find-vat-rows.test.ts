import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findVatRows } from './find-vat-rows.ts';
import { typedFacts } from '../typed-page.fixture.ts';

function rowsIn(template: string) {
  return findVatRows(typedFacts(template)).map(({ rateBp, baseMinor, vatMinor }) => [
    rateBp,
    baseMinor,
    vatMinor,
  ]);
}

describe('a row of VAT', () => {
  it('states its rate, its base and its tax', () => {
    assert.deepEqual(rowsIn('21% btw over      1.000,00      210,00'), [[2100, 100_000n, 21_000n]]);
    assert.deepEqual(rowsIn('BTW 9% van 200,00      18,00'), [[900, 20_000n, 1800n]]);
  });
  it('may have its tax before its base', () => {
    assert.deepEqual(rowsIn('Btw 21%      210,00      1.000,00'), [[2100, 100_000n, 21_000n]]);
  });
  it('may be a few cents off, since tax is rounded per line', () => {
    assert.deepEqual(rowsIn('21% btw over      1.000,00      210,02'), [[2100, 100_000n, 21_002n]]);
    assert.deepEqual(rowsIn('21% btw over      1.000,00      211,00'), []);
  });
  it('of zero per cent has no tax', () => {
    assert.deepEqual(rowsIn('0% btw over      500,00      0,00'), [[0, 50_000n, 0n]]);
  });
  it('may state only its tax, with lower confidence', () => {
    const facts = typedFacts('Btw 21%      210,00');
    const [row] = findVatRows(facts);
    assert.deepEqual([row?.baseMinor, row?.vatMinor], [null, 21_000n]);
    const [proved] = findVatRows(typedFacts('Btw 21% over      1.000,00      210,00'));
    assert.ok(row && proved && row.confidence < proved.confidence);
  });
});

describe('a VAT table', () => {
  it('has rows below a head that mentions VAT', () => {
    assert.deepEqual(
      rowsIn(`
Btw      Grondslag      Bedrag btw
21%      800,00         168,00
9%       200,00         18,00`),
      [
        [2100, 80_000n, 16_800n],
        [900, 20_000n, 1800n],
      ],
    );
  });
  it('may lack the per cent sign when base and tax confirm the rate', () => {
    assert.deepEqual(
      rowsIn(`
MwSt      Netto        MwSt-Betrag
19,0      800,00       152,00
7,0       200,00       14,00`),
      [
        [1900, 80_000n, 15_200n],
        [700, 20_000n, 1400n],
      ],
    );
  });
});

describe('what is not a row of VAT', () => {
  it('is an invoice line with its rate', () => {
    assert.deepEqual(
      rowsIn(`
Omschrijving          Btw      Bedrag
Drukwerk              21%      1.000,00`),
      [],
    );
  });
  it('is a discount in per cent', () => {
    assert.deepEqual(rowsIn('Korting 10% over      1.000,00      100,00'), []);
  });
  it('is the same row a second time', () => {
    assert.deepEqual(
      rowsIn(`
Btw 21% over      1.000,00      210,00
Btw 21%                         210,00`),
      [[2100, 100_000n, 21_000n]],
    );
  });
});
