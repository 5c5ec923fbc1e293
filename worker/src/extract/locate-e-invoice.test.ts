import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Evidence,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findFacts } from './document-facts.ts';
import { locateEInvoice } from './locate-e-invoice.ts';
import { letterWidthPt, rowPitchPt, typedPage } from './typed-page.fixture.ts';

const stated = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;
const invoice: ReadInvoice = {
  fields: {
    document_type: { value: 'invoice', ...stated },
    supplier_name: { value: 'Kroon Groothandel B.V.', ...stated },
    supplier_iban: { value: 'NL91ABNA0417164300', ...stated },
    supplier_vat_number: { value: 'NL004495445B01', ...stated },
    invoice_number: { value: '2026-0417', ...stated },
    invoice_date: { value: '2026-11-03', ...stated },
    order_reference: { value: 'PO-77', ...stated },
    net_total: { value: '1000.00', ...stated },
    total: { value: '1210.00', ...stated },
  },
  vat: [{ rateBp: 2100, category: 'S', baseMinor: 100_000n, vatMinor: 21_000n, ...stated }],
  lines: [
    {
      description: 'Drukwerk folders',
      quantity: '1',
      unitPrice: '1000',
      netMinor: 100_000n,
      rateBp: 2100,
      category: 'S',
      ...stated,
    },
  ],
};
const template = `Kroon Groothandel B.V.      Factuur 2026-0417
Iban NL91 ABNA 0417 1643 00   btw NL0044.95.445.B01
Datum 3 november 2026
Drukwerk folders               1.000,00
Netto                          1.000,00
Btw                              210,00
Totaal                         1.210,00`;
const pages = [typedPage(template)];
const located = locateEInvoice(invoice, pages, findFacts(pages));

/** The row and column of the template at which a box begins. */
function placeOf(evidence: Evidence | undefined) {
  const box = evidence?.box;
  return box && [Math.round((box.y * 842) / rowPitchPt), Math.round((box.x * 595) / letterWidthPt)];
}

describe('the values of an e-invoice', () => {
  it('stay as they are, and are located on the pages whatever their notation there', () => {
    const { fields } = located;
    assert.equal(fields.total?.value, '1210.00');
    assert.equal(fields.total.confidence, 1);
    assert.deepEqual(placeOf(fields.supplier_name), [0, 0]);
    assert.deepEqual(placeOf(fields.invoice_number), [0, 36]);
    assert.deepEqual(placeOf(fields.supplier_iban), [1, 5]);
    assert.deepEqual(placeOf(fields.supplier_vat_number), [1, 34]);
    assert.deepEqual(placeOf(fields.invoice_date), [2, 6]);
    assert.deepEqual(placeOf(fields.total), [6, 31]);
  });
  it('that occur several times are located at the last occurrence, where the totals are', () => {
    assert.deepEqual(placeOf(located.fields.net_total), [4, 31]);
  });
  it('that are not on the pages have no place', () => {
    assert.equal(located.fields.order_reference?.page, null);
    assert.equal(located.fields.document_type?.box, null);
  });
  it('of lines and VAT rows have places, too', () => {
    assert.deepEqual(placeOf(located.lines[0]), [3, 0]);
    assert.deepEqual(placeOf(located.vat[0]), [5, 33]);
  });
});

describe('ten thousand lines on pages that repeat the same words', () => {
  it('are located in bounded time', () => {
    const same = typedPage(Array<string>(40).fill('a '.repeat(70)).join('\n'));
    const [line = assert.fail()] = invoice.lines;
    const lines = Array.from({ length: 10_000 }, () => ({
      ...line,
      description: `${'a '.repeat(40)}b`,
    }));
    const many = Array.from({ length: 40 }, (_, index) => ({ ...same, number: index + 1 }));
    const facts = findFacts(many);
    const before = process.cpuUsage();
    assert.equal(locateEInvoice({ ...invoice, lines }, many, facts).lines.length, 10_000);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 3_000_000, `${user + system} µs`);
  });
});
