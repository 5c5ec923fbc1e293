import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTableHeads, isInTableHead } from './find-table-heads.ts';
import { typedLayout } from '../typed-page.fixture.ts';

function columnsIn(template: string): string[][] {
  return findTableHeads(typedLayout(template)).map(({ columns }) =>
    columns.map(({ kind }) => kind),
  );
}

describe('the head of a table of invoice lines', () => {
  it('names its columns in Dutch, English, German or French', () => {
    const columns = ['description', 'quantity', 'unit_price', 'amount'];
    const heads = [
      'Omschrijving          Aantal      Prijs           Bedrag',
      'Description           Qty         Unit price      Amount',
      'Bezeichnung           Menge       Einzelpreis     Gesamtpreis',
      'Désignation           Quantité    Prix unitaire   Montant HT',
    ];
    for (const head of heads) assert.deepEqual(columnsIn(head), [columns], head);
  });
  it('may be so narrow that its words form one cell', () => {
    assert.deepEqual(columnsIn('Omschrijving Aantal Prijs Bedrag'), [
      ['description', 'quantity', 'unit_price', 'amount'],
    ]);
  });
  it('matches the longest name of a column', () => {
    assert.deepEqual(columnsIn('Omschrijving      Btw bedrag      Bedrag incl. btw'), [
      ['description', 'vat_amount', 'gross_amount'],
    ]);
  });
  it('may extend over two rows', () => {
    const [head, ...others] = columnsIn(`
Omschrijving          Aantal      Prijs
                                              Bedrag`);
    assert.deepEqual(others, []);
    assert.deepEqual(head, ['description', 'quantity', 'unit_price', 'amount']);
  });
});

describe('what is not the head of a table', () => {
  it('is a row of totals, a sentence, or a row with numbers', () => {
    assert.deepEqual(columnsIn('Totaal excl. btw      Btw      Totaal incl. btw'), []);
    assert.deepEqual(columnsIn('De prijs van het product staat in de offerte die u hebt'), []);
    assert.deepEqual(columnsIn('Aantal 12      Prijs 10      Bedrag 120'), []);
    assert.deepEqual(columnsIn('Omschrijving'), []);
  });
});

describe('a place in the head of a table', () => {
  it('is at its height on its page', () => {
    const layout = typedLayout('Omschrijving      Aantal      Bedrag\nDrukwerk');
    const heads = findTableHeads(layout);
    const [head, below] = layout.lines;
    assert.ok(head && below);
    assert.equal(isInTableHead(head, heads), true);
    assert.equal(isInTableHead(below, heads), false);
    assert.equal(isInTableHead({ ...head, page: 2 }, heads), false);
  });
});
