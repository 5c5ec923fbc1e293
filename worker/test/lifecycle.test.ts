import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { Publisher, toQueue } from '@smart-accounting/database/broker';
import { cleanInvoicePdf, encryptedPdf, longPdf } from './documents.ts';
import { Workshop } from './running-worker.ts';

let workshop: Workshop;

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

describe('a worker told to stop', () => {
  it('ends with 0 at once when it is idle', async () => {
    const worker = workshop.start();
    await worker.stop();
  });
  it('gives a long document back after the page in hand, uncounted, and another goes on there', async () => {
    const document = await workshop.handIn(await longPdf(40));
    const first = workshop.start();
    const pages = (): Promise<number> =>
      workshop.books.in(() => DocumentPage.count({ where: { documentId: document } }));
    while ((await pages()) < 3) await pause(20);
    await first.stop();
    const read = await pages();
    assert.ok(read < 40, 'it stopped in the middle');
    const [job] = await workshop.books.in(() =>
      query<{ state: string; attempts: number; claim: string | null }>(
        "SELECT state, attempts, claim FROM platform.jobs WHERE kind = 'ocr' AND subject_id = $1",
        [document],
      ),
    );
    assert.deepEqual(job, { state: 'pending', attempts: 0, claim: null });
    const second = workshop.start();
    const { failed } = await workshop.allOver();
    assert.equal(failed, 0);
    assert.equal(await pages(), 40);
    await second.stop();
  });
});

describe('a job that the database lets nobody claim', () => {
  it('holds up no other, comes back after a pause, and is done when it can be claimed', async () => {
    const owner = await workshop.books.test.client('postgres');
    const poison = await workshop.handIn(await longPdf(1));
    await owner.query(`
      CREATE FUNCTION refuse_claim() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'nobody may'; END $$;
      CREATE TRIGGER refuse_claim BEFORE UPDATE ON platform.jobs FOR EACH ROW
        WHEN (NEW.claim IS NOT NULL AND NEW.subject_id = '${poison}') EXECUTE FUNCTION refuse_claim()`);
    const worker = workshop.start();
    const other = await workshop.handIn(await cleanInvoicePdf(91));
    const jobOf = async (document: string): Promise<Record<string, unknown>> => {
      const [job] = await workshop.books.in(() =>
        query<Record<string, unknown>>(
          `SELECT state, reason, attempts, run_at > created_at AS later FROM platform.jobs
             WHERE kind = 'ocr' AND subject_id = $1`,
          [document],
        ),
      );
      assert.ok(job);
      return job;
    };
    while ((await jobOf(other))['state'] !== 'done') await pause(100);
    while ((await jobOf(poison))['reason'] !== 'not_startable') await pause(100);
    assert.deepEqual(await jobOf(poison), {
      state: 'pending',
      reason: 'not_startable',
      attempts: 0,
      later: true,
    });
    await owner.query(`
      DROP TRIGGER refuse_claim ON platform.jobs; DROP FUNCTION refuse_claim;
      UPDATE platform.jobs SET run_at = now() WHERE subject_id = '${poison}'`);
    const { failed } = await workshop.allOver();
    assert.equal(failed, 0);
    await worker.stop();
  });
});

describe('jobs that cannot succeed', () => {
  it('fail at once with a reason a person understands, and the file stays', async () => {
    const worker = workshop.start();
    const document = await workshop.handIn(await encryptedPdf());
    await workshop.allOver();
    const [job] = await workshop.books.in(() =>
      query('SELECT state, reason, attempts FROM platform.jobs WHERE subject_id = $1', [document]),
    );
    assert.deepEqual(job, { state: 'failed', reason: 'encrypted_pdf', attempts: 1 });
    const row = await workshop.books.in(() => Document.findByPk(document));
    assert.ok(row && (await workshop.storage.get(`${workshop.books.tenant}/${row.sha256}`)));
    await worker.stop();
  });
  it('of a document deleted meanwhile are done, and nothing is written', async () => {
    const document = await workshop.handIn(await cleanInvoicePdf(1));
    await workshop.books.in(() => Document.destroy({ where: { id: document } }));
    const worker = workshop.start();
    const { failed } = await workshop.allOver();
    assert.equal(failed, 1); // the encrypted one of before
    assert.equal(
      await workshop.books.in(() => Invoice.count({ where: { documentId: document } })),
      0,
    );
    await worker.stop();
  });
  it('are no reason to stop: messages that are no jobs, and jobs of tenants that are gone, are dropped', async () => {
    const publisher = new Publisher(workshop.broker);
    await publisher.send(toQueue('ocr.v1'), 'not a job');
    await publisher.send(toQueue('ocr.v1'), { tenant: 'zzzzzzzzzzzz', job: randomUuidV7() });
    await publisher.close();
    const document = await workshop.handIn(await cleanInvoicePdf(2));
    const worker = workshop.start();
    await workshop.allOver();
    assert.equal((await workshop.books.in(() => Document.findByPk(document)))?.state, 'read');
    await worker.stop();
  });
});

describe('the same message twice', () => {
  it('does its work once', async () => {
    const document = await workshop.handIn(await cleanInvoicePdf(3));
    const [job] = await workshop.books.in(() =>
      query<{ id: string }>('SELECT id FROM platform.jobs WHERE subject_id = $1', [document]),
    );
    const publisher = new Publisher(workshop.broker);
    for (let n = 0; n < 5; n++)
      await publisher.send(toQueue('ocr.v1'), { tenant: workshop.books.tenant, job: job?.id });
    await publisher.close();
    const workers = [workshop.start(), workshop.start()];
    await workshop.allOver();
    assert.equal(
      await workshop.books.in(() => Invoice.count({ where: { documentId: document } })),
      1,
    );
    await Promise.all(workers.map((worker) => worker.stop()));
  });
});
