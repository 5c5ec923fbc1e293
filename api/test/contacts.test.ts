import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import fc from 'fast-check';
import { type Books, openBooks } from './books.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

type Fields = contract.BodyInput<typeof contract.createContact>;
const create = (body: Fields, key?: string) =>
  books.bookkeeper.do(contract.createContact, { body, ...(key ? { key } : {}) });
const update = (contact: string, body: Partial<Fields>, ifMatch: number) =>
  books.bookkeeper.do(contract.updateContact, { params: { contact }, body, ifMatch });
const found = async (query: { search?: string; kind?: string }): Promise<string[]> =>
  (await books.viewer.do(contract.listContacts, { query })).items.map(({ name }) => name);

describe('a contact', () => {
  it('is kept with everything that was given, numbers in their plain form', async () => {
    const account = await books.account('4100');
    const contact = await create({
      name: '  Vastgoed Marktplein C.V. ',
      is_supplier: true,
      is_customer: true,
      collects_for_others: true,
      vat_number: 'nl 0044.95.445.b01',
      kvk_number: '27312345',
      email: ' huur@marktplein.example ',
      address: 'Markt 1\n1000 AA Utrecht',
      ibans: ['nl91 abna 0417 1643 00'],
      default_ledger_account_id: account,
      default_vat_code: 'I21',
      payment_days: 14,
    });
    const { id, ibans, ...rest } = contact;
    assert.deepEqual(rest, {
      name: 'Vastgoed Marktplein C.V.',
      is_supplier: true,
      is_customer: true,
      collects_for_others: true,
      vat_number: 'NL004495445B01',
      kvk_number: '27312345',
      email: 'huur@marktplein.example',
      address: 'Markt 1\n1000 AA Utrecht',
      default_ledger_account_id: account,
      default_vat_code: 'I21',
      payment_days: 14,
      purchases: { count: 0, total: '0.00' },
      version: 1,
    });
    assert.deepEqual(
      ibans.map(({ iban }) => iban),
      ['NL91ABNA0417164300'],
    );
    assert.deepEqual(
      await books.viewer.do(contract.readContact, { params: { contact: id } }),
      contact,
    );
  });

  it('changes only in what is given; its accounts are added and never taken away', async () => {
    const contact = await create({
      name: 'Molen',
      email: 'a@molen.example',
      ibans: ['NL91ABNA0417164300'],
    });
    const renamed = await update(contact.id, { name: 'Molen De Zwaan', is_customer: true }, 1);
    assert.deepEqual(renamed, {
      ...contact,
      name: 'Molen De Zwaan',
      is_customer: true,
      version: 2,
    });
    const emptied = await update(contact.id, { email: null, ibans: ['NL20INGB0001234567'] }, 2);
    assert.equal(emptied.email, null);
    assert.equal(emptied.name, 'Molen De Zwaan');
    const ibans = emptied.ibans.map(({ iban }) => iban);
    assert.deepEqual(ibans, ['NL91ABNA0417164300', 'NL20INGB0001234567']);
    await update(contact.id, { ibans: ['NL20INGB0001234567'] }, 3);
  });

  it('is changed by one of two who read the same version', async () => {
    const { id } = await create({ name: 'Twee' });
    const parts = { params: { contact: id }, body: { name: 'Een' } };
    const answers = await Promise.all(
      [1, 1].map((ifMatch) => books.bookkeeper.send(contract.updateContact, { ...parts, ifMatch })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412]);
    await books.bookkeeper.refused(contract.updateContact, 'precondition_required', parts);
  });

  it('sent twice with one idempotency key is one, also at once, and another body is refused', async () => {
    const [first, second] = await Promise.all([
      create({ name: 'Eén' }, 'one'),
      create({ name: 'Eén' }, 'one'),
    ]);
    assert.deepEqual(first, second);
    assert.deepEqual(await create({ name: 'Eén' }, 'one'), first);
    assert.deepEqual(await found({ search: 'Eén' }), ['Eén']);
    const parts = { body: { name: 'Twee' }, key: 'one' };
    await books.bookkeeper.refused(contract.createContact, 'idempotency_key_reused', parts);
  });

  const wrong: readonly [object, string][] = [
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ vat_number: 'NL123456789B01' }, 'vat_number'],
    [{ kvk_number: '123' }, 'kvk_number'],
    [{ email: 'huur at marktplein' }, 'email'],
    [{ ibans: ['NL91ABNA0417164301'] }, 'ibans.0'],
    [{ vat_number: ' ' }, 'vat_number'],
    [{ default_vat_code: 'X99' }, 'default_vat_code'],
    [{ default_vat_code: '' }, 'default_vat_code'],
    [
      { default_ledger_account_id: '01920000-0000-7000-8000-000000000000' },
      'default_ledger_account_id',
    ],
    [{ payment_days: 366 }, 'payment_days'],
    [{ payment_days: '14' }, 'payment_days'],
  ];
  for (const [part, field] of wrong) {
    it(`with ${JSON.stringify(part)} is refused`, async () => {
      const json = { name: 'A', ...part };
      assert.deepEqual(await books.bookkeeper.wrongFields(contract.createContact, { json }), [
        field,
      ]);
    });
  }

  it("cannot point to another tenant's account", async () => {
    const theirs = await openBooks(api);
    const json = { name: 'A', default_ledger_account_id: await theirs.account('4100') };
    assert.deepEqual(await books.bookkeeper.wrongFields(contract.createContact, { json }), [
      'default_ledger_account_id',
    ]);
  });
});

describe('finding contacts', () => {
  let own: Books;
  before(async () => {
    own = await openBooks(api);
    const all: Fields[] = [
      { name: 'Bakker', is_supplier: true, kvk_number: '27312345' },
      { name: 'aannemer 100%', is_customer: true, ibans: ['NL91ABNA0417164300'] },
      { name: 'Çelik', is_supplier: true, is_customer: true, vat_number: 'NL004495445B01' },
    ];
    for (const body of all) await own.owner.do(contract.createContact, { body });
  });
  const names = async (query: { search?: string; kind?: string }): Promise<string[]> =>
    (await own.viewer.do(contract.listContacts, { query })).items.map(({ name }) => name);

  const searches: readonly [string, string[]][] = [
    ['bakk', ['Bakker']],
    ['%', ['aannemer 100%']],
    ['NL91 ABNA 0417', ['aannemer 100%']],
    ['2731', ['Bakker']],
    ['b01', ['Çelik']],
    ['nobody', []],
  ];
  for (const [search, expected] of searches)
    it(`by ${search}`, async () => assert.deepEqual(await names({ search }), expected));

  it('by what they are', async () => {
    assert.deepEqual(await names({ kind: 'supplier' }), ['Bakker', 'Çelik']);
    assert.deepEqual(await names({ kind: 'customer' }), ['aannemer 100%', 'Çelik']);
  });

  it('page by page gives each once, by name, whatever the names', async () => {
    const pages = await openBooks(api);
    const name = fc.oneof(
      fc.constantFrom('a', 'A', 'b', '_', '%'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    );
    const given = [
      ...fc.sample(
        name.filter((text) => contract.line(200).safeParse(text).success),
        10,
      ),
      // The longest cursors: a name stands in its page's.
      '€'.repeat(200),
      '"'.repeat(200),
    ];
    for (const text of given)
      await pages.owner.do(contract.createContact, { body: { name: text } });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 13 }), async (limit) => {
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const query = cursor ? { limit, cursor } : { limit };
          const page: contract.AnswerOf<typeof contract.listContacts> = await pages.viewer.do(
            contract.listContacts,
            { query },
          );
          assert.equal(page.count, given.length);
          seen.push(...page.items.map((item) => item.name));
          cursor = page.next_cursor;
        }
        assert.deepEqual(seen.toSorted(), given.map((text) => text.trim()).sort());
      }),
      { numRuns: 5 },
    );
  });
});
