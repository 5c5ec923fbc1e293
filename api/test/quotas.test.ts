import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { countPageUsed, monthOf } from '@smart-accounting/database/quotas/usage';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { pdfBytes } from './documents.ts';
import { type RunningApi, startApi, thisYear, today } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
});
after(() => api.stop());
beforeEach(async () => {
  books = await openBooks(api);
});

async function allow(column: string, limit: number): Promise<void> {
  await api.asSuperuser(`INSERT INTO platform.quotas (tenant, ${column}) VALUES ($1, $2)`, [
    books.tenant,
    limit,
  ]);
}

const handIn = (bytes = pdfBytes()) =>
  books.owner.send(contract.uploadDocument, { query: { file_name: 'factuur.pdf' }, bytes });

async function stored(): Promise<{ documents: number; objects: number; jobs: number }> {
  const count = async (sql: string): Promise<number> => (await books.in(() => query(sql))).length;
  return {
    documents: await count('SELECT FROM documents'),
    objects: (await api.services.storage.list(books.tenant)).length,
    jobs: await count("SELECT FROM platform.jobs WHERE kind = 'ocr'"),
  };
}

describe('at the limit of documents', () => {
  it('exactly so many of many at once get in, and nothing stays of the others', async () => {
    await allow('documents_per_month', 4);
    const answers = await Promise.all(Array.from({ length: 8 }, () => handIn()));
    const refusals = answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
    assert.equal(refusals.length, 4);
    for (const problem of refusals) {
      assert.equal(problem.code, 'document_quota_reached');
      assert.equal(problem.status, 429);
      assert.deepEqual(problem.quota, { limit: '4', resets_on: `${thisYear}-12-01` });
      assert.match(problem.detail ?? '', /at most 4 documents a month; .* begins on \d{4}-12-01/);
    }
    assert.deepEqual(await stored(), { documents: 4, objects: 4, jobs: 4 });
    assert.deepEqual(await readdir(api.uploadFolder), []);
  });
  it('the next month lets more in', async () => {
    await allow('documents_per_month', 1);
    assert.equal((await handIn()).status, 201);
    assert.equal((await handIn()).status, 429);
    api.setNow(new Date(`${thisYear}-12-01T00:30:00+01:00`));
    assert.equal((await handIn()).status, 201);
    api.setNow(new Date(`${today}T12:00:00Z`));
  });
  it('a file that was handed in before still counts once', async () => {
    await allow('documents_per_month', 2);
    const bytes = pdfBytes();
    assert.equal((await handIn(bytes)).status, 201);
    assert.equal((await handIn(bytes)).status, 200);
    assert.equal((await handIn()).status, 201);
  });
});

describe('at the limit of bytes', () => {
  it('a file is refused before it is received, and removing another makes room', async () => {
    await allow('stored_bytes', 1000);
    const first = await books.owner.do(contract.uploadDocument, {
      query: { file_name: 'a.pdf' },
      bytes: pdfBytes(800),
    });
    const refused = await handIn(pdfBytes(300));
    assert.ok('problem' in refused);
    assert.equal(refused.status, 413);
    assert.deepEqual(
      [refused.problem.code, refused.problem.quota],
      ['storage_quota_reached', { limit: '1000', resets_on: null }],
    );
    await books.owner.do(contract.deleteDocument, { params: { document: first.document.id } });
    assert.equal((await handIn(pdfBytes(300))).status, 201);
  });
  it('a file that does not say its size is refused when it is whole, and nothing stays', async () => {
    await allow('stored_bytes', 1000);
    const bytes = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(pdfBytes(2000));
        controller.close();
      },
    });
    const refused = await books.owner.send(contract.uploadDocument, {
      query: { file_name: 'a.pdf' },
      bytes,
    });
    assert.equal(refused.status, 413);
    assert.deepEqual(await stored(), { documents: 0, objects: 0, jobs: 0 });
  });
});

describe('at the limit of pages', () => {
  it('nothing more is taken in this month', async () => {
    await allow('pages_per_month', 3);
    assert.equal((await handIn()).status, 201);
    for (let page = 0; page < 3; page++)
      await books.in(() => countPageUsed(monthOf(new Date(`${today}T12:00:00Z`))));
    const refused = await handIn();
    assert.ok('problem' in refused);
    assert.deepEqual([refused.status, refused.problem.code], [429, 'page_quota_reached']);
  });
});

describe('the limits of one tenant', () => {
  it('are none of another', async () => {
    await allow('documents_per_month', 0);
    assert.equal((await handIn()).status, 429);
    books = await openBooks(api);
    assert.equal((await handIn()).status, 201);
  });
});
