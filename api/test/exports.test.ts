import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { readXlsx } from 'hucre/xlsx';
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

const contact = (name: string, more = {}) =>
  books.bookkeeper.do(contract.createContact, { body: { name, ...more } });

type Asked = Readonly<Record<string, string>>;

async function lines(asked: Asked, of: Books = books): Promise<string[]> {
  const file = await of.viewer.succeed(contract.exportContacts, {
    query: { format: 'csv', ...asked },
  });
  return file.bytes.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n');
}

describe('an export as CSV', () => {
  it('has the rows of the filter under heads of the language, and a name with the day', async () => {
    await contact('Bakkerij Jansen', { is_supplier: true, kvk_number: '27312345' });
    await contact('Slagerij de Wit', { is_customer: true });
    const file = await books.viewer.succeed(contract.exportContacts, {
      query: { format: 'csv', search: 'jansen' },
    });
    assert.match(
      file.headers.get('content-disposition') ?? '',
      /^attachment; filename="?relaties-\d{4}-\d\d-\d\d\.csv"?$/,
    );
    const [head = '', row = '', ...rest] = await lines({ search: 'jansen' });
    assert.match(head, /^Naam;Leverancier;Klant;KvK-nummer;/);
    assert.match(row, /^Bakkerij Jansen;ja;nee;27312345;/);
    assert.deepEqual(rest, []);
    const [english = ''] = await lines({ language: 'en' });
    assert.match(english, /^Name,Supplier,Customer,KvK number,/);
    assert.equal((await lines({ kind: 'customer' })).length, 2);
  });

  it('keeps what a spreadsheet would run as text', async () => {
    for (const sign of ['=', '+', '-', '@']) await contact(`${sign}cmd ${sign}`);
    const found = (await lines({ search: 'cmd' })).slice(1).map((line) => line.split(';')[0]);
    assert.deepEqual(found.sort(), ["'+cmd +", "'-cmd -", "'=cmd =", "'@cmd @"]);
  });

  it('writes amounts as numbers of its language', async () => {
    await draftInvoice(books);
    const amountOf = async (language: string) => {
      const { bytes } = await books.viewer.succeed(contract.exportPurchaseInvoices, {
        query: { format: 'csv', language, state: 'ready' },
      });
      return /\d+[.,]\d\d(?=[;,])/.exec(bytes.toString('utf8'))?.[0] ?? '';
    };
    assert.match(await amountOf('nl'), /^\d+,\d\d$/);
    assert.equal((await amountOf('en')).replace('.', ','), await amountOf('nl'));
  });

  it('goes on past the first page, each row once', async () => {
    const many = await openBooks(api);
    await many.in(() =>
      query(
        `INSERT INTO contacts (id, name, is_supplier) SELECT gen_random_uuid(), 'Nr ' || lpad(n::text, 4, '0'), true
           FROM generate_series(1, 1203) n`,
      ),
    );
    const names = (await lines({}, many)).slice(1).map((line) => line.split(';')[0]);
    assert.equal(names.length, 1203);
    assert.deepEqual(names, [...new Set(names)].sort());
  });
});

describe('an export as XLSX', () => {
  it('has numbers as numbers, days as days, and no formula', async () => {
    await contact('=HYPERLINK("http://x")');
    const { bytes } = await books.viewer.succeed(contract.exportContacts, {
      query: { format: 'xlsx', search: 'HYPERLINK' },
    });
    const [sheet] = (await readXlsx(bytes)).sheets;
    assert.equal(sheet?.name, 'Relaties');
    const [head = [], row = []] = sheet.rows;
    const cell = (name: string) => row[head.indexOf(name)];
    assert.equal(cell('Naam'), `'=HYPERLINK("http://x")`);
    assert.equal(cell('Geboekt (€)'), 0);
    const invoices = await books.viewer.succeed(contract.exportPurchaseInvoices, {
      query: { format: 'xlsx' },
    });
    const [list] = (await readXlsx(invoices.bytes)).sheets;
    const [, invoice = []] = list?.rows ?? [];
    assert.ok(invoice[0] instanceof Date);
    assert.equal(typeof invoice[4], 'number');
  });
});

describe('a report as a file', () => {
  it('has the lines of the card, with the balance after each, and the trial balance', async () => {
    const invoice = await draftInvoice(books);
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    const params = { account: await books.account('1600') };
    const card = await books.viewer.succeed(contract.exportAccountCard, {
      params,
      query: { format: 'csv', language: 'en' },
    });
    const { items } = await books.viewer.do(contract.readAccountCard, { params });
    const rows = card.bytes.toString('utf8').trim().split('\r\n').slice(1);
    assert.deepEqual(
      rows.map((row) => row.split(',').slice(-3)),
      items.map(({ debit, credit, balance }) => [debit, credit, balance]),
    );
    const balance = await books.viewer.succeed(contract.exportTrialBalance, {
      query: { format: 'csv', language: 'en' },
    });
    assert.match(balance.bytes.toString('utf8'), /\n1600,/);
  });
});

describe('an export', () => {
  it('is refused with a filter that its list would refuse, and in no other format', async () => {
    const wrong = (asked: Asked) =>
      books.viewer.wrongFields(contract.exportContacts, { query: asked });
    assert.deepEqual(await wrong({ format: 'pdf' }), ['format']);
    assert.deepEqual(await wrong({}), ['format']);
    assert.deepEqual(await wrong({ format: 'csv', kind: 'friend' }), ['kind']);
  });

  it('exists for every list and report of the books', () => {
    const lists = contract.operations.filter(
      ({ id, path }) =>
        /^(list|read(AccountCard|TrialBalance))/.test(id) && path.includes('{tenant}'),
    );
    const without = lists.filter(
      ({ path }) => !contract.operations.some((one) => one.path === `${path}/export`),
    );
    // VAT codes are for programs that choose one.
    assert.deepEqual(
      without.map(({ id }) => id),
      ['listVatCodes'],
    );
  });
});
