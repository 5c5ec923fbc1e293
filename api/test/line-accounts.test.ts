// The accounts that the lines of an invoice are booked on: which are certain, and which a person could choose.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
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
const correct = (invoice: string, body: contract.InvoiceCorrections, ifMatch: number) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });

/** The lines as they can be sent back. */
const linesOf = ({ lines }: contract.PurchaseInvoice) =>
  lines.map(({ account_certain: _, ...line }) => line);

describe('a line on the account for want of a better one', () => {
  const draft = {
    fields: { supplier_name: 'Twijfel en Zonen B.V.' },
    lines: [
      { net: '100.00', vat: '21.00' },
      { net: '50.00', vat: '10.50' },
    ],
    accountSource: 'default',
  } as const;

  it('is a doubt until a person chose or confirmed its account, whatever else of it is corrected', async () => {
    const invoice = await draftInvoice(books, draft);
    const drafted = await read(invoice);
    assert.deepEqual(
      [drafted.state, ...drafted.lines.map((line) => line.account_certain)],
      ['review', false, false],
    );
    const renamed = linesOf(drafted).map((line) => ({ ...line, description: 'Anders' }));
    const corrected = await correct(invoice, { lines: renamed }, 1);
    assert.deepEqual(
      [corrected.state, ...corrected.lines.map((line) => line.account_source)],
      ['review', 'default', 'default'],
    );
    const [first, second] = linesOf(corrected);
    assert.ok(first && second);
    const half = await correct(
      invoice,
      { lines: [{ ...first, account_source: 'person' }, second] },
      2,
    );
    assert.deepEqual(
      [half.state, ...half.lines.map((line) => line.account_certain)],
      ['review', true, false],
    );
    // A line that does not say where its account came from is a person's.
    const bare = linesOf(half).map(({ account_source: _, ...line }) => line);
    const whole = await correct(invoice, { lines: bare }, 3);
    assert.deepEqual(
      [whole.state, ...whole.lines.map((line) => line.account_certain)],
      ['ready', true, true],
    );
  });
});

describe('the accounts of a supplier', () => {
  it('are those that it was booked on before, the most used first', async () => {
    const fields = { supplier_name: 'Vaste Leverancier B.V.' };
    const posted = async (...accounts: string[]) => {
      const lines = accounts.map((account) => ({ net: '10.00', vat: '2.10', account }));
      const invoice = await draftInvoice(books, { fields, lines });
      await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    };
    const first = await draftInvoice(books, { fields });
    assert.deepEqual((await read(first)).supplier_accounts, []);
    await posted('4500');
    await posted('4520');
    await posted('4520');
    const next = await read(await draftInvoice(books, { fields }));
    assert.deepEqual(next.supplier_accounts, [
      await books.account('4520'),
      await books.account('4500'),
    ]);
  });
});
