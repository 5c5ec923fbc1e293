import { models } from '../../models.ts';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { sealRequestsFailed } from '@smart-accounting/monitoring';
import { postEntry } from '../post-entry.ts';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import { Database, query } from '@smart-accounting/database/tenancy/database';
import { tenantSchema, withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks, type TestBooks } from '../../testing/open-test-books.ts';
import { sealWindowMs } from './request-seal.ts';
import { formatHead, parseHead, publishedHeads, publishHead } from './seal-head.ts';

let books: TestBooks;
let accounts: readonly string[];

before(async () => {
  books = await openTestBooks();
  accounts = [await books.account('4790'), await books.account('1600')];
});
after(() => books.close());

/** Waits for the beginning of the next five-second window, so that what follows does not run over its end. */
async function nextWindow(): Promise<number> {
  const begins = Math.ceil(Date.now() / sealWindowMs) * sealWindowMs;
  while (Date.now() < begins + 50) await pause(begins + 50 - Date.now());
  return begins;
}

/** Posts through a process of its own, and waits until it has nothing left to do. */
async function postInProcess(times: number, fail = false): Promise<void> {
  const database = new Database({
    models,
    url: books.test.url('smart_api'),
    maxConnections: 4,
    applicationName: 'test',
  });
  const post = (): Promise<unknown> =>
    withTenant(database, books.tenant, async () => {
      await postEntry({
        journal: 'MEM',
        entryDate: '2026-04-01',
        description: '',
        postedBy: null,
        lines: accounts.map((accountId, index) => ({
          accountId,
          description: '',
          ...debitOrCredit(index ? -1n : 1n),
        })),
      });
      if (fail) throw new Error('rolled back');
    });
  await Promise.allSettled(Array.from({ length: times }, post));
  await database.close();
}

async function sealJobs(): Promise<{ due: number; due_key: string }[]> {
  return books.in(() =>
    query<{ due: number; due_key: string }>(
      `SELECT (extract(epoch FROM run_at) * 1000)::float8 AS due, due_key FROM platform.jobs WHERE kind = 'seal'
         ORDER BY run_at`,
    ),
  );
}

describe('a posting', () => {
  it('that is rolled back asks for no seal', async () => {
    await postInProcess(3, true);
    assert.deepEqual(await sealJobs(), []);
  });
  it('asks for one seal in five seconds, however many are posted and by however many processes', async () => {
    const window = await nextWindow();
    await Promise.all([postInProcess(5), postInProcess(5)]);
    assert.ok(Date.now() < window + sealWindowMs, 'ten postings took longer than five seconds');
    const jobs = await sealJobs();
    assert.equal(jobs.length, 1);
    // Due when the window is over: every entry that asked for it is visible then.
    assert.equal(jobs[0]?.due, window + sealWindowMs);
  });
  it('asks again in the next five seconds', async () => {
    await nextWindow();
    await postInProcess(2);
    assert.equal((await sealJobs()).length, 2);
  });
  it('stands when its request cannot be written; the failure is counted', async () => {
    const failures = async (): Promise<number> =>
      (await sealRequestsFailed.get()).values.at(0)?.value ?? 0;
    const before = await failures();
    const admin = await books.test.client('postgres');
    const request = `FUNCTION ${tenantSchema(books.tenant)}.request_seal()`;
    await admin.query(`REVOKE EXECUTE ON ${request} FROM ${tenantSchema(books.tenant)}`);
    await postInProcess(1);
    await admin.query(`GRANT EXECUTE ON ${request} TO ${tenantSchema(books.tenant)}`);
    assert.equal(await failures(), before + 1);
    assert.equal((await sealJobs()).length, 2);
  });
});

describe('a head', () => {
  it('is published once under a name that says it all, and found again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'seals-'));
    const storage = folderStorage(folder);
    const heads = [
      { position: 3n, hash: 'a'.repeat(64) },
      { position: 12n, hash: 'b'.repeat(64) },
    ];
    for (const head of [...heads, ...heads]) await publishHead(storage, books.tenant, head);
    const found = await publishedHeads(storage, books.tenant);
    assert.deepEqual(
      found.sort((a, b) => Number(a.position - b.position)),
      heads,
    );
    await rm(folder, { recursive: true });
  });
  it('can be noted down and given back', () => {
    const head = { position: 1234n, hash: '0f'.repeat(32) };
    assert.deepEqual(parseHead(formatHead(head)), head);
    for (const text of ['', '0:aa', '1234', `1234:${'g'.repeat(64)}`, `-1:${'a'.repeat(64)}`])
      assert.throws(() => parseHead(text), RangeError, text);
  });
});
