import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ublInvoice, ublSums } from '../e-invoice/e-invoice.fixture.ts';
import { EInvoiceError, readEInvoice } from '../e-invoice/read-e-invoice.ts';
import { linesToBook } from './book-lines.ts';
import type { ReadInvoice, ReadLine } from './read-invoice.ts';
import { withinLimits } from './within-limits.ts';

const read = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;
const fieldsOf = (values: Readonly<Record<string, string>>): ReadInvoice => ({
  fields: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, ...read }]),
  ),
  vat: [],
  lines: [],
});
const limited = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(withinLimits(fieldsOf(values)).fields).map(([name, { value }]) => [name, value]),
  );
const line: ReadLine = {
  ...read,
  description: 'Papier',
  quantity: '2',
  unitPrice: '1.50',
  netMinor: 300n,
  rateBp: 2100,
  category: 'S',
};
const lineAs = (changed: Partial<ReadLine>): ReadLine | undefined =>
  withinLimits({ fields: {}, vat: [], lines: [{ ...line, ...changed }] }).lines[0];

describe('texts', () => {
  it('are one line of plain characters, and long ones are cut', () => {
    assert.deepEqual(limited({ supplier_name: ' Bakkerij\u0000 \u202eDe\n Gouden  Aar\ud800 ' }), {
      supplier_name: 'Bakkerij De Gouden Aar\ufffd',
    });
    assert.equal(
      limited({ customer_name: '😀'.repeat(150) })['customer_name'],
      `${'😀'.repeat(99)}…`,
    );
    assert.equal(lineAs({ description: 'x'.repeat(9000) })?.description.length, 500);
  });

  it('that identify something are never cut, but left out', () => {
    assert.deepEqual(limited({ invoice_number: '1'.repeat(60) }), {
      invoice_number: '1'.repeat(60),
    });
    assert.deepEqual(
      limited({ invoice_number: '1'.repeat(61), supplier_iban: 'N'.repeat(35) }),
      {},
    );
    assert.deepEqual(limited({ order_reference: ' \t\u200b', supplier_name: '' }), {});
  });
});

describe('values', () => {
  it('that are no date, amount, currency or type are left out', () => {
    assert.deepEqual(
      limited({
        invoice_date: '0000-00-00',
        due_date: '+275760-09-13',
        currency: 'euro',
        document_type: 'letter',
        total: '999999999999999.99',
        net_total: 'NaN',
        vat_total: '1e9',
      }),
      {},
    );
    assert.deepEqual(limited({ total: '-0', net_total: '12.5' }), {
      total: '0.00',
      net_total: '12.50',
    });
  });

  it('of a line that are no numbers are left out, the line stays', () => {
    assert.deepEqual(lineAs({ quantity: '1e21', unitPrice: '9'.repeat(30), rateBp: Infinity }), {
      ...line,
      quantity: null,
      unitPrice: null,
      rateBp: null,
    });
    assert.equal(lineAs({ quantity: '-0.00' })?.quantity, '0');
    assert.equal(lineAs({ unitPrice: '0.33333333333333' })?.unitPrice, '0.3333333333');
    assert.equal(lineAs({ netMinor: 10n ** 20n }), undefined);
  });

  it('of a VAT table that is none are left out', () => {
    const row = { ...read, rateBp: 2100, category: 'S', baseMinor: 100n, vatMinor: 21n };
    const kept = withinLimits({
      fields: {},
      lines: [],
      vat: [
        row,
        { ...row, rateBp: 1e17 },
        { ...row, rateBp: Number.NaN },
        { ...row, vatMinor: 10n ** 30n },
      ],
    });
    assert.deepEqual(kept.vat, [row]);
    assert.deepEqual(
      withinLimits({ fields: {}, lines: [], vat: Array.from({ length: 21 }, () => row) }).vat,
      [],
    );
  });
});

describe('ten thousand lines', () => {
  it('are booked by their sums', () => {
    const lines = Array.from({ length: 10_000 }, () => ({ ...line, netMinor: 100n }));
    const vat = [
      { ...read, rateBp: 2100, category: 'S', baseMinor: 1_000_000n, vatMinor: 210_000n },
    ];
    const booked = linesToBook(withinLimits({ fields: {}, vat, lines }), new Date('2026-11-24'));
    assert.deepEqual(
      booked.lines.map(({ netMinor }) => netMinor),
      [1_000_000n],
    );
  });
  it('of as many rates are booked by the total', () => {
    const total = (value: string) => ({ value, ...read });
    const lines = Array.from({ length: 10_000 }, (_, rateBp) => ({
      ...line,
      netMinor: 100n,
      rateBp,
    }));
    const fields = { net_total: total('10000.00'), vat_total: total('4999.50') };
    const booked = linesToBook(withinLimits({ fields, vat: [], lines }), new Date('2026-11-24'));
    assert.deepEqual(
      booked.lines.map(({ netMinor }) => netMinor),
      [1_000_000n],
    );
  });
  it('are as many as are kept: of more, none is', () => {
    const lines = Array.from({ length: 10_001 }, () => line);
    assert.deepEqual(withinLimits({ fields: {}, vat: [], lines }).lines, []);
  });
});

describe('an electronic invoice with anything for a value', () => {
  const text = fc
    .oneof(
      fc.constantFrom(
        'NaN',
        '-0',
        '1e400',
        'Infinity',
        '+5',
        '.5',
        '',
        '0x1F',
        '١٢٣',
        '2026-02-30',
      ),
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
      fc.integer({ min: 1, max: 3000 }).map((length) => '7'.repeat(length)),
      fc.string({ unit: 'binary', maxLength: 700 }),
      fc.double().map(String),
    )
    .map((value) => value.replace(/[<>&]/g, ''));

  it('is read to what books can hold, or refused', () => {
    const values = fc.tuple(text, text, text, text, fc.nat(40));
    fc.assert(
      fc.property(values, ([net, total, payable, other, at]) => {
        let place = 0;
        const xml = ublInvoice({ sums: ublSums(net, total, payable) }).replace(
          />[^<>]+<\//g,
          (value) => (place++ === at ? `>${other}</` : value),
        );
        try {
          const invoice = readEInvoice(xml);
          for (const { value } of Object.values(invoice.fields))
            assert.match(value, /^.{1,200}$/su);
          linesToBook(invoice, new Date('2026-11-24'));
        } catch (error) {
          assert.ok(error instanceof EInvoiceError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
