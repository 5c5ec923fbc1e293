import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import type { InvoiceFieldName } from '@smart-accounting/api-contract';
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

const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
const post = async (invoice: string) => {
  const { version } = await read(invoice);
  return books.bookkeeper.do(contract.postPurchaseInvoice, {
    params: { invoice },
    ifMatch: version,
  });
};
const acknowledge = async (invoice: string, code: string) => {
  const { version } = await read(invoice);
  return books.bookkeeper.do(contract.correctPurchaseInvoice, {
    params: { invoice },
    body: { acknowledge: [code] },
    ifMatch: version,
  });
};

/** € 121,00 of a supplier of its own, since payments and what is open are counted per supplier. */
const draft = (
  supplier: string,
  fields: Partial<Record<InvoiceFieldName, string>>,
  more: { readonly exchangeRate?: string } = {},
) => draftInvoice(books, { fields: { supplier_name: supplier, ...fields }, ...more });

describe('an amount paid already that is below zero', () => {
  it('is asked about, and makes no more open than was booked', async () => {
    const supplier = 'Minder dan niets B.V.';
    await post(await draft(supplier, {}));
    const invoice = await draft(supplier, { prepaid_total: '-50.00' });
    const { state, checks } = await read(invoice);
    assert.deepEqual([state, checks.map(({ code }) => code)], ['review', ['payable_unlikely']]);
    await acknowledge(invoice, 'payable_unlikely');
    await post(invoice);
    assert.equal((await read(invoice)).open_amount, '121.00');
  });
});

describe('an invoice that is paid already', () => {
  it('is told of, asked about once, and open for nothing after posting', async () => {
    const invoice = await draft('Webwinkel Vooruit B.V.', { prepaid_total: '121.00' });
    const before = await read(invoice);
    assert.deepEqual(
      [before.total, before.payable_amount, before.state],
      ['121.00', '0.00', 'review'],
    );
    const [check] = before.checks;
    assert.deepEqual(
      [check?.code, check?.blocking, check?.expected, check?.found],
      ['already_paid', 'until_acknowledged', '121.00', '121.00'],
    );
    await books.bookkeeper.refused(contract.postPurchaseInvoice, 'invoice_blocked', {
      params: { invoice },
      ifMatch: before.version,
    });
    assert.equal((await acknowledge(invoice, 'already_paid')).state, 'ready');
    const { lines } = await post(invoice);
    // The books hold what is owed until the payment has an entry of its own.
    assert.equal(lines.at(-1)?.credit, '121.00');
    assert.equal((await read(invoice)).open_amount, '0.00');
    const { items } = await books.viewer.do(contract.listPurchaseInvoices, {});
    const listed = items.find(({ id }) => id === invoice);
    assert.deepEqual([listed?.payable_amount, listed?.open_amount], ['0.00', '0.00']);
  });
  it('in part is open for the rest, and nobody is asked', async () => {
    const invoice = await draft('Aanbetaald B.V.', { prepaid_total: '21.00' });
    const { payable_amount: payable, checks, state } = await read(invoice);
    assert.deepEqual([payable, checks, state], ['100.00', [], 'ready']);
    await post(invoice);
    assert.equal((await read(invoice)).open_amount, '100.00');
  });
  it('is not open in another currency either', async () => {
    const dollars = { currency: 'USD', prepaid_total: '121.00' };
    const invoice = await draft('Prepaid Inc.', dollars, { exchangeRate: '0.9137' });
    await acknowledge(invoice, 'already_paid');
    await post(invoice);
    assert.equal((await read(invoice)).open_amount, '0.00');
  });
  it('leaves another invoice of its supplier open', async () => {
    const paid = await draft('Beide B.V.', { prepaid_total: '121.00' });
    const unpaid = await draft('Beide B.V.', {});
    await acknowledge(paid, 'already_paid');
    await post(paid);
    await post(unpaid);
    assert.equal((await read(paid)).open_amount, '0.00');
    assert.equal((await read(unpaid)).open_amount, '121.00');
  });
  it('in doubt has to be looked at', async () => {
    const invoice = await draftInvoice(books, {
      fields: { supplier_name: 'Twijfel B.V.', prepaid_total: '21.00' },
      confidence: 0.5,
    });
    const { fields, state } = await read(invoice);
    assert.deepEqual([fields.prepaid_total.certain, state], [false, 'review']);
  });
});

describe('an invoice whose payment is rounded', () => {
  it('is booked and open for what it asks, with the cents as a payment difference', async () => {
    const invoice = await draft('Kaasmarkt B.V.', { rounding: '-1.00' });
    assert.equal((await read(invoice)).payable_amount, '120.00');
    const { lines } = await post(invoice);
    assert.deepEqual(
      lines.map(({ debit, credit }) => [debit, credit]),
      [
        ['100.00', '0.00'],
        ['21.00', '0.00'],
        ['0.00', '1.00'],
        ['0.00', '120.00'],
      ],
    );
    assert.equal((await read(invoice)).open_amount, '120.00');
  });
});
