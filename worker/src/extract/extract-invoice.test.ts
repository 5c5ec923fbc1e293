import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { extractInvoice } from './extract-invoice.ts';
import { typedPage } from './typed-page.fixture.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };

function read(pages: readonly Page[], eInvoice: ReadInvoice | null = null): ReadInvoice {
  return extractInvoice({ pages, eInvoice, ownCompany: nobody });
}

function valuesOf({ fields }: ReadInvoice): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

const invoice = `
Kroon Groothandel B.V.                       Kadelaan 1
info@kroongroothandel.example                1234 AB Edam
KvK 27312345      BTW NL004495445B01         IBAN NL91 ABNA 0417 1643 00

Bakkerij Duinzicht
Zeeweg 12
4321 CD Zandvoort

Factuurnummer: 2026-0417
Factuurdatum: 03-11-2026
Vervaldatum: 03-12-2026

Omschrijving          Aantal      Prijs      Btw      Bedrag
Drukwerk folders      2           400,00     21%      800,00
Vakboek               4           50,00      9%       200,00

Totaal excl. btw                                      1.000,00
21% btw over 800,00                                   168,00
9% btw over 200,00                                    18,00
Totaal te betalen                                     € 1.186,00`;

describe('an invoice', () => {
  const whole = read([typedPage(invoice)]);

  it('is extracted completely from its page', () => {
    assert.deepEqual(valuesOf(whole), {
      document_type: 'invoice',
      supplier_name: 'Kroon Groothandel B.V.',
      supplier_vat_number: 'NL004495445B01',
      supplier_kvk_number: '27312345',
      supplier_iban: 'NL91ABNA0417164300',
      customer_name: 'Bakkerij Duinzicht',
      invoice_number: '2026-0417',
      invoice_date: '2026-11-03',
      due_date: '2026-12-03',
      currency: 'EUR',
      net_total: '1000.00',
      vat_total: '186.00',
      total: '1186.00',
    });
    assert.deepEqual(
      whole.vat.map(({ rateBp, baseMinor, vatMinor }) => [rateBp, baseMinor, vatMinor]),
      [
        [2100, 80_000n, 16_800n],
        [900, 20_000n, 1800n],
      ],
    );
    assert.deepEqual(
      whole.lines.map(({ description, netMinor }) => [description, netMinor]),
      [
        ['Drukwerk folders', 80_000n],
        ['Vakboek', 20_000n],
      ],
    );
  });
  it('has the place and source of every value', () => {
    const unprinted = ['document_type'];
    for (const [name, field] of Object.entries(whole.fields)) {
      assert.equal(field.source, 'text_layer');
      assert.equal(field.page === 1 && field.box !== null, !unprinted.includes(name), name);
    }
    for (const row of [...whole.vat, ...whole.lines]) assert.equal(row.page, 1);
  });
  it('has a lower confidence when its words were recognised from pixels', () => {
    const doubtful = read([typedPage(invoice, { source: 'recognised', confidence: 0.5 })]);
    assert.deepEqual(valuesOf(doubtful), valuesOf(whole));
    for (const name of ['invoice_number', 'invoice_date', 'supplier_name'] as const) {
      const [sure, unsure] = [whole.fields[name], doubtful.fields[name]];
      assert.ok(sure && unsure && unsure.confidence < sure.confidence, name);
      assert.equal(unsure.source, 'recognised');
    }
  });
  it('may continue over several pages', () => {
    const rows = invoice.split('\n');
    const pages = [
      typedPage(rows.slice(0, 16).join('\n')),
      typedPage(rows.slice(16).join('\n'), { number: 2 }),
    ];
    const { fields } = read(pages);
    assert.deepEqual([fields.total?.value, fields.total?.page], ['1186.00', 2]);
    assert.equal(fields.invoice_number?.page, 1);
  });
});

describe('a credit note with negative amounts', () => {
  it('is extracted with positive ones', () => {
    const { fields, vat } = read([
      typedPage(`
Creditnota 2026-17
Totaal excl. btw              -100,00
Btw 21%                        -21,00
Totaal                        -121,00`),
    ]);
    assert.equal(fields.document_type?.value, 'credit_note');
    assert.deepEqual(
      [fields.net_total?.value, fields.vat_total?.value, fields.total?.value],
      ['100.00', '21.00', '121.00'],
    );
    assert.deepEqual([vat[0]?.baseMinor, vat[0]?.vatMinor], [10_000n, 2100n]);
  });
});

describe('a page that is not an invoice', () => {
  it('yields the type invoice and the currency euro, both doubtful, and nothing else', () => {
    for (const text of ['', 'Beste Anna,\n\nBedankt voor je brief.', 'x', '12 34 56 78']) {
      assert.deepEqual(valuesOf(read([typedPage(text)])), {
        document_type: 'invoice',
        currency: 'EUR',
      });
    }
    assert.deepEqual(valuesOf(read([])), { document_type: 'invoice', currency: 'EUR' });
  });
});

describe('an e-invoice with its pages', () => {
  const eInvoice = readEInvoice(ublDocument(generateInvoice(new Random(3))));
  const { supplier_iban: _iban, due_date: _due, ...fewer } = eInvoice.fields;

  it('keeps its own values, whatever the pages say', () => {
    const combined = read([typedPage(invoice)], eInvoice);
    const added = valuesOf(combined);
    for (const [name, value] of Object.entries(valuesOf(eInvoice)))
      assert.equal(added[name], value);
    assert.equal(combined.fields.total?.source, 'e_invoice');
  });
  it('is completed with fields from the page that are certain enough', () => {
    const { fields } = read([typedPage(invoice)], { ...eInvoice, fields: fewer });
    assert.deepEqual(
      [fields.supplier_iban?.value, fields.supplier_iban?.source],
      ['NL91ABNA0417164300', 'text_layer'],
    );
    assert.equal(fields.due_date?.value, '2026-12-03');
  });
  it('takes nothing from pages that were rendered from its own values', () => {
    const page = typedPage(invoice, { source: 'rendered' });
    const { fields } = read([page], { ...eInvoice, fields: fewer });
    assert.equal(fields.supplier_iban, undefined);
  });
  it('takes nothing doubtful from the page', () => {
    const page = typedPage('Betaling binnen 30 dagen\nIBAN NL91 ABNA 0417 1643 01');
    const { fields } = read([page], { ...eInvoice, fields: fewer });
    assert.deepEqual([fields.supplier_iban, fields.due_date], [undefined, undefined]);
  });
});
