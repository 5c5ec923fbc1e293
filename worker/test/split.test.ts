import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { retryDocument } from '@smart-accounting/books/documents/retry-document';
import { splitDocument } from '@smart-accounting/books/documents/split-document';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { ReadingFindingRow } from '@smart-accounting/books/purchase-invoices/reading-finding-row';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { invoicesInOnePdf } from './documents.ts';
import { Workshop } from './running-worker.ts';

const person = randomUuidV7();
let workshop: Workshop;

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

describe('several invoices in one PDF', () => {
  it('are one draft that cannot be posted, and when split a draft each, of their own page', async () => {
    const worker = workshop.start();
    const { books } = workshop;
    const document = await workshop.handIn(await invoicesInOnePdf(1, 2, 3));
    await workshop.allOver();
    const findings = await books.in(() => ReadingFindingRow.findAll());
    assert.deepEqual(
      findings.map(({ code, found }) => [code, found]),
      [['several_invoices', '1, 2, 3']],
    );
    const pagesUsed = async (): Promise<unknown> =>
      books.in(() => query('SELECT sum(pages)::integer AS pages FROM platform.monthly_usage'));
    const used = await pagesUsed();

    const parts = await books.in(() => splitDocument(document, null, person));
    await workshop.allOver();
    const numberOf = async (id: string): Promise<string | null> =>
      books.in(async () => {
        const invoice = await Invoice.findOne({ where: { documentId: id } });
        return invoice?.invoiceNumber ?? null;
      });
    assert.deepEqual(await Promise.all(parts.map(numberOf)), [
      '2026-1001',
      '2026-1002',
      '2026-1003',
    ]);
    assert.equal(await numberOf(document), null);
    assert.deepEqual(await pagesUsed(), used, 'no page was read twice');
    const rows = await books.in(() => Document.findAll({ where: { partOf: document } }));
    assert.ok(
      rows.every(
        ({ state, pageCount, kind }) => state === 'read' && pageCount === 1 && kind === 'invoice',
      ),
    );

    // Read once more, a part reads its own page of the file, and no other.
    const [, second = ''] = parts;
    await books.in(() => retryDocument(second, person));
    await workshop.allOver();
    const pages = await books.in(() => DocumentPage.findAll({ where: { documentId: second } }));
    assert.deepEqual(
      pages.map(({ number }) => number),
      [1],
    );
    assert.ok(pages[0]?.words.some(({ text }) => text === '2026-1002'));
    assert.ok(pages.every(({ imagesAt }) => imagesAt !== null));
    assert.equal(await numberOf(second), '2026-1002');
    await worker.stop();
  });
});
