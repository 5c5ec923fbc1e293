import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import fc from 'fast-check';
import { type Books, openBooks } from './books.ts';
import { type RunningApi, startApi, thisYear } from './running-api.ts';

let api: RunningApi;
let books: Books;
/** The accounts that entries are made on: of each type one or two. */
const numbers = ['0500', '1100', '1600', '8000', '8010', '4100', '4510'];
const accounts = new Map<string, string>();

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  const { items } = await books.viewer.do(contract.listLedgerAccounts);
  for (const { id, number, type } of items)
    if (numbers.includes(number)) accounts.set(`${number} ${type}`, id);
  assert.equal(accounts.size, numbers.length);
});
after(() => api.stop());

/** Entries over three years: each moves some cents over two to four accounts. */
const entries = fc.array(
  fc.record({
    date: fc
      .tuple(fc.integer({ min: -1, max: 1 }), fc.constantFrom('01-01', '02-28', '06-30', '12-31'))
      .map(([year, day]) => `${thisYear + year}-${day}`),
    moves: fc.array(
      fc.record({
        from: fc.nat({ max: numbers.length - 1 }),
        to: fc.nat({ max: numbers.length - 1 }),
        cents: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  { minLength: 12, maxLength: 12 },
);

async function post({
  date,
  moves,
}: {
  date: string;
  moves: readonly { from: number; to: number; cents: bigint }[];
}) {
  const ids = [...accounts.values()];
  const lines = moves.flatMap(({ from, to, cents }) => [
    { ledger_account_id: ids[to % ids.length] ?? '', debit: formatMinor(cents) },
    { ledger_account_id: ids[from % ids.length] ?? '', credit: formatMinor(cents) },
  ]);
  await books.accountant.do(contract.postJournalEntry, {
    body: { entry_date: date, description: 'Random', lines },
  });
}

const balance = (from: string, to: string) =>
  books.viewer.do(contract.readTrialBalance, { query: { from, to } });
type Row = contract.TrialBalance['items'][number];
const net = (row: Row, part: 'opening' | 'closing'): bigint =>
  parseMinor(row[`${part}_debit`]) - parseMinor(row[`${part}_credit`]);

async function wholeCard(account: string, query: { from?: string; to?: string }, limit: number) {
  const items: contract.AccountCard['items'] = [];
  for (let cursor: string | null | undefined; ;) {
    const page: contract.AccountCard = await books.viewer.do(contract.readAccountCard, {
      params: { account },
      query: { ...query, limit, ...(cursor ? { cursor } : {}) },
    });
    items.push(...page.items);
    cursor = page.next_cursor;
    if (!cursor) return { ...page, items };
  }
}

describe('over random entries', () => {
  before(async () => {
    for (const entry of fc.sample(entries, 1).flat()) await post(entry);
  });
  const day = fc
    .tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${thisYear + year}-${String(month).padStart(2, '0')}-15`);
  const period = fc.tuple(day, day).map(([a, b]): [string, string] => (a < b ? [a, b] : [b, a]));

  it('the trial balance always balances: openings, movements and closings', async () => {
    await fc.assert(
      fc.asyncProperty(period, async ([from, to]) => {
        const { totals, balanced, items } = await balance(from, to);
        assert.equal(balanced, true);
        assert.equal(totals.opening_debit, totals.opening_credit);
        assert.equal(totals.debit, totals.credit);
        assert.equal(totals.closing_debit, totals.closing_credit);
        for (const column of ['opening_debit', 'credit', 'closing_credit'] as const) {
          const sum = items.reduce((total, row) => total + parseMinor(row[column]), 0n);
          assert.equal(formatMinor(sum), totals[column]);
        }
        for (const row of items)
          assert.equal(
            net(row, 'opening') + parseMinor(row.debit) - parseMinor(row.credit),
            net(row, 'closing'),
          );
      }),
      { numRuns: 15 },
    );
  });

  it("it opens as the year before closed, with that year's result in equity", async () => {
    const before = await balance(`${thisYear - 1}-01-01`, `${thisYear - 1}-12-31`);
    const now = await balance(`${thisYear}-01-01`, `${thisYear}-12-31`);
    const isResult = ({ ledger_account: { type } }: Row): boolean =>
      type === 'revenue' || type === 'cost';
    const closed = new Map(before.items.map((row) => [row.ledger_account.id, net(row, 'closing')]));
    let result = before.items.filter(isResult).reduce((sum, row) => sum + net(row, 'closing'), 0n);
    for (const row of now.items) {
      if (isResult(row)) assert.equal(net(row, 'opening'), 0n, 'a new year begins at nothing');
      else result -= net(row, 'opening') - (closed.get(row.ledger_account.id) ?? 0n);
    }
    assert.equal(result, 0n, 'what revenue and cost left stands in equity');
  });

  it('a card runs from its opening to its closing, however it is paged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...accounts.values()),
        fc.option(period),
        fc.integer({ min: 1, max: 20 }),
        async (account, days, limit) => {
          const query = days ? { from: days[0], to: days[1] } : {};
          const card = await wholeCard(account, query, limit);
          let running = parseMinor(card.opening_balance);
          for (const line of card.items) {
            running += parseMinor(line.debit) - parseMinor(line.credit);
            assert.equal(line.balance, formatMinor(running));
          }
          assert.equal(formatMinor(running), card.closing_balance);
          const keys = card.items.map(({ entry_id: entry, line }) => `${entry} ${line}`);
          assert.equal(new Set(keys).size, keys.length);
          const dates = card.items.map(({ entry_date }) => entry_date);
          assert.deepEqual(dates, dates.toSorted());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('the closings of the trial balance are those of the cards', async () => {
    const { items } = await balance(`${thisYear}-01-01`, `${thisYear}-12-31`);
    for (const [name, account] of accounts) {
      const row = items.find(({ ledger_account: { id } }) => id === account);
      const isResult = /revenue|cost/.test(name);
      const from = isResult ? { from: `${thisYear}-01-01` } : {};
      const card = await wholeCard(account, { ...from, to: `${thisYear}-12-31` }, 100);
      const before = isResult ? parseMinor(card.opening_balance) : 0n;
      const closing = row ? net(row, 'closing') : 0n;
      assert.equal(
        formatMinor(closing),
        formatMinor(parseMinor(card.closing_balance) - before),
        name,
      );
    }
  });
});

describe('the trial balance', () => {
  it('is by default of the whole current year', async () => {
    const { from, to } = await books.viewer.do(contract.readTrialBalance);
    assert.deepEqual([from, to], [`${thisYear}-01-01`, `${thisYear}-12-31`]);
    const other = await books.viewer.do(contract.readTrialBalance, {
      query: { to: `${thisYear - 1}-03-31` },
    });
    assert.deepEqual([other.from, other.to], [`${thisYear - 1}-01-01`, `${thisYear - 1}-03-31`]);
  });
  it('of a period that ends before it begins is refused', async () => {
    const query = { from: `${thisYear}-02-01`, to: `${thisYear}-01-31` };
    assert.deepEqual(await books.viewer.wrongFields(contract.readTrialBalance, { query }), ['to']);
    const params = { account: await books.account('1100') };
    assert.deepEqual(await books.viewer.wrongFields(contract.readAccountCard, { params, query }), [
      'to',
    ]);
  });
  it('of empty books is empty and balances', async () => {
    const empty = await openBooks(api);
    const { items, balanced, totals } = await empty.viewer.do(contract.readTrialBalance);
    assert.deepEqual([items, balanced, totals.debit], [[], true, '0.00']);
  });
});

describe('an account card', () => {
  it('names the other accounts of the entry, its contact and its document', async () => {
    const own = await openBooks(api);
    const contact = await own.owner.do(contract.createContact, { body: { name: 'Huurbaas' } });
    const body = {
      entry_date: `${thisYear}-03-01`,
      description: 'Rent and tea',
      lines: [
        { ledger_account_id: await own.account('4100'), debit: '90.00', contact_id: contact.id },
        { ledger_account_id: await own.account('4510'), debit: '10.00', description: 'Tea' },
        { ledger_account_id: await own.account('1100'), credit: '100.00' },
      ],
    };
    const entry = await own.accountant.do(contract.postJournalEntry, { body });
    const card = async (number: string) =>
      (
        await own.viewer.do(contract.readAccountCard, {
          params: { account: await own.account(number) },
        })
      ).items;
    assert.deepEqual(await card('1100'), [
      {
        entry_id: entry.id,
        entry_number: entry.number,
        line: 3,
        entry_date: `${thisYear}-03-01`,
        description: 'Rent and tea',
        contra_accounts: ['4100', '4510'],
        contact: null,
        debit: '0.00',
        credit: '100.00',
        balance: '-100.00',
        document_id: null,
        purchase_invoice_id: null,
      },
    ]);
    assert.deepEqual((await card('4100'))[0]?.contact, { id: contact.id, name: 'Huurbaas' });
    assert.equal((await card('4510'))[0]?.description, 'Tea');
  });
});
