import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { sealRequestsFailed } from '@smart-accounting/monitoring';
import { postEntry } from '../ledger/post-entry.ts';
import { folderStorage } from '../storage/folder-storage.ts';
import { Database, query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';
import { withTenant } from '../tenancy/with-tenant.ts';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';
import { sealWindowMs } from './request-seal.ts';
import { scheduleSeals } from './schedule-seals.ts';
import { formatHead, parseHead, publishedHeads, publishHead } from './seal-head.ts';

let books: TestBooks;
let accounts: readonly string[];

before(async () => {
  // At the beginning of one of the five-second windows, so that no test runs over its end.
  mock.timers.enable({ apis: ['Date'], now: Math.ceil(Date.now() / sealWindowMs) * sealWindowMs });
  books = await openTestBooks();
  accounts = [await books.account('4790'), await books.account('1600')];
});
after(async () => {
  mock.timers.reset();
  await books.close();
});

/** Posts through a process of its own, and waits until it has nothing left to do. */
async function postInProcess(times: number, fail = false): Promise<void> {
  const database = new Database({
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
    await Promise.all([postInProcess(5), postInProcess(5)]);
    const jobs = await sealJobs();
    assert.equal(jobs.length, 1);
    // Due when the window is over: every entry that asked for it is visible then.
    assert.equal(jobs[0]?.due, Date.now() + sealWindowMs);
  });
  it('asks again in the next five seconds', async () => {
    mock.timers.setTime(Date.now() + sealWindowMs);
    await postInProcess(2);
    assert.equal((await sealJobs()).length, 2);
  });
  it('stands when its request cannot be written; the failure is counted', async () => {
    const failures = async (): Promise<number> =>
      (await sealRequestsFailed.get()).values.at(0)?.value ?? 0;
    const before = await failures();
    mock.timers.setTime(Date.now() + sealWindowMs);
    const admin = await books.test.client('postgres');
    await admin.query('REVOKE INSERT (id) ON platform.jobs FROM smart_tenant');
    await postInProcess(1);
    await admin.query('GRANT INSERT (id) ON platform.jobs TO smart_tenant');
    assert.equal(await failures(), before + 1);
    assert.equal((await sealJobs()).length, 2);
  });
});

describe('the hourly sweep', () => {
  const schedule = (): Promise<number> => withRelay(books.database, scheduleSeals);

  it("writes one job an hour for each active tenant, and none for one that isn't", async () => {
    const suspended = await books.test.createTenant();
    const admin = await books.test.client('postgres');
    await admin.query("UPDATE platform.tenants SET state = 'suspended' WHERE id = $1", [suspended]);
    assert.equal(await schedule(), 1);
    assert.equal(await schedule(), 0);
    const hourly = (await sealJobs()).filter(({ due_key: key }) => key.startsWith('hour:'));
    assert.equal(hourly.length, 1);
  });
  it('removes what is done and a day old, and nothing else', async () => {
    const admin = await books.test.client('postgres');
    const { rowCount } = await admin.query(
      "UPDATE platform.jobs SET state = 'done', finished_at = now() - interval '25 hours' WHERE due_key LIKE 'posted:%'",
    );
    assert.ok(rowCount);
    await admin.query("UPDATE platform.jobs SET finished_at = now() WHERE due_key LIKE 'hour:%'");
    await schedule();
    assert.deepEqual(
      (await sealJobs()).map(({ due_key: key }) => key.slice(0, 5)),
      ['hour:'],
    );
  });
  it('gives the relay no right beyond that', async () => {
    const insert = `INSERT INTO jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '${books.tenant}', 'ocr', '{}')`;
    await assert.rejects(
      withRelay(books.database, () => query(insert)),
      /row-level security/,
    );
    const removed = await withRelay(books.database, () => query('DELETE FROM jobs RETURNING id'));
    assert.deepEqual(removed, []);
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
