import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { formatMinor, parseMinor, sumMinor } from '@smart-accounting/accounting/money';
import { postEntry } from '@smart-accounting/books/ledger/post-entry';
import { type Books, openBooks } from './books.ts';
import { draftInvoice, failedDocument } from './drafts.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;
let books: Books;
let dashboard: contract.Dashboard;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  const due = {
    not: today,
    soon: `${thisYear}-11-22`,
    month: `${thisYear}-10-20`,
    long: `${thisYear}-06-30`,
  };
  for (const [index, due_date] of [due.not, due.soon, due.month, due.long, null].entries()) {
    const fields = {
      supplier_name: `Supplier ${index}`,
      due_date,
      invoice_date: `${thisYear}-06-01`,
    };
    const invoice = await draftInvoice(books, {
      fields,
      lines: [{ net: `${index + 1}00.00`, vat: `${(index + 1) * 21}.00`, code: 'INA' }],
    });
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
  }
  await sell(`${thisYear}-11-02`, 100_000n, 21_000n);
  await sell(`${thisYear}-02-02`, 50_000n, 10_500n);
  await sell(`${thisYear - 1}-11-02`, 77_700n, 16_317n);
  await draftInvoice(books);
  await draftInvoice(books, { confidence: 0.2, lines: [{ net: '7.00', vat: '1.47' }] });
  await failedDocument(books);
  dashboard = await books.viewer.do(contract.readDashboard);
});
after(() => api.stop());

/** A sale as the sales journal will have it one day: receivable against revenue and VAT of box 1a. */
async function sell(entryDate: string, net: bigint, vat: bigint): Promise<void> {
  const [debtors, revenue, owed] = [
    await books.account('1300'),
    await books.account('8000'),
    await books.account('1500'),
  ];
  const line = (accountId: string, debitMinor: bigint, creditMinor: bigint) => ({
    accountId,
    description: '',
    debitMinor,
    creditMinor,
  });
  await books.in(() =>
    postEntry({
      journal: 'VRK',
      entryDate,
      description: 'Sold',
      postedBy: null,
      lines: [
        line(debtors, net + vat, 0n),
        line(revenue, 0n, net),
        { ...line(owed, 0n, vat), vat: { code: 'V21', box: '1a', baseMinor: net, taxMinor: vat } },
      ],
    }),
  );
}

describe('the overview', () => {
  it('counts the open work as the lists do', async () => {
    const { counts } = await books.viewer.do(contract.listPurchaseInvoices);
    const documents = await books.viewer.do(contract.listDocuments);
    assert.deepEqual([dashboard.to_review, dashboard.ready_to_post], [counts.review, counts.ready]);
    assert.equal(dashboard.failed_documents, documents.counts.failed);
    assert.deepEqual([counts.review, counts.ready, documents.counts.failed], [1, 1, 1]);
    assert.equal(dashboard.latest_open.length, 2);
  });

  it('owes what the posted invoices leave open, and what the payables account says', async () => {
    const { items } = await books.viewer.do(contract.listPurchaseInvoices, {
      query: { state: 'posted' },
    });
    const open = (rows: typeof items): string =>
      formatMinor(sumMinor(rows.map(({ open_amount }) => parseMinor(open_amount ?? '0'))));
    const { payable, payable_by_age } = dashboard;
    assert.equal(payable.total, open(items));
    assert.equal(payable.overdue, open(items.filter(({ overdue_days }) => overdue_days)));
    assert.equal(payable.count, items.length);
    const params = { account: await books.account('1600') };
    const { closing_balance } = await books.viewer.do(contract.readAccountCard, { params });
    assert.equal(formatMinor(-parseMinor(closing_balance)), payable.total);
    const buckets = payable_by_age.map(({ bucket, total, count }) => `${bucket} ${total} ${count}`);
    assert.deepEqual(buckets, [
      'not_due 121.00 1',
      '1_30 242.00 1',
      '31_60 363.00 1',
      '61_90 0.00 0',
      'over_90 1089.00 2',
    ]);
  });

  it('earns what the trial balance of the year says', async () => {
    const { items } = await books.viewer.do(contract.readTrialBalance);
    const result = items
      .filter(({ ledger_account: { type } }) => type === 'revenue' || type === 'cost')
      .map((row) => parseMinor(row.closing_credit) - parseMinor(row.closing_debit));
    assert.equal(dashboard.result, formatMinor(sumMinor(result)));
    const months = dashboard.months.map(
      ({ revenue, costs }) => parseMinor(revenue) - parseMinor(costs),
    );
    assert.equal(dashboard.result, formatMinor(sumMinor(months)));
    assert.deepEqual(dashboard.months[10], {
      month: `${thisYear}-11`,
      revenue: '1000.00',
      costs: '0.00',
    });
    assert.deepEqual(dashboard.months[5], {
      month: `${thisYear}-06`,
      revenue: '0.00',
      costs: '1815.00',
    });
  });

  it('owes the VAT of the quarter, due a month after its end', () => {
    assert.deepEqual(dashboard.vat, {
      period: `${thisYear}-Q4`,
      amount: '210.00',
      due: `${thisYear + 1}-01-31`,
    });
  });

  it('moves to the next year when it is new year in Amsterdam', async () => {
    api.setNow(new Date(`${thisYear}-12-31T23:30:00Z`));
    const { year, vat, result } = await books.viewer.do(contract.readDashboard);
    assert.deepEqual(
      [year, vat.period, vat.due, result],
      [thisYear + 1, `${thisYear + 1}-Q1`, `${thisYear + 1}-04-30`, '0.00'],
    );
    api.setNow(new Date(`${today}T12:00:00Z`));
  });

  it('tells what people did last, latest first, by their names', async () => {
    const own = await openBooks(api);
    const { id } = await own.bookkeeper.do(contract.createContact, { body: { name: 'Nieuw' } });
    await own.bookkeeper.do(contract.updateContact, {
      params: { contact: id },
      body: { name: 'Nieuwer' },
      ifMatch: 1,
    });
    const { recent } = await own.viewer.do(contract.readDashboard);
    assert.deepEqual(
      recent.map(({ action, person, label, subject_id }) => [action, person, label, subject_id]),
      [
        ['contact.changed', 'The bookkeeper', 'Nieuwer', id],
        ['contact.created', 'The bookkeeper', 'Nieuwer', id],
      ],
    );
  });

  it('shows a new tenant its first steps', async () => {
    const own = await openBooks(api);
    const steps = async () => (await own.viewer.do(contract.readDashboard)).first_steps;
    assert.deepEqual(await steps(), { has_document: false, has_entry: false, has_contact: false });
    const invoice = await draftInvoice(own);
    await own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    assert.deepEqual(await steps(), { has_document: true, has_entry: true, has_contact: true });
  });
});
