import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

type Corrections = contract.InvoiceCorrections;

const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
const correct = (invoice: string, body: Corrections, ifMatch = 1) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });
const preview = (invoice: string, body: Corrections) =>
  books.viewer.do(contract.previewPurchaseInvoice, { params: { invoice }, body });
const codesOf = ({ checks }: contract.PurchaseInvoice): string[] => checks.map(({ code }) => code);

/** Every row that hangs on an invoice, to see that nothing was written. */
const rowsOf = (invoice: string): Promise<object[]> =>
  books.in(() =>
    query(
      `SELECT to_jsonb(i) AS row FROM invoices i WHERE id = $1
       UNION ALL SELECT to_jsonb(l) FROM invoice_lines l WHERE invoice_id = $1
       UNION ALL SELECT to_jsonb(v) FROM invoice_vat v WHERE invoice_id = $1
       UNION ALL SELECT jsonb_build_object('contacts', count(*)) FROM contacts`,
      [invoice],
    ),
  );

describe('an invoice in review', () => {
  it('shows each field with what was read, how surely and where', async () => {
    const invoice = await read(await draftInvoice(books, { fields: { invoice_number: 'R-1' } }));
    assert.deepEqual(invoice.fields.invoice_number, {
      value: 'R-1',
      read_value: 'R-1',
      confidence: 0.95,
      source: 'text_layer',
      page: 1,
      box: { x: 0.1, y: 0.2, width: 0.3, height: 0.02 },
      confirmed: false,
      certain: true,
    });
    assert.equal(invoice.fields.order_reference.value, null);
    assert.equal(invoice.state, 'ready');
  });

  it('shows the entry it would become: costs and VAT against what is owed', async () => {
    const { proposed_entry: proposed } = await read(await draftInvoice(books));
    assert.deepEqual(
      proposed.lines.map(({ ledger_account: { number }, debit, credit }) => [
        number,
        debit,
        credit,
      ]),
      [
        ['4510', '100.00', '0.00'],
        ['1510', '21.00', '0.00'],
        ['1600', '0.00', '121.00'],
      ],
    );
    assert.equal(proposed.difference, '0.00');
  });

  it('is not ready when a decisive field was read unsurely', async () => {
    const invoice = await read(await draftInvoice(books, { confidence: 0.79 }));
    assert.equal(invoice.state, 'review');
    assert.equal(invoice.fields.total.certain, false);
  });

  it('knows its neighbours among those not posted, in the order they came', async () => {
    const own = await openBooks(api);
    const ids = [await draftInvoice(own), await draftInvoice(own), await draftInvoice(own)];
    const [first = '', second = '', third = ''] = ids;
    const neighbours = (invoice: string) =>
      own.viewer.do(contract.nextInvoice, { params: { invoice } });
    assert.deepEqual(await neighbours(second), {
      previous: first,
      next: third,
      position: 2,
      count: 3,
    });
    assert.deepEqual(await neighbours(first), {
      previous: null,
      next: second,
      position: 1,
      count: 3,
    });
    await own.owner.do(contract.postPurchaseInvoice, { params: { invoice: second }, ifMatch: 1 });
    assert.deepEqual(await neighbours(first), {
      previous: null,
      next: third,
      position: 1,
      count: 2,
    });
    assert.deepEqual(await neighbours(second), {
      previous: first,
      next: third,
      position: 2,
      count: 3,
    });
  });
});

describe('a preview', () => {
  it('is what the correction then is, and writes nothing', async () => {
    const invoice = await draftInvoice(books);
    const account = await books.account('4520');
    const body: Corrections = {
      fields: { total: '242.00', net_total: '200.00', vat_total: '42.00', invoice_number: 'P-1' },
      lines: [
        {
          description: 'Software',
          net_amount: '200.00',
          vat_code: 'I21',
          ledger_account_id: account,
        },
      ],
      vat: [{ vat_code: 'I21', vat_amount: '42.00' }],
      entry_date: `${thisYear}-11-10`,
    };
    const before = await rowsOf(invoice);
    const shown = await preview(invoice, body);
    assert.deepEqual(await rowsOf(invoice), before);
    const corrected = await correct(invoice, body);
    assert.deepEqual({ ...shown, version: 2 }, corrected);
    assert.deepEqual(await read(invoice), corrected);
  });
});

describe('a correction', () => {
  it("is a person's from then on, and what was read stays beside it", async () => {
    const invoice = await draftInvoice(books, { confidence: 0.3 });
    const { fields, state } = await correct(invoice, {
      fields: { supplier_name: 'Glasnet' },
      confirm: ['invoice_number', 'invoice_date', 'total', 'net_total', 'vat_total', 'due_date'],
    });
    const { value, read_value, source, confirmed, certain } = fields.supplier_name;
    assert.deepEqual(
      [value, read_value, source, confirmed, certain],
      ['Glasnet', 'Glasnet Zakelijk B.V.', 'person', true, true],
    );
    assert.equal(fields.total.source, 'text_layer');
    assert.equal(state, 'ready');
  });

  it('needs the version that was read, and is refused when somebody was faster', async () => {
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice }, body: {} };
    await books.bookkeeper.refused(contract.correctPurchaseInvoice, 'precondition_required', parts);
    const header = (value: string) => ({ ...parts, headers: { 'if-match': value } });
    for (const value of ['1', '"x"', '*', '"1", "2"'])
      await books.bookkeeper.refused(contract.correctPurchaseInvoice, 'bad_request', header(value));
    const { version } = await correct(invoice, {});
    assert.equal(version, 2);
    await books.bookkeeper.refused(contract.correctPurchaseInvoice, 'version_mismatch', {
      ...parts,
      ifMatch: 1,
    });
    await books.bookkeeper.do(contract.correctPurchaseInvoice, header('W/"2"'));
  });

  it('by two people at once is one of them, and the other is told', async () => {
    const invoice = await draftInvoice(books);
    const answers = await Promise.all(
      ['A-1', 'A-2'].map((invoice_number) =>
        books.bookkeeper.send(contract.correctPurchaseInvoice, {
          params: { invoice },
          body: { fields: { invoice_number } },
          ifMatch: 1,
        }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
  });

  it('names every wrong field at once, by its path', async () => {
    const invoice = await draftInvoice(books);
    const nowhere = '01920000-0000-7000-8000-000000000000';
    const wrong = {
      fields: {
        total: '1.234,50',
        due_date: '31-12-2026',
        currency: 'euro',
        document_type: 'bill',
      },
      contact_id: nowhere,
      lines: [
        { description: 'A', net_amount: '1.00', vat_code: 'V21', ledger_account_id: nowhere },
      ],
      vat: [
        { vat_code: 'I21', vat_amount: '1.00' },
        { vat_code: 'I21', vat_amount: '2.00' },
      ],
    };
    const before = await rowsOf(invoice);
    const fields = await books.bookkeeper.wrongFields(contract.correctPurchaseInvoice, {
      params: { invoice },
      json: wrong,
      ifMatch: 1,
    });
    assert.deepEqual(fields.sort(), [
      'contact_id',
      'fields.currency',
      'fields.document_type',
      'fields.due_date',
      'fields.total',
      'lines.0.ledger_account_id',
      'lines.0.vat_code',
      'vat.1.vat_code',
    ]);
    assert.deepEqual(await rowsOf(invoice), before);
  });

  const malformed: readonly [object, string][] = [
    [{ exchange_rate: '0' }, 'exchange_rate'],
    [{ exchange_rate: '0.0000' }, 'exchange_rate'],
    [{ exchange_rate: '-1.2' }, 'exchange_rate'],
    [{ exchange_rate: 'NaN' }, 'exchange_rate'],
    [{ entry_date: '1800-01-01' }, 'entry_date'],
    [{ acknowledge: ['dupli\u0000cate'] }, 'acknowledge.0'],
    [{ confirm: ['password'] }, 'confirm.0'],
    [{ fields: { supplier_name: 'x'.repeat(301) } }, 'fields.supplier_name'],
    [{ fields: { total: 12.5 } }, 'fields.total'],
    [{ vat: [{ vat_code: 'I21', vat_amount: '1.005' }] }, 'vat.0.vat_amount'],
  ];
  for (const [json, field] of malformed) {
    it(`that is ${JSON.stringify(json).slice(0, 60)} is refused`, async () => {
      const params = { invoice: await draftInvoice(books) };
      const parts = { params, json, ifMatch: 1 };
      assert.deepEqual(await books.bookkeeper.wrongFields(contract.correctPurchaseInvoice, parts), [
        field,
      ]);
      assert.deepEqual(await books.bookkeeper.wrongFields(contract.previewPurchaseInvoice, parts), [
        field,
      ]);
    });
  }

  it('can empty a field, which then is missed', async () => {
    const invoice = await correct(await draftInvoice(books), {
      fields: { total: null, supplier_name: '' },
    });
    assert.equal(invoice.total, null);
    assert.deepEqual(codesOf(invoice).slice(0, 2), ['supplier_missing', 'total_missing']);
    assert.equal(invoice.state, 'review');
  });

  it('keeps numbers as they are written, without zeros that nobody wrote', async () => {
    const ledger_account_id = await books.account('4510');
    const line = { description: 'Uren', net_amount: '-12.50', vat_code: 'I21', ledger_account_id };
    const { lines } = await correct(await draftInvoice(books), {
      lines: [{ ...line, quantity: '-1.250', unit_price: '10.0000000001' }],
    });
    assert.deepEqual(
      [lines[0]?.quantity, lines[0]?.unit_price, lines[0]?.net_amount, lines[0]?.account_source],
      ['-1.25', '10.0000000001', '-12.50', 'person'],
    );
  });

  it('cannot book on an account that is no longer in use, unless it was there before', async () => {
    const account = await books.accountant.do(contract.createLedgerAccount, {
      body: { number: '4999', name: 'Old', type: 'cost' },
    });
    const line = {
      description: 'A',
      net_amount: '100.00',
      vat_code: 'I21',
      ledger_account_id: account.id,
    };
    const before = await draftInvoice(books, {
      lines: [{ net: '100.00', vat: '21.00', account: '4999' }],
    });
    await books.accountant.do(contract.updateLedgerAccount, {
      params: { account: account.id },
      body: { active: false },
      ifMatch: 1,
    });
    await correct(before, { lines: [line] });
    const parts = {
      params: { invoice: await draftInvoice(books) },
      body: { lines: [line] },
      ifMatch: 1,
    };
    assert.deepEqual(await books.bookkeeper.wrongFields(contract.correctPurchaseInvoice, parts), [
      'lines.0.ledger_account_id',
    ]);
  });

  it('of a posted invoice is refused, with who posted it', async () => {
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice }, ifMatch: 1 };
    const entry = await books.accountant.do(contract.postPurchaseInvoice, parts);
    for (const operation of [
      contract.correctPurchaseInvoice,
      contract.previewPurchaseInvoice,
    ] as const) {
      const { existing } = await books.bookkeeper.refused(operation, 'already_posted', {
        ...parts,
        json: {},
      });
      assert.deepEqual([existing?.by, existing?.id], ['The accountant', entry.id]);
    }
  });
});
