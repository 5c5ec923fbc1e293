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
const correct = (invoice: string, body: contract.InvoiceCorrections, ifMatch = 1) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });

describe('the supplier of an invoice', () => {
  const supplier = { vat_number: 'NL004495445B01', ibans: ['NL91ABNA0417164300'] };

  it('is looked for again when it is corrected, and stays when a person chose it', async () => {
    const contact = await books.bookkeeper.do(contract.createContact, {
      body: { name: 'Molen', ...supplier },
    });
    const invoice = await draftInvoice(books, { fields: { supplier_name: 'M0len' } });
    assert.equal((await read(invoice)).contact, null);
    const matched = await correct(invoice, {
      fields: { supplier_vat_number: 'NL 0044 95 445 B01' },
    });
    assert.deepEqual(matched.contact, { id: contact.id, name: 'Molen' });
    const other = await books.bookkeeper.do(contract.createContact, { body: { name: 'Another' } });
    await correct(invoice, { contact_id: other.id }, 2);
    const kept = await correct(invoice, { fields: { supplier_iban: supplier.ibans[0] ?? '' } }, 3);
    assert.equal(kept.contact?.id, other.id);
  });

  it('is found also when it became a contact after the invoice was read', async () => {
    const fields = { supplier_name: 'Bakkersgilde', supplier_kvk_number: '27312345' };
    const [first, second] = [
      await draftInvoice(books, { fields }),
      await draftInvoice(books, { fields }),
    ];
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice: first }, ifMatch: 1 });
    const { contact } = await read(second);
    assert.equal(contact?.name, 'Bakkersgilde');
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice: second }, ifMatch: 1 });
    const { count, items } = await books.viewer.do(contract.listContacts, {
      query: { search: 'bakkersgilde' },
    });
    assert.deepEqual([count, items[0]?.purchases], [1, { count: 2, total: '242.00' }]);
  });

  it('with another account than before is a warning that a person must accept', async () => {
    await books.bookkeeper.do(contract.createContact, {
      body: { name: 'Vast Goed', ibans: ['NL91ABNA0417164300'] },
    });
    const invoice = await draftInvoice(books, {
      fields: { supplier_name: 'Vast Goed', supplier_iban: 'NL20INGB0001234567' },
    });
    const [check] = (await read(invoice)).checks;
    assert.deepEqual(
      [check?.code, check?.blocking, check?.acknowledged],
      ['iban_changed', 'until_acknowledged', false],
    );
    const accepted = await correct(invoice, { acknowledge: ['iban_changed'] });
    assert.deepEqual([accepted.checks[0]?.acknowledged, accepted.state], [true, 'ready']);
  });
});

describe('an invoice that came before', () => {
  it('is a warning that names the other one, whatever the punctuation', async () => {
    const fields = { supplier_name: 'Dubbel B.V.' };
    const first = await draftInvoice(books, {
      fields: { ...fields, invoice_number: 'F-2026/0017' },
    });
    const second = await draftInvoice(books, {
      fields: { ...fields, invoice_number: 'F2026 0017' },
    });
    const { checks, state } = await read(second);
    assert.deepEqual(
      [checks[0]?.code, checks[0]?.related_invoice, state],
      ['duplicate', first, 'review'],
    );
  });
});
