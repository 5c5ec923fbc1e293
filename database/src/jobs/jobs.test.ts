import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jobLimits } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';
import { withTenant } from '../tenancy/with-tenant.ts';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import {
  backoffSeconds,
  claimJob,
  ClaimLost,
  completeJob,
  failAttempt,
  holdClaim,
  type JobClaim,
  renewClaim,
  yieldJob,
} from './claim-job.ts';
import { enqueueJob, retryJob } from './enqueue-job.ts';

let books: TestBooks;
let job: string;
const document = '01920000-0000-7000-8000-000000000001';

before(async () => {
  books = await openTestBooks();
});
after(() => books.close());
beforeEach(async () => {
  job = await books.in(() => enqueueJob('ocr', document));
});

interface JobRow {
  state: string;
  attempts: number;
  due_in: number;
  published: boolean;
  claimed: boolean;
  reason: string | null;
}

async function row(): Promise<JobRow> {
  const [found] = await books.in(() =>
    query<JobRow>(
      `SELECT state, attempts, extract(epoch FROM run_at - now())::float8 AS due_in, published_at IS NOT NULL AS published,
         claim IS NOT NULL AS claimed, reason FROM platform.jobs WHERE id = $1`,
      [job],
    ),
  );
  assert.ok(found);
  return found;
}

async function claim(): Promise<JobClaim> {
  const claimed = await books.in(() => claimJob({ tenant: books.tenant, job }));
  assert.ok(claimed);
  return claimed;
}

/** Lets the claim run out without waiting half a minute. */
async function expire(): Promise<void> {
  const client = await books.test.client('postgres');
  await client.query(
    "UPDATE platform.jobs SET claimed_until = now() - interval '1 second' WHERE id = $1",
    [job],
  );
  await client.end();
}

describe('claiming a job', () => {
  it('gives it to exactly one of many who ask at once', async () => {
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => books.in(() => claimJob({ tenant: books.tenant, job }))),
    );
    assert.equal(claims.filter((found) => found !== null).length, 1);
    const subjects = claims.flatMap((found) => found?.subjectId ?? []);
    assert.deepEqual(subjects, [document]);
  });
  it('gives nothing of another tenant, nothing that is not due, and nothing unknown', async () => {
    const other = await books.test.createTenant();
    assert.equal(
      await withTenant(books.database, other, () => claimJob({ tenant: other, job })),
      null,
    );
    const later = await books.in(() =>
      enqueueJob('ocr', document, { runAt: new Date(Date.now() + 60_000) }),
    );
    assert.equal(await books.in(() => claimJob({ tenant: books.tenant, job: later })), null);
    assert.equal(
      await books.in(() =>
        claimJob({ tenant: books.tenant, job: '01920000-0000-7000-8000-00000000ffff' }),
      ),
      null,
    );
  });
  it('gives the sealer nothing by a message that names another tenant, or none', async () => {
    const client = await books.test.client('postgres');
    const { rows } = await client.query<{ id: string }>(
      "INSERT INTO platform.jobs (id, tenant, kind) VALUES (gen_random_uuid(), $1, 'verify') RETURNING id",
      [books.tenant],
    );
    await client.end();
    const verify = rows[0]?.id ?? '';
    const other = await books.test.createTenant();
    for (const tenant of [other, null])
      assert.equal(await books.asSealer(() => claimJob({ tenant, job: verify }), other), null);
    assert.ok(await books.asSealer(() => claimJob({ tenant: books.tenant, job: verify })));
  });
  it('gives it to another when the holder is gone, and the first can write no more', async () => {
    const first = await claim();
    await expire();
    const second = await claim();
    assert.equal(second.attempt, 2);
    for (const write of [renewClaim, holdClaim, completeJob, yieldJob]) {
      await assert.rejects(
        books.in(() => write(first)),
        ClaimLost,
        write.name,
      );
    }
    await books.in(() => renewClaim(second));
    await books.in(() => completeJob(second));
    assert.equal((await row()).state, 'done');
  });
  it('writes no result after the claim has run out, even when nobody else took it', async () => {
    const held = await claim();
    await expire();
    await assert.rejects(
      books.in(() => holdClaim(held)),
      ClaimLost,
    );
  });
});

describe('an attempt', () => {
  it('that is yielded is due at once and not counted', async () => {
    const held = await claim();
    await books.in(() => yieldJob(held));
    const { attempts, due_in: dueIn, claimed, published } = await row();
    assert.deepEqual(
      { attempts, claimed, published },
      { attempts: 0, claimed: false, published: false },
    );
    assert.ok(dueIn <= 0);
  });
  it('that failed is due after a growing pause, and failed for good after the last', async () => {
    assert.deepEqual([1, 2, 3, 4].map(backoffSeconds), [2, 8, 32, 128]);
    const client = await books.test.client('postgres');
    for (let attempt = 1; attempt <= jobLimits.maxAttempts; attempt++) {
      const held = await claim();
      const again = await books.in(() =>
        failAttempt(held, { reason: 'internal', detail: 'x', final: false }),
      );
      assert.equal(again, attempt < jobLimits.maxAttempts);
      if (again) assert.ok(Math.abs((await row()).due_in - backoffSeconds(attempt)) < 2);
      await client.query('UPDATE platform.jobs SET run_at = now() WHERE id = $1', [job]);
    }
    await client.end();
    assert.equal((await row()).state, 'failed');
    assert.equal(await books.in(() => claimJob({ tenant: books.tenant, job })), null);
  });
  it('that no retry can help fails at once, with its reason, and can be asked for again', async () => {
    const held = await claim();
    await books.in(() => failAttempt(held, { reason: 'encrypted_pdf', detail: '', final: true }));
    assert.equal((await row()).reason, 'encrypted_pdf');
    assert.equal(await books.in(() => retryJob(job)), true);
    const { state, attempts, reason } = await row();
    assert.deepEqual({ state, attempts, reason }, { state: 'pending', attempts: 0, reason: null });
    assert.equal(await books.in(() => retryJob(job)), false);
  });
});

describe('enqueuing', () => {
  it('writes a job with the same due key once', async () => {
    for (let n = 0; n < 3; n++)
      await books.in(() => enqueueJob('ocr', document, { dueKey: 'nightly' }));
    const rows = await books.in(() =>
      query("SELECT id FROM platform.jobs WHERE due_key = 'nightly'"),
    );
    assert.equal(rows.length, 1);
  });
  it('leaves no job when the work that wanted it is rolled back', async () => {
    const count = async (): Promise<number> =>
      (await books.in(() => query('SELECT id FROM platform.jobs'))).length;
    const before = await count();
    const rolledBack = books.in(async () => {
      await enqueueJob('ocr', document);
      throw new Error('rolled back');
    });
    await assert.rejects(rolledBack);
    assert.equal(await count(), before);
  });
});
