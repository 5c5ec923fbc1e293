import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import * as contract from '@smart-accounting/api-contract';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { draftDocument, failedDocument } from './drafts.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

describe('the list of jobs', () => {
  it('gives each once, latest first, by state, with its document', async () => {
    const own = await openBooks(api);
    const failed = await failedDocument(own, 'encrypted_pdf');
    const pending = await own.in(async () => enqueueJob('ocr', await draftDocument()));
    const list = (query: Readonly<Record<string, string | number>> = {}) =>
      own.viewer.do(contract.listJobs, { query });
    const { items } = await list();
    assert.deepEqual(
      items.map(({ id }) => id),
      [pending, failed.job],
    );
    assert.deepEqual(
      (await list({ state: 'failed' })).items.map(({ id }) => id),
      [failed.job],
    );
    assert.deepEqual((await list({ state: 'done' })).items, []);
    const [, job] = items;
    assert.deepEqual(
      [job?.kind, job?.state, job?.attempts, job?.reason, job?.document?.id],
      ['ocr', 'failed', 5, 'encrypted_pdf', failed.document],
    );
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.next_cursor ?? '' });
    assert.deepEqual([...first.items, ...second.items], items);
    assert.equal(second.next_cursor, null);
  });
});

describe('running a failed job again', () => {
  const retry = (job: string) => books.bookkeeper.do(contract.retryJob, { params: { job } });

  it('starts it anew, and the relay hands it to the broker', async () => {
    const { job, document } = await failedDocument(books);
    const answer = await retry(job);
    assert.deepEqual(
      [answer.state, answer.attempts, answer.reason, answer.finished_at],
      ['pending', 0, null, null],
    );
    const read = await books.viewer.do(contract.readDocument, { params: { document } });
    assert.deepEqual([read.state, read.failure], ['queued', null]);
    for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
      const [row] = await books.in(() =>
        query<{ queue: string | null }>(
          'SELECT queue FROM platform.jobs WHERE id = $1 AND published_at IS NOT NULL',
          [job],
        ),
      );
      if (row) {
        assert.equal(row.queue, 'ocr.v1');
        return;
      }
      await pause(50);
    }
    assert.fail('the job was not published');
  });

  it('is refused when it did not fail', async () => {
    const job = await books.in(async () => enqueueJob('ocr', await draftDocument()));
    const { detail } = await books.bookkeeper.refused(contract.retryJob, 'conflict', {
      params: { job },
    });
    assert.equal(detail, 'The job is pending, not failed.');
  });

  it('is refused for what the sealer repeats by itself', async () => {
    await api.asSuperuser(
      `INSERT INTO platform.jobs (id, tenant, kind, payload, state, finished_at)
         SELECT gen_random_uuid(), $1, kind, '{}', 'failed', now() FROM unnest(ARRAY['seal', 'verify']) AS kind`,
      [books.tenant],
    );
    const jobs = await books.in(() =>
      query<{ id: string }>("SELECT id FROM platform.jobs WHERE kind IN ('seal', 'verify')"),
    );
    for (const { id } of jobs)
      await books.owner.refused(contract.retryJob, 'job_repeats_itself', { params: { job: id } });
  });

  it('by two people at once starts it once', async () => {
    const { job } = await failedDocument(books);
    const answers = await Promise.all(
      [1, 2].map(() => books.bookkeeper.send(contract.retryJob, { params: { job } })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  });
});
