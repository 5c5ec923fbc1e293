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

describe('the history of an invoice', () => {
  it('tells what was done to it and to its entry, by whom, and nothing of others', async () => {
    const invoice = await draftInvoice(books);
    await draftInvoice(books);
    const params = { invoice };
    await books.bookkeeper.do(contract.correctPurchaseInvoice, {
      params,
      body: { confirm: ['total'] },
      ifMatch: 1,
    });
    const entry = await books.owner.do(contract.postPurchaseInvoice, { params, ifMatch: 2 });
    await books.accountant.do(contract.reverseJournalEntry, {
      params: { entry: entry.id },
      body: {},
    });
    const { items } = await books.viewer.do(contract.readInvoiceHistory, { params });
    assert.deepEqual(
      items.map(({ action }) => action),
      ['invoice.corrected', 'invoice.posted', 'entry.reversed'],
    );
    assert.ok(items.every(({ person, at }) => person && at.endsWith('Z')));
  });
});
