// A posting holds the counter of its journal until COMMIT. A process that hangs just then, alive and saying nothing, must
// not hold up the journal for good: the server ends its pause, and who waited goes on.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { type PostedEntry, postEntry } from '@smart-accounting/books/ledger/post-entry';
import { tenantSchema } from '../../src/tenancy/with-tenant.ts';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';

/** By then a journal is free again, whatever happened to the process that had it. */
const freeWithinMs = 30_000;
let books: TestBooks;

before(async () => {
  books = await openTestBooks();
});
after(() => books.close());

async function post(): Promise<PostedEntry> {
  const accounts = [await books.account('4790'), await books.account('1600')];
  const lines = accounts.map((accountId, index) => ({
    accountId,
    description: '',
    ...debitOrCredit(index ? -1n : 1n),
  }));
  return books.in(() =>
    postEntry({ journal: 'MEM', entryDate: '2026-04-01', description: '', postedBy: null, lines }),
  );
}

it('a journal is free within half a minute after a process hung with its counter locked', async () => {
  assert.equal((await post()).number, 1);
  const hanging = await books.test.client('smart_api');
  const schema = tenantSchema(books.tenant);
  await hanging.query(`BEGIN; SET LOCAL ROLE ${schema}; SET LOCAL search_path TO ${schema}`);
  const { rows } = await hanging.query<{ id: string }>('SELECT id FROM ledger_accounts LIMIT 1');
  const lines = [1, 2].map((line) => ({
    line,
    account_id: rows[0]?.id,
    description: '',
    debit: line % 2,
    credit: (line + 1) % 2,
  }));
  await hanging.query(
    "SELECT post_entry(gen_random_uuid(), 'MEM', '2026-01-01', '', NULL, NULL, NULL, NULL, $1, NULL, NULL)",
    [JSON.stringify(lines)],
  );
  const next = await Promise.race([post(), pause(freeWithinMs, null, { ref: false })]);
  assert.equal(next?.number, 2, 'the number of the entry that was never committed is given again');
  await assert.rejects(hanging.query('COMMIT'), /terminat|not queryable|Connection/);
});
