import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;
let books: Books;
let bank: string;
let cost: string;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  bank = await books.account('1100');
  cost = await books.account('4700');
});
after(() => api.stop());

type Body = contract.BodyInput<typeof contract.postJournalEntry>;

const charges = (amount: string, rest: Partial<Body> = {}): Body => ({
  entry_date: today,
  description: 'Bank charges',
  lines: [
    { ledger_account_id: cost, debit: amount },
    { ledger_account_id: bank, credit: amount },
  ],
  ...rest,
});
const post = (body: Body, key?: string) =>
  books.accountant.do(contract.postJournalEntry, { body, ...(key ? { key } : {}) });
const reverse = (entry: string, body: { entry_date?: string } = {}) =>
  books.accountant.do(contract.reverseJournalEntry, { params: { entry }, body });

describe('an entry by hand', () => {
  it('is posted in the memorial journal, exactly as it was written', async () => {
    const contact = await books.bookkeeper.do(contract.createContact, {
      body: { name: 'De bank' },
    });
    const entry = await post(
      charges('999999999999999.99', {
        lines: [
          {
            ledger_account_id: cost,
            debit: '999999999999999.98',
            description: 'Much',
            contact_id: contact.id,
          },
          { ledger_account_id: cost, debit: '0.01' },
          { ledger_account_id: bank, credit: '999999999999999.99' },
        ],
      }),
    );
    assert.match(entry.number, new RegExp(`^MEM-${thisYear}-\\d{4}$`));
    assert.deepEqual(
      [entry.total, entry.posted_by, entry.journal],
      ['999999999999999.99', 'The accountant', 'MEM'],
    );
    assert.deepEqual(
      entry.lines.map(({ line, debit, credit, description }) => [line, debit, credit, description]),
      [
        [1, '999999999999999.98', '0.00', 'Much'],
        [2, '0.01', '0.00', ''],
        [3, '0.00', '999999999999999.99', ''],
      ],
    );
    assert.deepEqual(entry.lines[0]?.contact, { id: contact.id, name: 'De bank' });
    assert.deepEqual(
      await books.viewer.do(contract.readJournalEntry, { params: { entry: entry.id } }),
      entry,
    );
    await reverse(entry.id);
  });

  it('that does not balance is refused, with the difference', async () => {
    const lines = [
      { ledger_account_id: cost, debit: '10.00' },
      { ledger_account_id: bank, credit: '9.99' },
    ];
    const { detail } = await books.accountant.refused(contract.postJournalEntry, 'unbalanced', {
      body: charges('0', { lines }),
    });
    assert.equal(detail, 'Debit minus credit is 0.01.');
  });

  it('of zeros is refused, although it balances', async () => {
    const lines = [{ ledger_account_id: cost }, { ledger_account_id: bank, credit: '0.00' }];
    const body = charges('0', { lines });
    await books.accountant.refused(contract.postJournalEntry, 'entry_of_zeros', { body });
  });

  it('with lines that are none is refused, each by its place', async () => {
    const nowhere = '01920000-0000-7000-8000-000000000000';
    const wrongLines = (lines: object[]): Promise<string[]> =>
      books.accountant.wrongFields(contract.postJournalEntry, { json: { ...charges('0'), lines } });
    assert.deepEqual(
      await wrongLines([
        { ledger_account_id: cost, debit: '-1.00' },
        { ledger_account_id: bank, debit: '1.00', credit: '2.00' },
      ]),
      ['lines.0', 'lines.1'],
    );
    assert.deepEqual(
      await wrongLines([
        { ledger_account_id: nowhere, debit: '1.00', contact_id: nowhere },
        { ledger_account_id: bank, credit: '1.00' },
      ]),
      ['lines.0.ledger_account_id', 'lines.0.contact_id'],
    );
    assert.deepEqual(await wrongLines([{ ledger_account_id: bank, debit: '1.00' }]), ['lines']);
    assert.deepEqual(
      await wrongLines([
        { ledger_account_id: cost, debit: '1,00' },
        { ledger_account_id: bank, credit: 1, description: 'a\u0000b' },
      ]),
      ['lines.0.debit', 'lines.1.description', 'lines.1.credit'],
    );
  });

  it('cannot touch the accounts of another tenant, or one out of use', async () => {
    const theirs = await openBooks(api);
    const old = await books.accountant.do(contract.createLedgerAccount, {
      body: { number: '4998', name: 'Old', type: 'cost', active: false },
    });
    for (const ledger_account_id of [await theirs.account('4700'), old.id]) {
      const lines = [
        { ledger_account_id, debit: '1.00' },
        { ledger_account_id: bank, credit: '1.00' },
      ];
      assert.deepEqual(
        await books.accountant.wrongFields(contract.postJournalEntry, {
          body: charges('0', { lines }),
        }),
        ['lines.0.ledger_account_id'],
      );
    }
  });

  it('is refused in a closed period and outside of every year', async () => {
    await books.in(() =>
      query("UPDATE fiscal_periods SET status = 'closed' WHERE year = $1 AND number = 1", [
        thisYear,
      ]),
    );
    for (const [entry_date, code] of [
      [`${thisYear}-01-31`, 'period_closed'],
      [`${thisYear + 5}-01-01`, 'no_fiscal_period'],
      ['1999-12-31', 'no_fiscal_period'],
    ] as const)
      await books.accountant.refused(contract.postJournalEntry, code, {
        body: charges('1.00', { entry_date }),
      });
  });

  it('takes the numbers without a gap, also when some are refused and many come at once', async () => {
    const own = await openBooks(api);
    const lines = [
      { ledger_account_id: await own.account('4700'), debit: '1.00' },
      { ledger_account_id: await own.account('1100'), credit: '1.00' },
    ];
    const unbalanced = [...lines, { ledger_account_id: await own.account('4700'), debit: '1.00' }];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        own.accountant.send(contract.postJournalEntry, {
          body: charges('0', { lines: index % 3 === 0 ? unbalanced : lines }),
        }),
      ),
    );
    const numbers = answers.flatMap((answer) => ('problem' in answer ? [] : answer.body.number));
    const expected = Array.from(
      { length: 16 },
      (_, index) => `MEM-${thisYear}-${String(index + 1).padStart(4, '0')}`,
    );
    assert.deepEqual(numbers.sort(), expected);
  });

  it('sent twice with one idempotency key is one, also at once; with another amount it is refused', async () => {
    const count = async (): Promise<number> =>
      (await books.viewer.do(contract.listJournalEntries, { query: { search: 'Once only' } })).items
        .length;
    const body = charges('5.00', { description: 'Once only' });
    const [first, second] = await Promise.all([post(body, 'once'), post(body, 'once')]);
    assert.deepEqual(first, second);
    assert.deepEqual(await post(body, 'once'), first);
    assert.equal(await count(), 1);
    await books.accountant.refused(contract.postJournalEntry, 'idempotency_key_reused', {
      body: charges('6.00', { description: 'Once only' }),
      key: 'once',
    });
  });
});

describe('reversing an entry', () => {
  it('posts its opposite once', async () => {
    const entry = await post(charges('3.00'));
    const reversal = await reverse(entry.id, { entry_date: `${thisYear}-12-31` });
    assert.deepEqual([reversal.reverses, reversal.entry_date], [entry.id, `${thisYear}-12-31`]);
    assert.deepEqual(
      reversal.lines.map(({ debit, credit }) => [debit, credit]),
      [
        ['0.00', '3.00'],
        ['3.00', '0.00'],
      ],
    );
    const parts = { params: { entry: entry.id }, body: {} };
    await books.accountant.refused(contract.reverseJournalEntry, 'already_reversed', parts);
    const read = await books.viewer.do(contract.readJournalEntry, { params: { entry: entry.id } });
    assert.equal(read.reversed_by, reversal.id);
  });

  it('is not possible as of a day before it', async () => {
    const entry = await post(charges('3.00'));
    const parts = (entry_date: string) => ({ params: { entry: entry.id }, body: { entry_date } });
    await books.accountant.refused(
      contract.reverseJournalEntry,
      'reversal_before_entry',
      parts(`${thisYear}-11-22`),
    );
    await books.accountant.do(contract.reverseJournalEntry, parts(entry.entry_date));
  });

  it('of an invoice marks the invoice, too', async () => {
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice }, ifMatch: 1 };
    const entry = await books.accountant.do(contract.postPurchaseInvoice, parts);
    const reversal = await reverse(entry.id);
    assert.equal(reversal.purchase_invoice_id, invoice);
    const read = await books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
    assert.deepEqual([read.state, read.journal_entry?.reversed_by], ['reversed', reversal.id]);
  });

  it('that is refused leaves the invoice posted', async () => {
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice }, ifMatch: 1 };
    const entry = await books.accountant.do(contract.postPurchaseInvoice, parts);
    await books.accountant.refused(contract.reverseJournalEntry, 'period_closed', {
      params: { entry: entry.id },
      body: { entry_date: `${thisYear}-01-31` },
    });
    const read = await books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
    assert.deepEqual([read.state, read.version], ['posted', 2]);
  });
});

describe('the list of entries', () => {
  it('is found by journal, day, words, contact and number, latest first, each once', async () => {
    const own = await openBooks(api);
    const lines = [
      { ledger_account_id: await own.account('4700'), debit: '1.00' },
      { ledger_account_id: await own.account('1100'), credit: '1.00' },
    ];
    const ids: string[] = [];
    for (const [index, description] of ['100% rent', 'Fuel', 'fuel again', 'Tea'].entries()) {
      const body = { entry_date: `${thisYear}-0${index + 1}-15`, description, lines };
      ids.unshift((await own.accountant.do(contract.postJournalEntry, { body })).id);
    }
    const invoice = await draftInvoice(own);
    const { id } = await own.accountant.do(contract.postPurchaseInvoice, {
      params: { invoice },
      ifMatch: 1,
    });
    ids.unshift(id);
    const find = async (query: Readonly<Record<string, string | number>>): Promise<string[]> =>
      (await own.viewer.do(contract.listJournalEntries, { query })).items.map((item) => item.id);
    const [purchase = '', tea = '', fuelAgain = '', fuel = '', rent = ''] = ids;
    assert.deepEqual(await find({}), ids);
    assert.deepEqual(await find({ journal: 'INK' }), [purchase]);
    assert.deepEqual(await find({ from: `${thisYear}-02-15`, to: `${thisYear}-03-15` }), [
      fuelAgain,
      fuel,
    ]);
    assert.deepEqual(await find({ search: 'fuel' }), [fuelAgain, fuel]);
    assert.deepEqual(await find({ search: '%' }), [rent]);
    assert.deepEqual(await find({ search: 'glasnet' }), [purchase]);
    assert.deepEqual(await find({ search: `MEM-${thisYear}-0004` }), [tea]);
    const first = await own.viewer.do(contract.listJournalEntries, { query: { limit: 2 } });
    const rest = await find({ limit: 3, cursor: first.next_cursor ?? '' });
    assert.deepEqual([...first.items.map((item) => item.id), ...rest], ids);
  });
  it('refuses a cursor that somebody made up', async () => {
    const id = '01920000-0000-7000-8000-000000000001';
    for (const keys of [
      ['2024-01-01 00:00:00+99', id],
      ['2024-99-99 00:00:00+00', id],
      ['x'],
      [],
    ]) {
      const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url');
      await books.viewer.refused(contract.listJournalEntries, 'invalid_fields', {
        query: { cursor },
      });
    }
  });
});
