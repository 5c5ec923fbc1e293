import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { linesToBook } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page, Word } from '@smart-accounting/worker-contract';
import { extractInvoice } from './extract-invoice.ts';

/** Words of invoices, and some that are on no invoice. */
const word = fc.oneof(
  fc.constantFrom(
    ...'Factuur Creditnota Factuurnummer: Factuurdatum Vervaldatum Totaal Subtotaal btw 21% 9% KvK IBAN'.split(
      ' ',
    ),
    ...'Omschrijving Aantal Prijs Bedrag te betalen excl. incl. binnen 30 dagen Leverancier: Klant: Ordernummer'.split(
      ' ',
    ),
    ...'31-12-2099 01/13/2026 30-02-2026 NL91ABNA0417164300 NL004495445B01 12345678 0,00 -0,00 (1,00) 1.000,00'.split(
      ' ',
    ),
    ...'NaN Infinity 1e999 -Infinity 0x10 100000000% -21% €-1,00 99999999999999999999999999999,99'.split(
      ' ',
    ),
  ),
  fc.integer({ min: 1, max: 40 }).map((length) => '9'.repeat(length)),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((n) => `${n},00`),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.integer({ min: 50, max: 900 }).map((length) => `F${'1'.repeat(length)}`),
);
const side = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: 0, max: 0.95, noNaN: true }) },
  fc.constantFrom(-1, 0, 1, 1e9),
);
const placed: fc.Arbitrary<Word> = fc.record({
  text: word,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  x: fc.oneof(side, fc.constantFrom(0.1, 0.4, 0.75)),
  y: fc.integer({ min: 0, max: 30 }).map((row) => row / 32),
  width: fc.oneof(side, fc.constantFrom(0.02, 0.06)),
  height: fc.constantFrom(0, 0.01, 0.012, 0.5),
});
const page: fc.Arbitrary<Page> = fc.record({
  number: fc.constantFrom(1, 2),
  widthPt: fc.constantFrom(595, 1, 14_400),
  heightPt: fc.constantFrom(842, 1, 14_400),
  rotation: fc.constant(0),
  source: fc.constantFrom('text_layer', 'recognised'),
  words: fc.array(placed, { maxLength: 120 }),
});

/** Whether the columns of the books and the responses of the API can hold an invoice. */
function assertHolds({ fields, vat, lines }: ReadInvoice): void {
  for (const { value, confidence } of Object.values(fields)) {
    assert.match(value, /^[^\p{Cc}]{1,200}$/u);
    assert.ok(confidence >= 0 && confidence <= 1);
  }
  for (const { value } of [fields.net_total, fields.vat_total, fields.total].filter((f) => !!f)) {
    assert.match(value, /^-?\d{1,13}\.\d\d$/);
  }
  for (const { description, quantity, unitPrice } of lines) {
    assert.ok(description.length <= 500);
    for (const text of [quantity, unitPrice]) {
      assert.match(text ?? '0', /^-?\d{1,12}(\.\d{1,10})?$/);
    }
  }
  assert.ok(vat.every(({ rateBp }) => Number.isInteger(rateBp) && rateBp >= 0));
}

describe('pages with arbitrary content', () => {
  it('yield an invoice within the limits of the books, or less', () => {
    const ownCompany = { name: 'Factuur', vatNumber: null, kvkNumber: null };
    fc.assert(
      fc.property(fc.array(page, { maxLength: 2 }), (pages) => {
        const read = extractInvoice({ pages, eInvoice: null, ownCompany });
        assertHolds(read);
        linesToBook(read, new Date('2026-11-24'));
      }),
      { numRuns: 300 },
    );
  });
});
