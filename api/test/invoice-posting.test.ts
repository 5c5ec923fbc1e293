import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import { suggestAccounts } from '@smart-accounting/books/purchase-invoices/suggest-accounts';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { type Draft, draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const post = (invoice: string, ifMatch = 1, key?: string) =>
  books.bookkeeper.do(contract.postPurchaseInvoice, {
    params: { invoice },
    ifMatch,
    ...(key ? { key } : {}),
  });
const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
const correct = (invoice: string, body: contract.InvoiceCorrections, ifMatch = 1) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });

function assertBalanced({ lines, total }: contract.JournalEntry): void {
  const sum = (side: 'debit' | 'credit'): string =>
    formatMinor(lines.reduce((sum, line) => sum + parseMinor(line[side]), 0n));
  assert.equal(sum('debit'), sum('credit'));
  assert.equal(sum('debit'), total);
}

async function blockedBy(invoice: string): Promise<string[]> {
  const { version } = await read(invoice);
  const { errors = [] } = await books.bookkeeper.refused(
    contract.postPurchaseInvoice,
    'invoice_blocked',
    { params: { invoice }, ifMatch: version },
  );
  return errors.map(({ message }) => message);
}

/** All that a posting could write. */
const everything = (): Promise<object[]> =>
  books.in(() =>
    query(
      `SELECT (SELECT count(*) FROM journal_entries) AS entries, (SELECT count(*) FROM contacts) AS contacts,
         (SELECT count(*) FROM supplier_memory) AS memory, (SELECT sum(version) FROM invoices) AS versions,
         (SELECT count(*) FROM audit.events WHERE action = 'invoice.posted') AS events`,
    ),
  );

describe('posting an invoice', () => {
  it('writes one balanced entry in the purchase journal, numbered from 1 each year', async () => {
    const own = await openBooks(api);
    const invoices = [await draftInvoice(own), await draftInvoice(own)];
    const last = await draftInvoice(own, { fields: { invoice_date: `${thisYear - 1}-12-31` } });
    const numbers: string[] = [];
    for (const invoice of [...invoices, last]) {
      const parts = { params: { invoice }, ifMatch: 1 };
      const { status, body } = await own.bookkeeper.succeed(contract.postPurchaseInvoice, parts);
      assert.equal(status, 201);
      assertBalanced(body);
      numbers.push(body.number);
    }
    assert.deepEqual(numbers, [
      `INK-${thisYear}-0001`,
      `INK-${thisYear}-0002`,
      `INK-${thisYear - 1}-0001`,
    ]);
  });

  it('ties invoice, entry, document and contact together', async () => {
    const fields = { supplier_name: 'Gelinkt B.V.', supplier_iban: 'NL91 ABNA 0417 1643 00' };
    const id = await draftInvoice(books, { fields });
    const entry = await post(id);
    const invoice = await read(id);
    assert.deepEqual(
      [invoice.state, invoice.version, invoice.entry_number],
      ['posted', 2, entry.number],
    );
    assert.deepEqual(invoice.journal_entry, {
      id: entry.id,
      number: entry.number,
      posted_by: 'The bookkeeper',
      posted_at: entry.posted_at,
      reversed_by: null,
    });
    assert.equal(entry.purchase_invoice_id, id);
    assert.equal(entry.document_id, invoice.document?.id);
    assert.equal(entry.entry_date, invoice.invoice_date);
    assert.equal(entry.contact?.name, 'Gelinkt B.V.');
    assert.deepEqual(invoice.contact, entry.contact);
    assert.deepEqual([invoice.open_amount, invoice.overdue_days], ['121.00', null]);
    const contact = await books.viewer.do(contract.readContact, {
      params: { contact: entry.contact.id },
    });
    assert.deepEqual([contact.is_supplier, contact.ibans[0]?.iban], [true, 'NL91ABNA0417164300']);
    assert.deepEqual(contact.purchases, { count: 1, total: '121.00' });
  });

  it('remembers how the supplier is booked, for the next suggestion', async () => {
    const invoice = await draftInvoice(books, {
      fields: { supplier_name: 'Onthoud B.V.' },
      lines: [
        {
          net: '10.00',
          vat: '2.10',
          description: 'Kopieerpapier A4 oktober 2026',
          account: '4520',
        },
      ],
    });
    const { contact } = await post(invoice);
    const suggestions = await books.in(() =>
      suggestAccounts(contact?.id ?? null, 'Onthoud B.V.', [
        'Kopieerpapier A4 november 2026',
        'Nietjes',
      ]),
    );
    const account = await books.account('4520');
    assert.deepEqual(
      suggestions,
      Array(2).fill({ accountId: account, vatCode: 'I21', source: 'history' }),
    );
  });

  it('books on the day a person chose, else that of the invoice, else today when its period is closed', async () => {
    const own = await openBooks(api);
    await own.in(() =>
      query("UPDATE fiscal_periods SET status = 'closed' WHERE year = $1 AND number = 1", [
        thisYear,
      ]),
    );
    const old = { fields: { invoice_date: `${thisYear}-01-15` } };
    const entryDate = async (invoice: string): Promise<string> =>
      (await own.bookkeeper.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 }))
        .entry_date;
    assert.equal(await entryDate(await draftInvoice(own, old)), today);
    assert.equal(await entryDate(await draftInvoice(own)), `${thisYear}-11-01`);
  });

  it('opens the next year by itself, and no other', async () => {
    const own = await openBooks(api);
    api.setNow(new Date(`${thisYear + 1}-12-31T23:30:00Z`));
    const inAmsterdamNewYear = {
      fields: { invoice_date: `${thisYear + 2}-01-01`, due_date: null },
    };
    const invoice = await draftInvoice(own, inAmsterdamNewYear);
    const entry = await own.bookkeeper.do(contract.postPurchaseInvoice, {
      params: { invoice },
      ifMatch: 1,
    });
    assert.equal(entry.number, `INK-${thisYear + 2}-0001`);
    api.setNow(new Date(`${today}T12:00:00Z`));
  });

  const blocked: readonly [Draft, string][] = [
    [{ fields: { supplier_name: null } }, 'supplier_missing'],
    [{ fields: { invoice_date: null } }, 'date_missing'],
    [{ fields: { total: null } }, 'total_missing'],
    [{ fields: { total: '120.00' } }, 'unbalanced'],
    [{ fields: { currency: 'USD' } }, 'exchange_rate_missing'],
    [{ fields: { invoice_number: null } }, 'number_missing'],
    [{ lines: [{ net: '100.00', vat: '19.00' }] }, 'vat_by_rate_mismatch'],
    [{ lines: [{ net: '100.00', vat: '21.00', code: 'IED' }] }, 'reverse_charge_with_vat'],
  ];
  for (const [draft, code] of blocked) {
    it(`is refused while there is ${code}, and nothing is written`, async () => {
      const invoice = await draftInvoice(books, draft);
      const before = await everything();
      assert.ok((await blockedBy(invoice)).includes(code));
      assert.deepEqual(await everything(), before);
    });
  }

  it('is refused in a closed period and outside of every year', async () => {
    const own = await openBooks(api);
    await own.in(() =>
      query("UPDATE fiscal_periods SET status = 'closed' WHERE year = $1 AND number = 2", [
        thisYear,
      ]),
    );
    const invoice = await draftInvoice(own);
    for (const [index, [entry_date, code]] of (
      [
        [`${thisYear}-02-01`, 'period_closed'],
        [`${thisYear - 9}-02-01`, 'no_fiscal_period'],
        [`${thisYear + 9}-02-01`, 'no_fiscal_period'],
      ] as const
    ).entries()) {
      const { version } = await own.owner.do(contract.correctPurchaseInvoice, {
        params: { invoice },
        body: { entry_date },
        ifMatch: index + 1,
      });
      const { errors } = await own.owner.refused(contract.postPurchaseInvoice, 'invoice_blocked', {
        params: { invoice },
        ifMatch: version,
      });
      assert.deepEqual(errors, [{ field: 'entry_date', message: code }]);
    }
  });

  it('goes on when a person accepts what is odd', async () => {
    const invoice = await draftInvoice(books, { fields: { invoice_number: null } });
    assert.deepEqual(await blockedBy(invoice), ['number_missing']);
    await correct(invoice, { acknowledge: ['number_missing'] });
    assertBalanced(await post(invoice, 2));
  });

  it('needs the version that the person saw', async () => {
    const invoice = await draftInvoice(books);
    await books.bookkeeper.refused(contract.postPurchaseInvoice, 'precondition_required', {
      params: { invoice },
    });
    await correct(invoice, { fields: { order_reference: 'B-1' } });
    await books.bookkeeper.refused(contract.postPurchaseInvoice, 'version_mismatch', {
      params: { invoice },
      ifMatch: 1,
    });
    await post(invoice, 2);
  });
});

describe('two people posting the same invoice at the same moment', () => {
  it('post it once: the other hears who was first', async () => {
    for (let time = 0; time < 5; time++) {
      const invoice = await draftInvoice(books);
      const parts = { params: { invoice }, ifMatch: 1 };
      const answers = await Promise.all([
        books.bookkeeper.send(contract.postPurchaseInvoice, parts),
        books.accountant.send(contract.postPurchaseInvoice, parts),
      ]);
      const [refusal] = answers.flatMap((answer) => ('problem' in answer ? answer.problem : []));
      const [entry] = answers.flatMap((answer) => ('problem' in answer ? [] : answer.body));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
      assert.equal(refusal?.code, 'already_posted');
      assert.deepEqual([refusal.existing?.by, refusal.existing?.id], [entry?.posted_by, entry?.id]);
    }
  });
});

describe('a posting sent twice with one idempotency key', () => {
  it('is answered twice the same and done once', async () => {
    const invoice = await draftInvoice(books);
    const first = await post(invoice, 1, 'twice');
    assert.deepEqual(await post(invoice, 1, 'twice'), first);
  });
  it('is so also when both are sent at once', async () => {
    for (let time = 0; time < 5; time++) {
      const invoice = await draftInvoice(books);
      const key = `at-once-${time}`;
      const [first, second] = await Promise.all([post(invoice, 1, key), post(invoice, 1, key)]);
      assert.deepEqual(first, second);
    }
  });
  it('but for another invoice is refused', async () => {
    await post(await draftInvoice(books), 1, 'mine');
    await books.bookkeeper.refused(contract.postPurchaseInvoice, 'idempotency_key_reused', {
      params: { invoice: await draftInvoice(books) },
      ifMatch: 1,
      key: 'mine',
    });
  });
  it('belongs to one tenant', async () => {
    const theirs = await openBooks(api);
    await post(await draftInvoice(books), 1, 'everybody');
    const invoice = await draftInvoice(theirs);
    await theirs.owner.do(contract.postPurchaseInvoice, {
      params: { invoice },
      ifMatch: 1,
      key: 'everybody',
    });
  });
  it('that is no key is refused', async () => {
    const parts = { params: { invoice: await draftInvoice(books) }, ifMatch: 1 };
    for (const key of ['x'.repeat(201), 'two words'])
      await books.bookkeeper.refused(contract.postPurchaseInvoice, 'bad_request', {
        ...parts,
        key,
      });
  });
});
