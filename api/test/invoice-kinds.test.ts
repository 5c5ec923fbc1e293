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

const post = (invoice: string) =>
  books.bookkeeper.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });

/** Account, debit and credit of each line. */
const linesOf = ({ lines }: contract.JournalEntry): string[] =>
  lines.map(({ ledger_account: { number }, debit, credit }) => `${number} ${debit} ${credit}`);

describe('an invoice in another currency', () => {
  const dollars = { currency: 'USD', supplier_name: 'Acme Inc.', supplier_country: 'US' };

  it('is booked in euros by its rate, each line with its own amount beside it', async () => {
    const invoice = await draftInvoice(books, {
      fields: dollars,
      lines: [
        { net: '333.33', code: 'IVR' },
        { net: '333.33', code: 'IVR', account: '4520' },
      ],
      exchangeRate: '0.923456',
    });
    const entry = await post(invoice);
    assert.deepEqual(linesOf(entry), ['4510 307.81 0.00', '4520 307.82 0.00', '1600 0.00 615.63']);
    assert.deepEqual(
      entry.lines.map(({ currency, currency_amount }) => [currency, currency_amount]),
      [
        ['USD', '333.33'],
        ['USD', '333.33'],
        ['USD', '-666.66'],
      ],
    );
    const { open_amount, total, exchange_rate } = await read(invoice);
    assert.deepEqual([total, open_amount, exchange_rate], ['666.66', '615.63', '0.923456']);
  });

  it('waits for its rate', async () => {
    const invoice = await draftInvoice(books, {
      fields: dollars,
      lines: [{ net: '10.00', code: 'IVR' }],
    });
    const parts = { params: { invoice } };
    await books.bookkeeper.refused(contract.postPurchaseInvoice, 'invoice_blocked', {
      ...parts,
      ifMatch: 1,
    });
    const body = { exchange_rate: '0.5', acknowledge: ['duplicate'] };
    await books.bookkeeper.do(contract.correctPurchaseInvoice, { ...parts, body, ifMatch: 1 });
    const entry = await books.bookkeeper.do(contract.postPurchaseInvoice, { ...parts, ifMatch: 2 });
    assert.equal(entry.total, '5.00');
  });
});

describe('a credit note', () => {
  it('is booked with its sides turned, and is counted negative', async () => {
    const fields = { supplier_name: 'Credit B.V.' };
    await post(await draftInvoice(books, { fields }));
    const note = await draftInvoice(books, {
      fields: { ...fields, document_type: 'credit_note' },
      lines: [{ net: '40.00', vat: '8.40' }],
    });
    const entry = await post(note);
    assert.deepEqual(linesOf(entry), ['4510 0.00 40.00', '1510 0.00 8.40', '1600 48.40 0.00']);
    assert.deepEqual([entry.lines[1]?.vat_base, entry.lines[1]?.vat_tax], ['-40.00', '-8.40']);
    const contact = await books.viewer.do(contract.readContact, {
      params: { contact: entry.contact?.id ?? '' },
    });
    assert.deepEqual(contact.purchases, { count: 2, total: '72.60' });
  });

  it('settles what was open with the same supplier', async () => {
    const fields = { supplier_name: 'Verreken B.V.' };
    const invoice = await draftInvoice(books, { fields });
    await post(invoice);
    await post(
      await draftInvoice(books, {
        fields: { ...fields, document_type: 'credit_note' },
        lines: [{ net: '100.00', vat: '21.00' }],
      }),
    );
    assert.equal((await read(invoice)).open_amount, '0.00');
  });
});

describe('VAT', () => {
  const posted = async (line: { net: string; vat?: string; code: string }) => {
    const { lines } = await post(
      await draftInvoice(books, {
        fields: {
          supplier_name: `VAT ${line.code}`,
          supplier_country: line.code === 'IED' ? 'DE' : 'NL',
        },
        lines: [line],
      }),
    );
    return lines.map(({ ledger_account: { number }, debit, credit, vat_box }) =>
      [number, debit, credit, vat_box ?? '-'].join(' '),
    );
  };

  it('by reverse charge is owed and claimed at once, each in its box', async () => {
    assert.deepEqual(await posted({ net: '100.00', code: 'IED' }), [
      '4510 100.00 0.00 -',
      '1505 0.00 21.00 4b',
      '1510 21.00 0.00 5b',
      '1600 0.00 100.00 -',
    ]);
  });
  it('that cannot be claimed is cost', async () => {
    assert.deepEqual(await posted({ net: '100.00', vat: '21.00', code: 'INA' }), [
      '4510 121.00 0.00 -',
      '1600 0.00 121.00 -',
    ]);
  });
  it('is taken as the supplier printed it, within the cents that rounding explains', async () => {
    assert.deepEqual(await posted({ net: '100.00', vat: '21.03', code: 'I21' }), [
      '4510 100.00 0.00 -',
      '1510 21.03 0.00 5b',
      '1600 0.00 121.03 -',
    ]);
  });
});
