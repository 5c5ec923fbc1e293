import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numbersByColumn } from './find-table-bodies.ts';
import { typedFacts } from '../typed-page.fixture.ts';

/** The texts of the rows of the tables of a page. */
function rowsIn(template: string): string[][] {
  return typedFacts(template).tableBodies.map(({ rows }) =>
    rows.map(({ cells }) => cells.map(({ text }) => text).join(' ')),
  );
}

/** The numbers of the first row by column. */
function firstRow(template: string) {
  const facts = typedFacts(template);
  const body = facts.tableBodies[0] ?? assert.fail('no table');
  const row = body.rows[0] ?? assert.fail('no row');
  return Object.fromEntries(
    Object.entries(numbersByColumn(row, facts.numbers, body.head)).map(([kind, number]) => [
      kind,
      number.text,
    ]),
  );
}

describe('the rows of a table', () => {
  it('end where the totals begin', () => {
    assert.deepEqual(
      rowsIn(`
Omschrijving          Aantal      Prijs      Bedrag
Drukwerk folders      2           10,00      20,00
Papier A4             1           5,00       5,00
Totaal excl. btw                             25,00
Btw 21%                                      5,25`),
      [['Drukwerk folders 2 10,00 20,00', 'Papier A4 1 5,00 5,00']],
    );
  });
  it('end with the last one that has an amount, and include those between', () => {
    assert.deepEqual(
      rowsIn(`
Omschrijving          Aantal      Bedrag
Drukwerk folders      2           20,00
op glanzend papier
Papier A4             1           5,00
Bedankt voor uw opdracht`),
      [['Drukwerk folders 2 20,00', 'op glanzend papier', 'Papier A4 1 5,00']],
    );
  });
  it('belong to the head above them when there are two tables', () => {
    assert.deepEqual(
      rowsIn(`
Omschrijving          Aantal      Bedrag
Drukwerk folders      2           20,00
Omschrijving          Aantal      Bedrag
Papier A4             1           5,00`),
      [['Drukwerk folders 2 20,00'], ['Papier A4 1 5,00']],
    );
  });
});

describe('the numbers of a row', () => {
  it('are assigned by their order when there are as many as numeric columns', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Drukwerk folders                2     10,00           20,00`),
      { quantity: '2', unit_price: '10,00', amount: '20,00' },
    );
  });
  it('are assigned to the nearest head when one is missing', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Drukwerk folders          2                      20,00`),
      { quantity: '2', amount: '20,00' },
    );
  });
  it('in a description are not a quantity', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Papier 80 grs             2           10,00      20,00`),
      { quantity: '2', unit_price: '10,00', amount: '20,00' },
    );
  });
});
