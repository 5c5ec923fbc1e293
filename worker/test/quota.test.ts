import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { retryJob } from '@smart-accounting/database/jobs/enqueue-job';
import { monthOf, readUsage } from '@smart-accounting/database/quotas/usage';
import { query } from '@smart-accounting/database/tenancy/database';
import { longPdf } from './documents.ts';
import { Workshop } from './running-worker.ts';

let workshop: Workshop;

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

async function allowPages(limit: number): Promise<void> {
  await workshop.asSuperuser(
    `INSERT INTO platform.quotas (tenant, pages_per_month) VALUES ('${workshop.books.tenant}', ${limit})
       ON CONFLICT (tenant) DO UPDATE SET pages_per_month = ${limit}`,
  );
}

async function pages(): Promise<{ read: number; counted: bigint }> {
  const rows = await workshop.books.in(() => query('SELECT FROM document_pages'));
  const usage = await workshop.books.in(() => readUsage(monthOf(new Date())));
  return { read: rows.length, counted: usage.pages };
}

describe('a month that has no pages left', () => {
  it('fails a document of more pages than that, with the reason, before any is read', async () => {
    await allowPages(4);
    await workshop.handIn(await longPdf(3));
    const worker = workshop.start();
    await workshop.allOver();
    assert.deepEqual(await pages(), { read: 3, counted: 3n });

    await workshop.handIn(await longPdf(2));
    await workshop.allOver();
    await worker.stop();
    assert.deepEqual(await pages(), { read: 3, counted: 3n });
    const [failed] = await workshop.books.in(() =>
      query<{ id: string; kind: string; reason: string; detail: string; attempts: number }>(
        "SELECT id, kind, reason, detail, attempts FROM platform.jobs WHERE state = 'failed'",
      ),
    );
    assert.ok(failed);
    assert.deepEqual(
      [failed.kind, failed.reason, failed.attempts],
      ['ocr', 'page_quota_reached', 1],
    );
    assert.match(failed.detail, /at most 4 pages a month; the next month begins on \d{4}-\d\d-01/);
  });
  it('reads it when there is room again and somebody asks for it', async () => {
    await allowPages(5);
    const [failed] = await workshop.books.in(() =>
      query<{ id: string }>("SELECT id FROM platform.jobs WHERE state = 'failed'"),
    );
    assert.ok(failed);
    await workshop.books.in(() => retryJob(failed.id));
    const worker = workshop.start();
    await workshop.allOver();
    await worker.stop();
    assert.deepEqual(await pages(), { read: 5, counted: 5n });
  });
});
