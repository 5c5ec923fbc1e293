import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { query } from '@smart-accounting/database/tenancy/database';
import type { CrashPoint } from '../src/run/crash-point.ts';
import { cleanInvoicePdf } from './documents.ts';
import { Workshop } from './running-worker.ts';

let workshop: Workshop;

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

/** Every point at which a worker may die, each between two steps that are committed apart. */
const points: readonly CrashPoint[] = [
  'received',
  'claimed',
  'page-committed',
  'words-committed',
  'images-stored',
  'ocr-done',
  'parse-done',
  'before-ack',
];

describe('a worker killed', () => {
  for (const [serial, point] of points.entries()) {
    it(`at "${point}" costs a repeat, and nothing is lost or done twice`, async () => {
      const document = await workshop.handIn(await cleanInvoicePdf(serial));
      const doomed = workshop.start({ CRASH_AT: point });
      assert.equal(
        (await doomed.ended).signal,
        'SIGKILL',
        `the worker never came to "${point}": ${doomed.log()}`,
      );
      await workshop.expireClaims();
      const worker = workshop.start();
      const { failed } = await workshop.allOver();
      await worker.stop();
      assert.equal(failed, 0);
      await expectReadOnce(document);
    });
  }
  it('again and again is given up after five attempts, with a reason', async () => {
    await workshop.handIn(await cleanInvoicePdf(99));
    for (let attempt = 1; attempt <= 5; attempt++) {
      await workshop.start({ CRASH_AT: 'claimed' }).ended;
      await workshop.expireClaims();
    }
    const { failed } = await workshop.allOver();
    assert.equal(failed, 1);
    const [job] = await workshop.books.in(() =>
      query("SELECT reason, attempts FROM platform.jobs WHERE state = 'failed'"),
    );
    assert.deepEqual(job, { reason: 'worker_died', attempts: 5 });
  });
});

/** One page, one parse job, one invoice, both pictures: as if nothing had happened. */
async function expectReadOnce(documentId: string): Promise<void> {
  const { books, storage } = workshop;
  await books.in(async () => {
    const document = await Document.findByPk(documentId);
    assert.equal(document?.state, 'read');
    assert.equal(await DocumentPage.count({ where: { documentId } }), 1);
    assert.equal(await Invoice.count({ where: { documentId } }), 1);
    const parses = await query(
      "SELECT id FROM platform.jobs WHERE kind = 'parse' AND subject_id = $1",
      [documentId],
    );
    assert.equal(parses.length, 1);
    const objects = documentObjects(books.tenant, document.sha256);
    for (const width of [1240, 2480] as const)
      assert.ok(await storage.get(objects.pageImage(1, width)));
  });
}
