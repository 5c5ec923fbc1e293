import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { pdfBytes } from './documents.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const post = (invoice: string) =>
  books.bookkeeper.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });

/** Account, debit and credit of each line. */
const linesOf = ({ lines }: contract.JournalEntry): string[] =>
  lines.map(({ ledger_account: { number }, debit, credit }) => `${number} ${debit} ${credit}`);

describe('reversing a posting', () => {
  const reverse = (invoice: string, body: { entry_date?: string } = {}, key?: string) =>
    books.bookkeeper.send(contract.reversePurchaseInvoice, {
      params: { invoice },
      body,
      ...(key ? { key } : {}),
    });

  it('posts the exact opposite and marks the invoice', async () => {
    const invoice = await draftInvoice(books, { fields: { supplier_name: 'Retour B.V.' } });
    const entry = await post(invoice);
    const reversal = await books.bookkeeper.do(contract.reversePurchaseInvoice, {
      params: { invoice },
      body: {},
    });
    assert.deepEqual(linesOf(entry), ['4510 100.00 0.00', '1510 21.00 0.00', '1600 0.00 121.00']);
    assert.deepEqual(linesOf(reversal), [
      '4510 0.00 100.00',
      '1510 0.00 21.00',
      '1600 121.00 0.00',
    ]);
    assert.deepEqual([reversal.reverses, reversal.entry_date], [entry.id, entry.entry_date]);
    assert.deepEqual(reversal.lines[1]?.vat_tax, '-21.00');
    const after = await read(invoice);
    assert.deepEqual(
      [after.state, after.open_amount, after.journal_entry?.reversed_by],
      ['reversed', null, reversal.id],
    );
    const contact = await books.viewer.do(contract.readContact, {
      params: { contact: after.contact?.id ?? '' },
    });
    assert.deepEqual(contact.purchases, { count: 0, total: '0.00' });
  });

  it('can be dated later', async () => {
    const invoice = await draftInvoice(books);
    await post(invoice);
    const answer = await books.bookkeeper.do(contract.reversePurchaseInvoice, {
      params: { invoice },
      body: { entry_date: today },
    });
    assert.equal(answer.entry_date, today);
  });

  it('is done once, also by two people at once', async () => {
    const invoice = await draftInvoice(books);
    await post(invoice);
    const answers = await Promise.all([reverse(invoice), reverse(invoice)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    await books.bookkeeper.refused(contract.reversePurchaseInvoice, 'already_reversed', {
      params: { invoice },
      body: {},
    });
  });

  it('is answered the same for the same key, also when both are sent at once', async () => {
    const invoice = await draftInvoice(books);
    await post(invoice);
    const [first, second] = await Promise.all([
      reverse(invoice, {}, 'undo'),
      reverse(invoice, {}, 'undo'),
    ]);
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.deepEqual('body' in first && first.body, 'body' in second && second.body);
  });

  it('is refused for one that is not posted, and in a closed period', async () => {
    const own = await openBooks(api);
    const invoice = await draftInvoice(own);
    const parts = { params: { invoice }, body: {} };
    await own.owner.refused(contract.reversePurchaseInvoice, 'conflict', parts);
    await own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    await own.in(() =>
      query("UPDATE fiscal_periods SET status = 'closed' WHERE year = $1 AND number = 11", [
        thisYear,
      ]),
    );
    await own.owner.refused(contract.reversePurchaseInvoice, 'period_closed', parts);
    assert.equal(
      (await own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } })).state,
      'posted',
    );
    const later = { entry_date: `${thisYear}-12-01` };
    await own.owner.do(contract.reversePurchaseInvoice, { params: { invoice }, body: later });
  });
});

describe('correcting what was reversed', () => {
  const reverse = (invoice: string) =>
    books.bookkeeper.do(contract.reversePurchaseInvoice, { params: { invoice }, body: {} });
  const copyOf = async (invoice: string): Promise<string> =>
    (await books.bookkeeper.do(contract.copyReversedInvoice, { params: { invoice } })).id;

  it('goes on in one copy, and in the copy of that where it was reversed, too', async () => {
    const invoice = await draftInvoice(books);
    await post(invoice);
    await reverse(invoice);
    assert.equal((await read(invoice)).corrected_by, null);
    const [first, second] = await Promise.all([copyOf(invoice), copyOf(invoice)]);
    assert.equal(first, second);
    assert.equal((await read(invoice)).corrected_by, first);
    await post(first);
    assert.equal(await copyOf(invoice), first);
    await reverse(first);
    const third = await copyOf(invoice);
    assert.notEqual(third, first);
    assert.equal((await read(first)).corrected_by, third);
  });

  it('is the one that was begun before copies named what they correct', async () => {
    const invoice = await draftInvoice(books);
    await post(invoice);
    await reverse(invoice);
    const copy = await copyOf(invoice);
    await books.in(() => query('UPDATE invoices SET corrects = NULL WHERE id = $1', [copy]));
    assert.equal(await copyOf(invoice), copy);
  });

  it('needs no document', async () => {
    const invoice = await draftInvoice(books);
    await books.in(() => query('UPDATE invoices SET document_id = NULL WHERE id = $1', [invoice]));
    await post(invoice);
    await reverse(invoice);
    const copy = await copyOf(invoice);
    assert.equal(await copyOf(invoice), copy);
    assert.deepEqual(linesOf(await post(copy)), [
      '4510 100.00 0.00',
      '1510 21.00 0.00',
      '1600 0.00 121.00',
    ]);
  });

  it('is refused for one that is not reversed', async () => {
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice } };
    await books.bookkeeper.refused(contract.copyReversedInvoice, 'conflict', parts);
    await post(invoice);
    await books.bookkeeper.refused(contract.copyReversedInvoice, 'conflict', parts);
  });

  it('begins, too, when its file is handed in again, which is no duplicate then', async () => {
    const file = { query: { file_name: 'factuur.pdf' }, bytes: pdfBytes() };
    const handIn = async () => {
      const { status, body } = await books.bookkeeper.succeed(contract.uploadDocument, file);
      return { status, ...body };
    };
    const { document } = await handIn();
    const invoice = await draftInvoice(books);
    await books.in(async () => {
      await query("UPDATE documents SET state = 'read' WHERE id = $1", [document.id]);
      await query('UPDATE invoices SET document_id = $2 WHERE id = $1', [invoice, document.id]);
    });
    await post(invoice);
    assert.equal((await handIn()).duplicate, true);
    await reverse(invoice);
    const again = await handIn();
    assert.deepEqual([again.status, again.duplicate, again.document.id], [201, false, document.id]);
    const { purchase_invoice: copy } = again.document;
    assert.equal(copy?.state, 'review');
    assert.equal((await read(invoice)).corrected_by, copy.id);
    assert.equal((await handIn()).duplicate, true);
  });
});
