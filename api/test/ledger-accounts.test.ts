import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { type Books, openBooks } from './books.ts';
import { type RunningApi, startApi, today } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const list = async () => (await books.viewer.do(contract.listLedgerAccounts)).items;
const create = (body: contract.BodyInput<typeof contract.createLedgerAccount>, key?: string) =>
  books.accountant.do(contract.createLedgerAccount, { body, ...(key ? { key } : {}) });

describe('the chart of accounts', () => {
  it('of a new tenant is the default one by number, with nothing on it', async () => {
    const items = await list();
    const numbers = items.map(({ number }) => number);
    assert.ok(numbers.length > 100);
    assert.deepEqual(numbers, numbers.toSorted());
    assert.ok(
      items.every(({ balance, active, version }) => balance === '0.00' && active && version === 1),
    );
    const payables = items.filter(({ role }) => role === 'payables');
    assert.deepEqual(
      payables.map(({ number, type }) => [number, type]),
      [['1600', 'liability']],
    );
  });
});

describe('a ledger account', () => {
  it('is added and changed', async () => {
    const account = await create({
      number: '45105',
      name: 'Glasvezel',
      type: 'cost',
      rgs_code: 'WBedKanTef',
      vat_code: 'I21',
    });
    assert.deepEqual(
      [account.role, account.active, account.balance, account.version],
      [null, true, '0.00', 1],
    );
    const params = { account: account.id };
    const changed = await books.accountant.do(contract.updateLedgerAccount, {
      params,
      body: { name: 'Glas', rgs_code: null, active: false },
      ifMatch: 1,
    });
    assert.deepEqual(changed, {
      ...account,
      name: 'Glas',
      rgs_code: null,
      active: false,
      version: 2,
    });
    await books.accountant.refused(contract.updateLedgerAccount, 'version_mismatch', {
      params,
      body: {},
      ifMatch: 1,
    });
    assert.ok((await list()).some(({ id }) => id === account.id));
  });

  it('has a number of its own', async () => {
    const { id } = await create({ number: '45200', name: 'Eerste', type: 'cost' });
    const taken = { number: '4510', name: 'Tweede', type: 'cost' } as const;
    await books.accountant.refused(contract.createLedgerAccount, 'conflict', { body: taken });
    await books.accountant.refused(contract.updateLedgerAccount, 'conflict', {
      params: { account: id },
      body: { number: '4510' },
      ifMatch: 1,
    });
    const again = await Promise.all(
      [1, 2].map(() =>
        books.accountant.send(contract.createLedgerAccount, {
          body: { number: '45300', name: 'A', type: 'cost' },
        }),
      ),
    );
    assert.deepEqual(again.map(({ status }) => status).sort(), [201, 409]);
  });

  it('sent twice with one idempotency key is one, also at once', async () => {
    const body = { number: '45400', name: 'Eén', type: 'cost' } as const;
    const [first, second] = await Promise.all([create(body, 'one'), create(body, 'one')]);
    assert.deepEqual(first, second);
    assert.deepEqual(await create(body, 'one'), first);
  });

  it('that the program books on stays in use, whatever number and name it gets', async () => {
    const params = { account: await books.account('1600') };
    await books.accountant.refused(contract.updateLedgerAccount, 'conflict', {
      params,
      body: { active: false },
      ifMatch: 1,
    });
    const body = { number: '1601', name: 'Te betalen' };
    const changed = await books.accountant.do(contract.updateLedgerAccount, {
      params,
      body,
      ifMatch: 1,
    });
    assert.deepEqual([changed.role, changed.number], ['payables', '1601']);
    await books.accountant.do(contract.updateLedgerAccount, {
      params,
      body: { number: '1600' },
      ifMatch: 2,
    });
  });

  const wrong: readonly [object, string][] = [
    [{ number: '12' }, 'number'],
    [{ number: '12a4' }, 'number'],
    [{ name: 'two\nlines' }, 'name'],
    [{ type: 'income' }, 'type'],
    [{ rgs_code: 'wbed' }, 'rgs_code'],
    [{ vat_code: 'X' }, 'vat_code'],
    [{ active: 'yes' }, 'active'],
  ];
  for (const [part, field] of wrong) {
    it(`with ${JSON.stringify(part)} is refused`, async () => {
      const json = { number: '45999', name: 'A', type: 'cost', ...part };
      assert.deepEqual(await books.accountant.wrongFields(contract.createLedgerAccount, { json }), [
        field,
      ]);
    });
  }

  it('shows what is on it: debit minus credit', async () => {
    const [cost, debt] = [await books.account('4790'), await books.account('1600')];
    await books.accountant.do(contract.postJournalEntry, {
      body: {
        entry_date: today,
        description: 'A',
        lines: [
          { ledger_account_id: cost, debit: '12.34' },
          { ledger_account_id: debt, credit: '12.34' },
        ],
      },
    });
    const balances = new Map((await list()).map(({ id, balance }) => [id, balance]));
    assert.deepEqual([balances.get(cost), balances.get(debt)], ['12.34', '-12.34']);
  });
});

describe('the VAT codes', () => {
  it("come with today's rate in basis points", async () => {
    const { items } = await books.viewer.do(contract.listVatCodes);
    const rateOf = new Map(items.map(({ code, rate_bp }) => [code, rate_bp]));
    assert.deepEqual([rateOf.get('I21'), rateOf.get('I9'), rateOf.get('I0')], [2100, 900, 0]);
    assert.deepEqual(
      items.filter(({ reverse_charge }) => reverse_charge).map(({ code }) => code),
      ['IA23', 'IBU', 'IED', 'IEG', 'IVL'],
    );
  });
});
