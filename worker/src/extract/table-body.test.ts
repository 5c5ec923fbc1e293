import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numbersByColumn } from './table-body.ts';
import { typedFacts } from './typed-page.fixture.ts';

/** The texts of the rows of the tables of a page. */
function rowsIn(template: string): string[][] {
  return typedFacts(template).bodies.map(({ rows }) =>
    rows.map(({ cells }) => cells.map(({ text }) => text).join(' ')),
  );
}

/** The numbers of the first row by column. */
function firstRow(template: string) {
  const facts = typedFacts(template);
  const body = facts.bodies[0] ?? assert.fail('no table');
  const row = body.rows[0] ?? assert.fail('no row');
  return Object.fromEntries(
    Object.entries(numbersByColumn(row, facts.numbers, body.head)).map(([kind, number]) => [
      kind,
      number.text,
    ]),
  );
}

describe('the rows of a table', () => {
  it('end where sums begin', () => {
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
  it('end with the last that has an amount, and keep those between', () => {
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
  it('go by their order when there are as many as columns of numbers', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Drukwerk folders                2     10,00           20,00`),
      { quantity: '2', unit_price: '10,00', amount: '20,00' },
    );
  });
  it('go by the nearest head when one is missing', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Drukwerk folders          2                      20,00`),
      { quantity: '2', amount: '20,00' },
    );
  });
  it('in a description are no quantity', () => {
    assert.deepEqual(
      firstRow(`
Omschrijving              Aantal      Prijs      Bedrag
Papier 80 grs             2           10,00      20,00`),
      { quantity: '2', unit_price: '10,00', amount: '20,00' },
    );
  });
});
