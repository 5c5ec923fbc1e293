import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMinor } from '../money.ts';
import { linesToBook } from './book-lines.ts';
import type { ReadInvoice, ReadLine, ReadVatTotal } from './read-invoice.ts';

describe('the lines to book', () => {
  const at = { page: 1, box: null, confidence: 0.9, source: 'text_layer' } as const;
  const row = (rateBp: number, base: string, vat: string): ReadVatTotal => ({
    ...at,
    rateBp,
    category: null,
    baseMinor: parseMinor(base),
    vatMinor: parseMinor(vat),
  });
  const printed = (description: string, net: string, rateBp: number | null): ReadLine => ({
    ...at,
    description,
    quantity: '1',
    unitPrice: net,
    netMinor: parseMinor(net),
    rateBp,
    category: null,
  });
  const read = (lines: ReadLine[], vat: ReadVatTotal[], vatTotal?: string): ReadInvoice => ({
    fields: {
      ...(vatTotal === undefined ? {} : { vat_total: { ...at, value: vatTotal } }),
      invoice_date: { ...at, value: '2026-05-01' },
      supplier_name: { ...at, value: 'Van Dam' },
      net_total: { ...at, value: '300.00' },
    },
    lines,
    vat,
  });
  const day = new Date('2026-05-02');

  it('are the printed ones when they add up per rate', () => {
    const result = linesToBook(
      read(
        [printed('a', '200.00', 2100), printed('b', '100.00', 900)],
        [row(2100, '200.00', '42.00'), row(900, '100.00', '9.00')],
      ),
      day,
    );
    assert.deepEqual(
      result.lines.map((line) => [line.description, line.netMinor, line.vatCode]),
      [
        ['a', 20_000n, 'I21'],
        ['b', 10_000n, 'I9'],
      ],
    );
    assert.deepEqual(result.vat, [
      { vatCode: 'I21', vatMinor: 4_200n },
      { vatCode: 'I9', vatMinor: 900n },
    ]);
  });
  it('take the rate of the table when lines print none and there is one rate', () => {
    const result = linesToBook(
      read(
        [printed('a', '200.00', null), printed('b', '100.00', null)],
        [row(2100, '300.00', '63.00')],
      ),
      day,
    );
    assert.deepEqual(
      result.lines.map((line) => line.vatCode),
      ['I21', 'I21'],
    );
  });
  it('are one per rate when the printed ones were read half', () => {
    const result = linesToBook(
      read([printed('a', '200.00', null)], [row(2100, '300.00', '63.00')]),
      day,
    );
    assert.deepEqual(
      result.lines.map((line) => [line.description, line.netMinor]),
      [['a', 30_000n]],
    );
  });
  it('work out the VAT by rate when only its total is printed', () => {
    const lines = [printed('a', '200.00', 2100), printed('b', '100.00', 900)];
    assert.deepEqual(linesToBook(read(lines, [], '51.01'), day).vat, [
      { vatCode: 'I21', vatMinor: 4_201n },
      { vatCode: 'I9', vatMinor: 900n },
    ]);
    const withoutRates = linesToBook(read([printed('a', '300.00', null)], [], '27.00'), day);
    assert.deepEqual(withoutRates.vat, [{ vatCode: 'I9', vatMinor: 2_700n }]);
    assert.deepEqual(
      withoutRates.lines.map((line) => [line.description, line.vatCode]),
      [['a', 'I9']],
    );
  });
  it('go by the amounts of a row where these deny a rate that is not Dutch', () => {
    const codesOf = (rateBp: number, base: string, vat: string) =>
      linesToBook(read([printed('a', base, null)], [row(rateBp, base, vat)]), day).lines.map(
        ({ vatCode }) => vatCode,
      );
    assert.deepEqual(codesOf(2_700, '200.00', '42.00'), ['I21']);
    assert.deepEqual(codesOf(200, '200.00', '18.00'), ['I9']);
    // What its amounts agree with stands, as does what no Dutch rate explains, and a Dutch rate: they are asked about.
    assert.deepEqual(codesOf(1_900, '200.00', '38.00'), ['INA']);
    assert.deepEqual(codesOf(1_900, '200.00', '30.00'), ['INA']);
    assert.deepEqual(codesOf(900, '200.00', '42.00'), ['I9']);
    // Cents tell no rates apart.
    assert.deepEqual(codesOf(2_000, '0.30', '0.06'), ['INA']);
  });
  it('leave VAT open that no rate explains, unless it can only be that of one', () => {
    const vatOf = (lines: ReadLine[], vat: string, country: string | null = 'NL') =>
      linesToBook(read(lines, [], vat), day, country).vat;
    const mixed = [printed('a', '150.00', null), printed('b', '150.00', null)];
    assert.deepEqual(vatOf(mixed, '40.00'), []);
    assert.deepEqual(vatOf([], '40.00'), []);
    assert.deepEqual(vatOf([printed('a', '300.00', 2100)], '40.00'), []);
    // 13.33 % of a single line, and more than the highest rate, are for the checks to tell.
    const impossible = [{ vatCode: 'INA', vatMinor: 4_000n }];
    assert.deepEqual(vatOf([printed('a', '300.00', null)], '40.00'), impossible);
    assert.deepEqual(vatOf(mixed, '75.00'), [{ vatCode: 'INA', vatMinor: 7_500n }]);
    // Foreign VAT is cost, whatever its rates.
    assert.deepEqual(vatOf(mixed, '40.00', 'DE'), impossible);
  });
  it('divide a few lines among the rates when only one way gives the VAT', () => {
    const booked = (vat: string, ...nets: string[]) => {
      const lines = nets.map((net) => printed(net, net, null));
      return linesToBook(read(lines, [], vat), day).lines.map((line) => [
        line.netMinor,
        line.vatCode,
      ]);
    };
    assert.deepEqual(booked('51.00', '200.00', '100.00'), [
      [20_000n, 'I21'],
      [10_000n, 'I9'],
    ]);
    // Two equal lines at one of two rates are the same division; two that differ in one cent are not.
    assert.deepEqual(booked('45.00', '150.00', '150.00'), [
      [15_000n, 'I21'],
      [15_000n, 'I9'],
    ]);
    assert.deepEqual(booked('45.00', '150.01', '149.99'), [
      [15_001n, 'I0'],
      [14_999n, 'I0'],
    ]);
  });
  it('all have the rate of a table with one rate: a percentage beside one of them is a discount', () => {
    const lines = [printed('a', '330.00', 2100), printed('Korting 10%', '-30.00', 1000)];
    const result = linesToBook(read(lines, [row(2100, '300.00', '63.00')]), day);
    assert.deepEqual(
      result.lines.map((line) => [line.netMinor, line.vatCode]),
      [
        [33_000n, 'I21'],
        [-3_000n, 'I21'],
      ],
    );
  });
  it('are one for the net total when no VAT was found, and none when nothing was', () => {
    assert.deepEqual(
      linesToBook(read([], []), day).lines.map((line) => [line.netMinor, line.vatCode]),
      [[30_000n, 'I0']],
    );
    assert.deepEqual(linesToBook({ fields: {}, lines: [], vat: [] }, day), { lines: [], vat: [] });
  });
  it('take a net total with one decimal, or none, for what it is', () => {
    for (const [value, netMinor] of [
      ['300.5', 30_050n],
      ['300', 30_000n],
    ] as const) {
      const fields = { ...read([], []).fields, net_total: { ...at, value } };
      const { lines } = linesToBook({ fields, lines: [], vat: [] }, day);
      assert.deepEqual(
        lines.map((line) => line.netMinor),
        [netMinor],
      );
    }
  });
});
