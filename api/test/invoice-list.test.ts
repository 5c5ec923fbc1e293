import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import fc from 'fast-check';
import { type Books, openBooks } from './books.ts';
import { type Draft, draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;

before(async () => {
  api = await startApi();
});
after(() => api.stop());

type Query = Readonly<Record<string, string | number | boolean>>;
type Page = contract.AnswerOf<typeof contract.listPurchaseInvoices>;

const list = (books: Books, query: Query = {}): Promise<Page> =>
  books.viewer.do(contract.listPurchaseInvoices, { query });

async function idsOf(books: Books, query: Query): Promise<string[]> {
  return (await list(books, query)).items.map(({ id }) => id);
}

/** All pages one after the other. */
async function allPages(books: Books, query: Query): Promise<Page['items']> {
  const items: Page['items'] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page = await list(books, cursor ? { ...query, cursor } : query);
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}

async function post(books: Books, invoice: string): Promise<void> {
  await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
}

describe('paging through purchase invoices', () => {
  let books: Books;
  let ids: string[];
  before(async () => {
    books = await openBooks(api);
    // Few values, so that many rows share a sort key; nulls among them.
    const one = fc.record({
      supplier_name: fc.constantFrom('Aal B.V.', 'aal b.v.', 'Öl GmbH', null),
      invoice_number: fc.constantFrom('1', '2', null),
      invoice_date: fc.constantFrom(`${thisYear}-01-02`, `${thisYear}-10-02`, null),
      due_date: fc.constantFrom(`${thisYear}-02-02`, null),
      total: fc.constantFrom('121.00', '9.50', null),
    });
    ids = [];
    for (const fields of fc.sample(one, 23)) ids.push(await draftInvoice(books, { fields }));
  });

  const keyOf = {
    created_at: (row: Page['items'][number]) => row.created_at,
    invoice_date: (row: Page['items'][number]) => row.invoice_date,
    due_date: (row: Page['items'][number]) => row.due_date,
    total: (row: Page['items'][number]) => row.total?.padStart(20, '0') ?? null,
    supplier_name: (row: Page['items'][number]) => row.supplier_name?.toLowerCase() ?? null,
    invoice_number: (row: Page['items'][number]) => row.invoice_number,
  };
  for (const sort of [
    'created_at',
    'invoice_date',
    'due_date',
    'total',
    'supplier_name',
    'invoice_number',
  ] as const) {
    for (const order of ['asc', 'desc'] as const) {
      it(`by ${sort} ${order} gives each row once, in order, with the empty ones last`, async () => {
        const whole = (await list(books, { sort, order, limit: 100 })).items;
        assert.deepEqual(whole.map(({ id }) => id).sort(), ids.toSorted());
        const keys = whole.map(keyOf[sort]);
        const present = keys.filter((key) => key !== null);
        assert.deepEqual(keys.slice(0, present.length), present);
        const sorted = present.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        assert.deepEqual(present, order === 'asc' ? sorted : sorted.reverse());
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 24 }), async (limit) => {
            assert.deepEqual(await allPages(books, { sort, order, limit }), whole);
          }),
          { numRuns: 3 },
        );
      });
    }
  }

  it('is not disturbed by an invoice that comes in meanwhile', async () => {
    const first = await list(books, { limit: 10 });
    await draftInvoice(books);
    const rest = await allPages(books, { limit: 10, cursor: first.next_cursor ?? '' });
    assert.deepEqual([...first.items, ...rest].map(({ id }) => id).sort(), ids.toSorted());
  });
});

describe('finding purchase invoices', () => {
  let books: Books;
  let telecom: string;
  let flour: string;
  let credit: string;
  let foreign: string;
  before(async () => {
    books = await openBooks(api);
    const draft = (draft: Draft): Promise<string> => draftInvoice(books, draft);
    telecom = await draft({
      fields: {
        supplier_name: 'Glasnet 100% B.V.',
        invoice_number: 'GN_2026',
        invoice_date: `${thisYear}-03-01`,
        due_date: `${thisYear}-03-31`,
      },
      lines: [{ net: '1020.25', vat: '214.25' }],
    });
    flour = await draft({
      fields: {
        supplier_name: 'Molen De Zwaan',
        invoice_number: 'M-7',
        invoice_date: `${thisYear}-11-20`,
        due_date: `${thisYear}-12-20`,
      },
      lines: [{ net: '100.00', vat: '9.00', code: 'I9' }],
      confidence: 0.4,
    });
    credit = await draft({
      fields: {
        supplier_name: 'Molen De Zwaan',
        invoice_number: 'M-C',
        document_type: 'credit_note',
        invoice_date: `${thisYear}-11-21`,
        due_date: null,
      },
      lines: [{ net: '10.00', vat: '0.90', code: 'I9' }],
    });
    foreign = await draft({
      fields: {
        supplier_name: 'Acme Inc.',
        supplier_country: 'US',
        invoice_number: 'A1',
        currency: 'USD',
        invoice_date: `${thisYear}-05-01`,
        due_date: null,
      },
      lines: [{ net: '200.00', code: 'IBU' }],
      exchangeRate: '0.9',
    });
    await post(books, telecom);
    await post(books, foreign);
  });

  it('by state, and counts every state whichever is shown', async () => {
    const counts = { review: 1, ready: 1, posted: 2, reversed: 0 };
    for (const [state, ids] of Object.entries({
      review: [flour],
      ready: [credit],
      posted: [foreign, telecom],
      reversed: [],
    })) {
      const page = await list(books, { state });
      assert.deepEqual(
        page.items.map(({ id }) => id),
        ids,
      );
      assert.deepEqual(page.counts, counts);
      assert.equal(page.count, ids.length);
    }
  });

  const searches: readonly [string, () => string[]][] = [
    ['glasnet', () => [telecom]],
    ['100%', () => [telecom]],
    ['gn_', () => [telecom]],
    ['%', () => [telecom]],
    ['_', () => [telecom]],
    ['m-', () => [credit, flour]],
    ['1234.50', () => [telecom]],
    ['1.234,50', () => [telecom]],
    ['1,234.50', () => [telecom]],
    ['1234,5', () => [telecom]],
    ['€ 1.234,50', () => [telecom]],
    ['  Zwaan ', () => [credit, flour]],
    ['109', () => [flour]],
    ['nobody', () => []],
    ['99999999999999999999', () => []],
    ["' OR 1=1 --", () => []],
    ['\\', () => []],
  ];
  for (const [search, expected] of searches) {
    it(`by ${search}`, async () => assert.deepEqual(await idsOf(books, { search }), expected()));
  }

  it('by the days of the invoice, both included', async () => {
    assert.deepEqual(await idsOf(books, { from: `${thisYear}-11-20`, to: `${thisYear}-11-21` }), [
      credit,
      flour,
    ]);
    assert.deepEqual(await idsOf(books, { from: `${thisYear}-11-21` }), [credit]);
    assert.deepEqual(await idsOf(books, { to: `${thisYear}-03-01` }), [telecom]);
  });

  it('by contact', async () => {
    const { items } = await list(books, { state: 'posted', search: 'glasnet' });
    assert.deepEqual(await idsOf(books, { contact: items[0]?.contact?.id ?? '' }), [telecom]);
  });

  it('that are overdue: those the overview counts, one without a due date from the day after its own', async () => {
    assert.deepEqual(await idsOf(books, { overdue: true }), [foreign, telecom]);
    const { items } = await list(books, { overdue: true });
    const { payable } = await books.viewer.do(contract.readDashboard);
    const open = items.reduce((sum, row) => sum + parseMinor(row.open_amount ?? '0'), 0n);
    assert.equal(formatMinor(open), payable.overdue);
    const days = items.map(({ overdue_days }) => overdue_days);
    const since = (date: string): number =>
      Math.round((Date.parse(today) - Date.parse(date)) / 86_400_000);
    assert.deepEqual(days, [since(`${thisYear}-05-01`), since(`${thisYear}-03-31`)]);
    api.setNow(new Date(`${thisYear}-03-31T12:00:00Z`));
    assert.deepEqual(await idsOf(books, { overdue: true }), []);
    api.setNow(new Date(`${today}T12:00:00Z`));
  });

  it('with totals in euros: credit notes negative, foreign ones by their rate', async () => {
    assert.equal((await list(books)).total, formatMinor(123_450n + 10_900n - 1_090n + 18_000n));
    assert.equal((await list(books, { state: 'posted' })).total, '1414.50');
  });
});
