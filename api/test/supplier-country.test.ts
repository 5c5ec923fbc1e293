import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { InvoiceLine } from '@smart-accounting/books/purchase-invoices/invoice-line';
import { type Books, openBooks } from './books.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const untaxed = { lines: [{ net: '50.00', vat: '0.00', code: 'I0' }] };
const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
const correct = (invoice: string, body: contract.InvoiceCorrections, ifMatch = 1) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });
const treatment = ({ fields, lines, vat, checks, state }: contract.PurchaseInvoice) => ({
  country: fields.supplier_country.value,
  codes: [...lines, ...vat].map(({ vat_code: code }) => code),
  checks: checks.map(({ code }) => code),
  state,
});

describe('the country of a supplier', () => {
  it('is asked for when there is no VAT and nothing tells it, and decides the VAT once a person sets it', async () => {
    const invoice = await draftInvoice(books, { ...untaxed, fields: { supplier_name: 'Github' } });
    assert.deepEqual(treatment(await read(invoice)), {
      country: null,
      codes: ['I0', 'I0'],
      checks: ['vat_treatment_unclear'],
      state: 'review',
    });
    const preview = await books.viewer.do(contract.previewPurchaseInvoice, {
      params: { invoice },
      body: { fields: { supplier_country: 'us' } },
    });
    const outside = { country: 'US', codes: ['IBU', 'IBU'], checks: [], state: 'ready' };
    assert.deepEqual(treatment(preview), outside);
    assert.deepEqual(
      treatment(await correct(invoice, { fields: { supplier_country: 'US' } })),
      outside,
    );
    const { proposed_entry: entry, fields } = await read(invoice);
    assert.deepEqual(
      entry.lines.flatMap(({ vat_box: box }) => box ?? []),
      ['4a', '5b'],
    );
    assert.deepEqual(
      [fields.supplier_country.confirmed, fields.supplier_country.certain],
      [true, true],
    );
    const within = await correct(invoice, { fields: { supplier_country: 'EL' } }, 2);
    assert.deepEqual(
      [within.fields.supplier_country.value, within.lines[0]?.vat_code],
      ['GR', 'IED'],
    );
    // What a person set stays, whatever number is corrected.
    const kept = await correct(invoice, { fields: { supplier_iban: 'NL91ABNA0417164300' } }, 3);
    assert.equal(kept.fields.supplier_country.value, 'GR');
  });

  it('follows a corrected VAT number, but leaves the codes that a person chose', async () => {
    const fields = { supplier_name: 'Nordlicht GmbH', supplier_vat_number: 'NL004495445B01' };
    const draft = { fields, lines: [{ net: '50.00', vat: '0.00', code: 'IVL' }] };
    const invoice = await draftInvoice(books, draft);
    assert.equal((await read(invoice)).fields.supplier_country.value, 'NL');
    const corrected = await correct(invoice, { fields: { supplier_vat_number: 'DE123456789' } });
    assert.deepEqual(treatment(corrected), {
      country: 'DE',
      codes: ['IED', 'IED'],
      checks: [],
      state: 'ready',
    });
    const lines = corrected.lines.map(({ account_source: _, account_certain: __, ...line }) => ({
      ...line,
      vat_code: 'IEG',
    }));
    const vat = [{ vat_code: 'IEG', vat_amount: '0.00' }];
    await correct(invoice, { lines, vat }, 2);
    const moved = await correct(invoice, { fields: { supplier_vat_number: 'NL004495445B01' } }, 3);
    assert.deepEqual(treatment(moved).codes, ['IEG', 'IEG']);
  });

  it('leads back to the code that was there when it was set by mistake', async () => {
    const codesBy = async (category: string, code: string): Promise<string[]> => {
      const invoice = await draftInvoice(books, { lines: [{ net: '50.00', vat: '0.00', code }] });
      await books.in(() =>
        InvoiceLine.update({ vatCategory: category }, { where: { invoiceId: invoice } }),
      );
      const away = await correct(invoice, { fields: { supplier_country: 'US' } });
      const home = await correct(invoice, { fields: { supplier_country: 'NL' } }, 2);
      return [away, home].flatMap(({ lines }) => lines[0]?.vat_code ?? []);
    };
    assert.deepEqual(await codesBy('Z', 'I0'), ['IBU', 'I0']);
    assert.deepEqual(await codesBy('AE', 'IVL'), ['IBU', 'IVL']);
  });

  it('gives its VAT codes to a draft that was read before countries were asked for', async () => {
    const draft = { ...untaxed, fields: { supplier_vat_number: 'DE123456789' } };
    const invoice = await draftInvoice(books, draft);
    const asRead = { country: 'DE', codes: ['IED', 'IED'] };
    const { country, codes } = treatment(await read(invoice));
    assert.deepEqual({ country, codes }, asRead);
    const params = { invoice };
    const { id } = await books.bookkeeper.do(contract.postPurchaseInvoice, { params, ifMatch: 1 });
    const entry = await books.viewer.do(contract.readJournalEntry, { params: { entry: id } });
    assert.deepEqual(
      entry.lines.flatMap(({ vat_box: box }) => box ?? []),
      ['4b', '5b'],
    );
    const posted = treatment(await read(invoice));
    assert.deepEqual({ country: posted.country, codes: posted.codes }, asRead);
  });

  it('must be certain where the VAT hangs on it', async () => {
    const fields = { supplier_name: 'Bluegrass LLC', supplier_country: 'US' };
    const lines = [{ net: '50.00', vat: '0.00', code: 'IBU' }];
    const unsure = await read(await draftInvoice(books, { fields, lines, confidence: 0.79 }));
    assert.equal(unsure.fields.supplier_country.certain, false);
    assert.deepEqual(treatment(unsure).checks, ['vat_treatment_unclear']);
    const sure = await read(await draftInvoice(books, { fields, lines }));
    assert.deepEqual([sure.fields.supplier_country.certain, sure.state], [true, 'ready']);
  });

  it('is a country', async () => {
    const invoice = await draftInvoice(books);
    for (const supplier_country of ['EU', 'QQ', 'USA', '12']) {
      const { errors } = await books.bookkeeper.refused(
        contract.correctPurchaseInvoice,
        'invalid_fields',
        { params: { invoice }, body: { fields: { supplier_country } }, ifMatch: 1 },
      );
      assert.equal(errors?.[0]?.field, 'fields.supplier_country', supplier_country);
    }
  });
});
