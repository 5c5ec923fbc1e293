// What was posted stays as it was posted, also where the ledger is not touched: by the login that makes drafts and takes
// the same role as the API, and by the API itself.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import type pg from 'pg';
import { bookDemoYear } from '../demo/demo-books.ts';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';

let books: TestBooks;
let worker: pg.Client;
let api: pg.Client;

before(async () => {
  books = await openTestBooks();
  await books.in(() => bookDemoYear(isoDate('2026-11-23')));
  [worker, api] = await Promise.all([
    books.test.client('smart_worker'),
    books.test.client('smart_api'),
  ]);
  for (const client of [worker, api])
    await client.query(`SET ROLE t_${books.tenant}; SET search_path TO t_${books.tenant}, pg_temp`);
});
after(async () => {
  await Promise.all([worker.end(), api.end()]);
  await books.close();
});

/** Does it to all posted invoices, and takes it back. */
async function attempt(client: pg.Client, statement: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(statement);
  } finally {
    await client.query('ROLLBACK');
  }
}

const changes = [
  "UPDATE invoices SET supplier_iban = 'NL02ABNA0123456789' WHERE state = 'posted'",
  "UPDATE invoices SET journal_entry_id = NULL, state = 'review' WHERE state = 'posted'",
  "UPDATE invoices SET state = 'reversed', total = 1 WHERE state = 'posted'",
  "DELETE FROM invoices WHERE state = 'posted'",
];

describe('a posted invoice', () => {
  for (const statement of changes)
    it(`stays: ${statement}`, async () => {
      for (const client of [worker, api])
        await assert.rejects(attempt(client, statement), { code: 'SA003' });
    });
  it('is marked as reversed by the login that posts the reversal, and by no other', async () => {
    const statement = "UPDATE invoices SET state = 'reversed' WHERE state = 'posted'";
    await assert.rejects(attempt(worker, statement), { code: 'SA003' });
    await attempt(api, statement);
  });
  it('keeps its lines from the login that makes drafts', async () => {
    for (const table of ['invoice_lines', 'invoice_vat'])
      await assert.rejects(
        attempt(
          worker,
          `DELETE FROM ${table} WHERE invoice_id IN (SELECT id FROM invoices WHERE state = 'posted')`,
        ),
        { code: 'SA003' },
      );
  });
  it('leaves what was handed in to the logins that take it in', async () => {
    await attempt(
      api,
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES (gen_random_uuid(), repeat('a', 64), 'x', 'application/pdf', 1)",
    );
    await api.query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES (gen_random_uuid(), repeat('b', 64), 'x', 'application/pdf', 1)",
    );
    for (const statement of [
      'DELETE FROM documents',
      "UPDATE documents SET file_name = 'other'",
      "UPDATE documents SET sha256 = repeat('c', 64)",
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES (gen_random_uuid(), repeat('d', 64), 'x', 'application/pdf', 1)",
    ])
      await assert.rejects(attempt(worker, statement), { code: '42501' }, statement);
  });
});
