import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { type Books, openBooks } from './books.ts';
import { type RunningApi, startApi, thisYear } from './running-api.ts';

let api: RunningApi;
let books: Books;
before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

type Query = Readonly<
  Partial<Record<keyof contract.QueryInput<typeof contract.readAccountCard>, string | number>>
>;

async function card(number: string, query: Query = {}): Promise<contract.AccountCard> {
  const params = { account: await books.account(number) };
  return books.viewer.do(contract.readAccountCard, { params, query });
}

/** Posts this many cents from one account to another. */
async function post(date: string, cents: bigint, [debit, credit]: readonly [string, string]) {
  const amount = formatMinor(cents);
  const lines = [
    { ledger_account_id: await books.account(debit), debit: amount },
    { ledger_account_id: await books.account(credit), credit: amount },
  ];
  await books.accountant.do(contract.postJournalEntry, {
    body: { entry_date: date, description: 'Line', lines },
  });
}

/** All pages of the newest year, walked by their cursors. */
async function pagesOf(number: string): Promise<contract.AccountCard[]> {
  const pages = [await card(number, { limit: 100 })];
  for (let cursor = pages[0]?.next_cursor; cursor; cursor = pages.at(-1)?.next_cursor)
    pages.push(await card(number, { limit: 100, cursor }));
  return pages;
}

describe('an account card of 260 lines', () => {
  /** Cents of the lines by date: every third is on the credit side. */
  const lines = Array.from({ length: 260 }, (_, index) => {
    const date = `${thisYear}-${String(1 + Math.floor(index / 26)).padStart(2, '0')}-15`;
    const cents = BigInt(100 + index * 7);
    return index % 3 === 0
      ? { date, debit: 0n, credit: cents }
      : { date, debit: cents, credit: 0n };
  });
  const sumOf = (some: typeof lines, opening: bigint) => {
    const debit = some.reduce((sum, line) => sum + line.debit, 0n);
    const credit = some.reduce((sum, line) => sum + line.credit, 0n);
    return {
      debit: formatMinor(debit),
      credit: formatMinor(credit),
      balance: formatMinor(opening + debit - credit),
    };
  };

  before(async () => {
    await post(`${thisYear - 1}-06-30`, 12_345n, ['1100', '0500']);
    for (const { date, debit, credit } of lines)
      await post(date, debit || credit, debit ? ['1100', '0500'] : ['0500', '1100']);
  });

  it('is of the newest year; its totals are those of the year on every page', async () => {
    const pages = await pagesOf('1100');
    assert.deepEqual(
      pages.map(({ items }) => items.length),
      [100, 100, 60],
    );
    const whole = sumOf(lines, 12_345n);
    for (const page of pages) {
      assert.deepEqual([page.from, page.to], [`${thisYear}-01-01`, `${thisYear}-12-31`]);
      assert.deepEqual(
        [page.opening_balance, page.total_debit, page.total_credit, page.closing_balance],
        ['123.45', whole.debit, whole.credit, whole.balance],
      );
      assert.equal(page.line_count, 260);
    }
  });

  it('carries forward from page to page, so that each adds up', async () => {
    const pages = await pagesOf('1100');
    for (const [at, page] of pages.entries()) {
      assert.equal(page.lines_before, at * 100);
      assert.deepEqual(page.brought_forward, sumOf(lines.slice(0, at * 100), 12_345n));
      assert.deepEqual(page.carried_forward, sumOf(lines.slice(0, at * 100 + 100), 12_345n));
      const balances = page.items.map(
        (_, index) => sumOf(lines.slice(0, at * 100 + index + 1), 12_345n).balance,
      );
      assert.deepEqual(
        page.items.map(({ balance }) => balance),
        balances,
      );
    }
  });

  it('leads back by page', async () => {
    const pages = await pagesOf('1100');
    const [first, second, third] = pages;
    assert.equal(first?.previous_cursor, null);
    const back = await card('1100', { limit: 100, cursor: third?.previous_cursor ?? '' });
    assert.deepEqual(back, second);
    const begin = await card('1100', { limit: 100, cursor: second?.previous_cursor ?? '' });
    assert.deepEqual(begin, first);
  });

  it('has its other years, and each can be asked for', async () => {
    const { years } = await card('1100');
    assert.deepEqual(
      years.map(({ year }) => year),
      [thisYear, thisYear - 1],
    );
    const { from, to } = years[1] ?? {};
    assert.ok(from && to);
    const earlier = await card('1100', { from, to });
    assert.deepEqual(
      [earlier.opening_balance, earlier.total_debit, earlier.closing_balance, earlier.line_count],
      ['0.00', '123.45', '123.45', 1],
    );
  });

  it('without lines in the period has its balance all the same', async () => {
    const empty = await card('1100', { from: `${thisYear}-12-01`, to: `${thisYear}-12-31` });
    const { balance } = sumOf(lines, 12_345n);
    assert.deepEqual(
      [empty.items, empty.opening_balance, empty.closing_balance],
      [[], balance, balance],
    );
    assert.deepEqual(empty.brought_forward, { debit: '0.00', credit: '0.00', balance });
  });
});

describe('an account card', () => {
  it('of a cost account begins each year at nothing, as the trial balance does', async () => {
    await post(`${thisYear - 1}-03-01`, 5_000n, ['4510', '0500']);
    await post(`${thisYear}-03-01`, 700n, ['4510', '0500']);
    const { opening_balance, closing_balance } = await card('4510');
    const { items } = await books.viewer.do(contract.readTrialBalance);
    const row = items.find(({ ledger_account: { number } }) => number === '4510');
    assert.deepEqual([opening_balance, closing_balance], ['0.00', '7.00']);
    assert.equal(closing_balance, row?.closing_debit);
  });

  it('on which nothing was posted has no period and no years', async () => {
    const { from, to, years, items, closing_balance } = await card('4100');
    assert.deepEqual([from, to, years, items, closing_balance], [null, null, [], [], '0.00']);
  });

  it("of another tenant is not there, and says nothing of that tenant's lines", async () => {
    const other = await openBooks(api);
    const params = { account: await books.account('1100') };
    await other.owner.refused(contract.readAccountCard, 'not_found', { params });
    const own = { account: await other.account('1100') };
    const { years, line_count } = await other.owner.do(contract.readAccountCard, { params: own });
    assert.deepEqual([years, line_count], [[], 0]);
  });
});
