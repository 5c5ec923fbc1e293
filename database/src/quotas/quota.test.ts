import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import fc from 'fast-check';
import type pg from 'pg';
import { query } from '../tenancy/database.ts';
import { withTenant } from '../tenancy/with-tenant.ts';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { randomUuidV7 } from '../uuid-v7.ts';
import { checkDocument, checkPages, countDocument, countPage, QuotaReached } from './quota.ts';
import { countPageUsed, monthOf, nextMonth, readUsage } from './usage.ts';

let books: TestBooks;
let admin: pg.Client;
let tenant: TenantId;
const november = new Date('2026-11-23T12:00:00Z');

before(async () => {
  books = await openTestBooks(16);
  admin = await books.test.client('postgres');
});
after(() => books.close());
beforeEach(async () => {
  tenant = await books.test.createTenant();
});

function inTenant<T>(work: () => Promise<T>): Promise<T> {
  return withTenant(books.database, tenant, work);
}

async function allow(limits: {
  documents?: number;
  pages?: number;
  bytes?: number;
}): Promise<void> {
  await admin.query('INSERT INTO platform.quotas VALUES ($1, $2, $3, $4)', [
    tenant,
    limits.documents ?? null,
    limits.pages ?? null,
    limits.bytes ?? null,
  ]);
}

/** Hands in a document of so many bytes as the API does. */
function handIn(byteSize: number, now = november): Promise<void> {
  return inTenant(async () => {
    await query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, encode(sha256($1::uuid::text::bytea), 'hex'), 'x', 'application/pdf', $2)",
      [randomUuidV7(), byteSize],
    );
    await countDocument(now);
  });
}

function reached(kind: string) {
  return (error: unknown): boolean => error instanceof QuotaReached && error.kind === kind;
}

describe('a quota of documents', () => {
  it('lets exactly so many in when many are handed in at once', async () => {
    await allow({ documents: 7 });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => handIn(1)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 7);
    for (const result of results)
      if (result.status === 'rejected') assert.ok(reached('documents')(result.reason));
    const rows = await inTenant(() => query('SELECT FROM documents'));
    assert.equal(rows.length, 7);
  });
  it('begins anew with the month, which begins at midnight in the Netherlands', async () => {
    await allow({ documents: 1 });
    await handIn(1, new Date('2026-11-30T22:59:59Z'));
    await assert.rejects(handIn(1, new Date('2026-11-30T22:59:59Z')), reached('documents'));
    await handIn(1, new Date('2026-11-30T23:00:00Z'));
  });
  it('is not given back by removing documents, because they were read', async () => {
    await allow({ documents: 1 });
    await handIn(1);
    await inTenant(() => query('DELETE FROM documents'));
    await assert.rejects(handIn(1), reached('documents'));
  });
  it('is told early, before anything is received, with when it ends', async () => {
    await allow({ documents: 1 });
    await inTenant(() => checkDocument(1, november));
    await handIn(1);
    await assert.rejects(
      inTenant(() => checkDocument(1, november)),
      (error) =>
        error instanceof QuotaReached && error.resetsOn === '2026-12-01' && error.limit === 1n,
    );
  });
});

describe('a quota of bytes', () => {
  it('is of what is kept: removing makes room', async () => {
    await allow({ bytes: 100 });
    await handIn(60);
    await assert.rejects(handIn(41), reached('bytes'));
    await assert.rejects(
      inTenant(() => checkDocument(41, november)),
      (error) => error instanceof QuotaReached && error.resetsOn === null,
    );
    await handIn(40);
    await inTenant(() => query('DELETE FROM documents WHERE byte_size = 60'));
    await handIn(60);
  });
  it('holds when many are handed in at once', async () => {
    await allow({ bytes: 100 });
    await Promise.allSettled(Array.from({ length: 20 }, () => handIn(30)));
    const rows = await inTenant(() => query('SELECT FROM documents'));
    assert.equal(rows.length, 3);
  });
});

describe('a quota of pages', () => {
  it('stops at exactly so many, whoever reads them', async () => {
    await allow({ pages: 5 });
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, () => inTenant(() => countPage(november))),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 5);
    await assert.rejects(
      inTenant(() => checkPages(1, november)),
      reached('pages'),
    );
    await assert.rejects(
      inTenant(() => checkDocument(1, november)),
      reached('pages'),
    );
  });
  it('refuses a document of more pages than are left, before it is read', async () => {
    await allow({ pages: 5 });
    for (let page = 0; page < 3; page++) await inTenant(() => countPageUsed(monthOf(november)));
    await inTenant(() => checkPages(2, november));
    await assert.rejects(
      inTenant(() => checkPages(3, november)),
      reached('pages'),
    );
  });
});

describe('usage', () => {
  it('is counted without any quota, per tenant and month', async () => {
    await handIn(1);
    await inTenant(() => countPage(november));
    await inTenant(() => countPage(november));
    assert.deepEqual(await inTenant(() => readUsage('2026-11-01')), { documents: 1n, pages: 2n });
    assert.deepEqual(await inTenant(() => readUsage('2026-12-01')), { documents: 0n, pages: 0n });
    const other = await books.test.createTenant();
    const seen = await withTenant(books.database, other, () => readUsage('2026-11-01'));
    assert.deepEqual(seen, { documents: 0n, pages: 0n });
  });
  it('cannot be changed for another tenant, nor the own quota at all', async () => {
    await allow({ documents: 1 });
    const other = await books.test.createTenant();
    await withTenant(books.database, other, async () => {
      assert.deepEqual(await query('SELECT * FROM platform.quotas'), []);
      await assert.rejects(query('UPDATE platform.quotas SET documents_per_month = 9'), /denied/);
    });
    const rows = await withTenant(books.database, other, () =>
      query('UPDATE platform.monthly_usage SET documents = 0 RETURNING 1'),
    );
    assert.deepEqual(rows, []);
  });
  it('is counted one by one, in months of about now, whoever counts', async () => {
    const count = (month: string, pages: number): Promise<unknown> =>
      books.asReader(() =>
        query('INSERT INTO platform.monthly_usage (month, pages) VALUES ($1, $2)', [month, pages]),
      );
    await assert.rejects(count(monthOf(new Date()), 2_147_483_647), { message: /one by one/ });
    await assert.rejects(count('2999-01-01', 1), { message: /one by one/ });
    await count(monthOf(new Date()), 1);
    for (const pages of ['pages + 2', '2147483647', 'pages - 1'])
      await assert.rejects(
        books.asReader(() => query(`UPDATE platform.monthly_usage SET pages = ${pages}`)),
        { message: /one by one/ },
      );
  });
  it('has months that follow each other, also over the end of a year', () => {
    assert.equal(nextMonth('2026-01-01'), '2026-02-01');
    assert.equal(nextMonth('2026-12-01'), '2027-01-01');
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (now) => {
        const month = monthOf(now);
        assert.match(month, /^\d{4}-\d{2}-01$/);
        assert.ok(month < nextMonth(month));
        assert.ok(now.getTime() < Date.parse(nextMonth(month)) + 1);
      }),
    );
  });
});
