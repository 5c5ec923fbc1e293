import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { ReadingFindingRow } from '@smart-accounting/books/purchase-invoices/reading-finding-row';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { query } from '@smart-accounting/database/tenancy/database';
import { storedBytes } from '@smart-accounting/database/quotas/usage';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type { Books } from './books.ts';
import { openBooks } from './books.ts';
import { pdfBytes, readPagesOf, storedDocument } from './documents.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const split = (document: string, parts?: readonly (readonly [number, number])[]) => ({
  params: { document },
  body: { parts: parts?.map(([first_page, last_page]) => ({ first_page, last_page })) },
});

/** A file of three pages, with the draft that was read of it and what reading proposed. */
async function threePages(found: string | null = '1-2, 3'): Promise<string> {
  const document = await readPagesOf(books, ['one', 'two', 'three']);
  await books.in(async () => {
    const id = randomUuidV7();
    await Invoice.create({ id, kind: 'purchase', documentId: document, state: 'review' });
    if (found === null) return;
    const place = { page: 3, box: null };
    const finding = { code: 'several_invoices' as const, fields: [], expected: null, found };
    await ReadingFindingRow.create({ invoiceId: id, position: 1, ...finding, ...place });
  });
  return document;
}

const wordsOf = (document: string): Promise<unknown[]> =>
  books.in(async () =>
    (await DocumentPage.findAll({ where: { documentId: document }, order: ['number'] })).map(
      ({ number, words }) => [number, words[0]?.text],
    ),
  );

describe('a document that is split', () => {
  it('becomes documents of their own as reading proposed, each with its pages', async () => {
    const document = await threePages();
    const answer = await books.bookkeeper.do(contract.splitDocument, split(document));
    assert.deepEqual(
      answer.parts.map(({ part_of, page_count, state }) => [part_of, page_count, state]),
      [
        [{ document, first_page: 1, last_page: 2 }, 2, 'queued'],
        [{ document, first_page: 3, last_page: 3 }, 1, 'queued'],
      ],
    );
    assert.equal(answer.document.part_count, 2);
    assert.equal(answer.document.purchase_invoice, null, 'what was read of the whole is gone');
    const [one, two] = answer.parts.map(({ id }) => id);
    assert.deepEqual(await wordsOf(one ?? ''), [
      [1, 'one'],
      [2, 'two'],
    ]);
    assert.deepEqual(await wordsOf(two ?? ''), [[1, 'three']]);
    const jobs = await books.in(() =>
      query('SELECT kind, state FROM platform.jobs WHERE subject_id = ANY($1)', [[one, two]]),
    );
    assert.deepEqual(jobs, Array(2).fill({ kind: 'ocr', state: 'pending' }));
  });

  it('is split once, however often and by how many it is asked', async () => {
    const document = await threePages();
    const answers = await Promise.all(
      [1, 2, 3].map(() => books.owner.do(contract.splitDocument, split(document))),
    );
    const again = await books.owner.do(
      contract.splitDocument,
      split(document, [
        [1, 2],
        [3, 3],
      ]),
    );
    const ids = new Set([...answers, again].map(({ parts }) => parts.map(({ id }) => id).join()));
    assert.equal(ids.size, 1);
    assert.equal(await books.in(() => Document.count({ where: { partOf: document } })), 2);
    await books.owner.refused(
      contract.splitDocument,
      'document_split',
      split(document, [
        [1, 1],
        [2, 3],
      ]),
    );
  });

  it('has the parts that a person says, also one for all: then it is one invoice', async () => {
    const other = await threePages();
    const { parts } = await books.owner.do(
      contract.splitDocument,
      split(other, [
        [1, 1],
        [3, 3],
      ]),
    );
    assert.deepEqual(await Promise.all(parts.map(({ id }) => wordsOf(id))), [
      [[1, 'one']],
      [[1, 'three']],
    ]);
    const whole = await threePages();
    const one = await books.owner.do(contract.splitDocument, split(whole, [[1, 3]]));
    assert.deepEqual(
      one.parts.map(({ page_count }) => page_count),
      [3],
    );
  });

  it('has no parts that overlap, go backwards or lie outside', async () => {
    const document = await threePages();
    for (const parts of [
      [
        [1, 2],
        [2, 3],
      ],
      [
        [2, 3],
        [1, 1],
      ],
      [[2, 1]],
      [[1, 4]],
    ] as const)
      await books.owner.refused(contract.splitDocument, 'invalid_fields', split(document, parts));
    assert.equal(await books.in(() => Document.count({ where: { partOf: document } })), 0);
  });

  it('needs parts where reading proposed none', async () => {
    for (const found of [null, '2 x 1'])
      await books.owner.refused(
        contract.splitDocument,
        'nothing_to_split',
        split(await threePages(found)),
      );
  });

  it('is none that is being read, is posted, or is a part', async () => {
    const busy = await storedDocument(books);
    await books.owner.refused(contract.splitDocument, 'document_busy', split(busy, [[1, 1]]));
    const invoice = await draftInvoice(books);
    const { document } = await books.owner.do(contract.readPurchaseInvoice, {
      params: { invoice },
    });
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    await books.owner.refused(
      contract.splitDocument,
      'document_posted',
      split(document?.id ?? '', [[1, 1]]),
    );
    const { parts } = await books.owner.do(contract.splitDocument, split(await threePages()));
    await books.owner.refused(
      contract.splitDocument,
      'document_is_part',
      split(parts[0]?.id ?? '', [[1, 1]]),
    );
  });

  it('is in the audit log, with its parts', async () => {
    const document = await threePages();
    const { parts } = await books.owner.do(contract.splitDocument, split(document));
    const rows = await books.in(() =>
      query("SELECT after FROM audit.events WHERE action = 'document.split' AND subject_id = $1", [
        document,
      ]),
    );
    assert.deepEqual(rows, [
      { after: { parts: parts.map(({ id }, at) => ({ id, pages: ['1-2', '3-3'][at] })) } },
    ]);
  });

  it('is no work any more, but its parts are', async () => {
    const document = await threePages();
    const { parts } = await books.owner.do(contract.splitDocument, split(document));
    const open = await books.owner.do(contract.listDocuments, { query: { open: 'true' } });
    const ids = open.items.map(({ id }) => id);
    assert.ok(parts.every(({ id }) => ids.includes(id)));
    assert.ok(!ids.includes(document));
    await books.owner.refused(contract.retryDocument, 'document_split', { params: { document } });
    await books.owner.refused(contract.startInvoice, 'document_split', { params: { document } });
  });

  it('takes no more room, and its file is still known when it is handed in again', async () => {
    const bytes = pdfBytes();
    const document = await storedDocument(books, bytes);
    await books.in(() =>
      Document.update({ state: 'read', pageCount: 2 }, { where: { id: document } }),
    );
    const used = await books.in(storedBytes);
    await books.owner.do(
      contract.splitDocument,
      split(document, [
        [1, 1],
        [2, 2],
      ]),
    );
    assert.equal(await books.in(storedBytes), used);
    const again = await books.owner.do(contract.uploadDocument, {
      query: { file_name: 'again.pdf' },
      bytes,
    });
    assert.deepEqual([again.duplicate, again.document.id], [true, document]);
  });
});

describe('a part of a document', () => {
  it('shows the pictures of its own pages, and no others', async () => {
    const document = await threePages();
    const { sha256 } = await books.in(() => Document.findByPk(document, { rejectOnEmpty: true }));
    const objects = documentObjects(books.tenant, sha256);
    for (const page of [1, 2, 3])
      await api.services.storage.put(objects.pageImage(page, 1240), Buffer.from(`page ${page}`));
    const { parts } = await books.owner.do(contract.splitDocument, split(document));
    const picture = async (part: number, page: number): Promise<string> => {
      const params = { document: parts[part]?.id ?? '', page };
      return (await books.viewer.succeed(contract.readPageImage, { params })).bytes.toString();
    };
    assert.deepEqual([await picture(0, 2), await picture(1, 1)], ['page 2', 'page 3']);
    const beyond = { params: { document: parts[0]?.id ?? '', page: 3 } };
    await books.viewer.refused(contract.readPageImage, 'not_found', beyond);
  });

  it('is removed alone; with the last one the document is whole again, and its file stays', async () => {
    const document = await threePages();
    const { parts } = await books.owner.do(contract.splitDocument, split(document));
    for (const { id } of parts)
      await books.owner.do(contract.deleteDocument, { params: { document: id } });
    const whole = await books.owner.do(contract.readDocument, { params: { document } });
    assert.deepEqual([whole.part_count, whole.state], [0, 'queued']);
    await books.owner.succeed(contract.downloadDocument, { params: { document } });
  });

  it('goes with the whole, unless one of them was posted', async () => {
    const document = await threePages();
    const { parts } = await books.owner.do(contract.splitDocument, split(document));
    const { sha256 } = await books.in(() => Document.findByPk(document, { rejectOnEmpty: true }));
    await books.owner.do(contract.deleteDocument, { params: { document } });
    for (const { id } of parts)
      await books.owner.refused(contract.readDocument, 'not_found', { params: { document: id } });
    const key = documentObjects(books.tenant, sha256).file;
    assert.equal(await api.services.storage.get(key), null);

    const other = await threePages();
    const [part] = (await books.owner.do(contract.splitDocument, split(other))).parts;
    const invoice = await draftInvoice(books);
    await books.in(() =>
      Invoice.update({ documentId: part?.id ?? null }, { where: { id: invoice } }),
    );
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    await books.owner.refused(contract.deleteDocument, 'document_posted', {
      params: { document: other },
    });
    const kept = await books.owner.do(contract.readDocument, { params: { document: other } });
    assert.equal(kept.part_count, 2, 'nothing of it was removed');
  });

  it('that is read once more loses only its own words', async () => {
    const document = await threePages();
    const [part] = (await books.owner.do(contract.splitDocument, split(document))).parts;
    await books.in(() => Document.update({ state: 'read' }, { where: { id: part?.id ?? '' } }));
    const params = { document: part?.id ?? '' };
    assert.equal((await books.owner.do(contract.retryDocument, { params })).state, 'queued');
    assert.deepEqual(await wordsOf(part?.id ?? ''), []);
    assert.equal((await wordsOf(document)).length, 3);
  });

  it('keeps its pages once it is posted', async () => {
    const document = await threePages();
    const [part] = (await books.owner.do(contract.splitDocument, split(document))).parts;
    const invoice = await draftInvoice(books);
    await books.in(() =>
      Invoice.update({ documentId: part?.id ?? null }, { where: { id: invoice } }),
    );
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    await assert.rejects(
      books.in(() => query('UPDATE documents SET last_page = 1 WHERE id = $1', [part?.id])),
      /was posted/,
    );
  });
});

describe('what is no invoice', () => {
  it('has its own place in the list until a person says that it is one', async () => {
    const invoice = await draftInvoice(books);
    const found = { expected: null, found: 'reminder', page: null, box: null };
    const row = { code: 'not_an_invoice' as const, fields: ['document_type' as const], ...found };
    await books.in(() => ReadingFindingRow.create({ invoiceId: invoice, position: 1, ...row }));
    const listed = async (no_invoice: string): Promise<number> => {
      const query = { no_invoice, limit: 100 };
      const { items } = await books.owner.do(contract.listDocuments, { query });
      return items.filter(({ purchase_invoice }) => purchase_invoice?.id === invoice).length;
    };
    const count = async (): Promise<number> =>
      (await books.owner.do(contract.listDocuments, { query: { limit: 1 } })).counts.no_invoice;
    const work = async (): Promise<unknown[]> => {
      const dashboard = await books.owner.do(contract.readDashboard, { query: {} });
      const { to_review, ready_to_post, latest_open } = dashboard;
      const { count } = await books.owner.do(contract.nextInvoice, { params: { invoice } });
      return [to_review + ready_to_post, latest_open.some(({ id }) => id === invoice), count];
    };
    const [waiting, , queued] = await work();
    assert.deepEqual([await listed('true'), await listed('false'), await count()], [1, 0, 1]);
    await books.owner.refused(contract.postPurchaseInvoice, 'invoice_blocked', {
      params: { invoice },
      ifMatch: 1,
    });
    await books.owner.do(contract.correctPurchaseInvoice, {
      params: { invoice },
      ifMatch: 1,
      body: { acknowledge: ['not_an_invoice'] },
    });
    assert.deepEqual([await listed('true'), await listed('false'), await count()], [0, 1, 0]);
    // Only now is it work; its place in the queue it had all the time, since it was looked at.
    assert.deepEqual(await work(), [Number(waiting) + 1, true, queued]);
  });
  it('is repeated by no invoice that has its number, until a person says that it is one', async () => {
    const fields = { supplier_name: 'Herinnerd B.V.', invoice_number: 'HB-2201' };
    const reminder = await draftInvoice(books, { fields });
    const found = { expected: null, found: 'reminder', page: null, box: null };
    const row = { code: 'not_an_invoice' as const, fields: ['document_type' as const], ...found };
    await books.in(() => ReadingFindingRow.create({ invoiceId: reminder, position: 1, ...row }));
    const invoice = await draftInvoice(books, { fields });
    const repeats = async (): Promise<boolean> => {
      const answer = await books.owner.do(contract.readPurchaseInvoice, { params: { invoice } });
      return answer.checks.some(({ code }) => code.startsWith('duplicate'));
    };
    assert.equal(await repeats(), false);
    await books.owner.do(contract.correctPurchaseInvoice, {
      params: { invoice: reminder },
      ifMatch: 1,
      body: { acknowledge: ['not_an_invoice'] },
    });
    assert.equal(await repeats(), true);
  });
});

describe('a reminder', () => {
  it('leads to the invoices of its supplier whose numbers it prints, also to those that come later', async () => {
    const number = 'R-2026/0815';
    const reminder = await draftInvoice(books, {
      fields: { supplier_name: 'Maanbedrijf B.V.', invoice_number: null },
    });
    const { document } = await books.owner.do(contract.readPurchaseInvoice, {
      params: { invoice: reminder },
    });
    const id = document?.id ?? '';
    await books.in(async () => {
      await Document.update({ kind: 'reminder' }, { where: { id } });
      const word = { confidence: 1, x: 0.1, y: 0.1, width: 0.2, height: 0.02 };
      const page = { widthPt: 595, heightPt: 842, rotation: 0, source: 'text_layer' as const };
      const words = ['Factuur', number, '121,00'].map((text) => ({ ...word, text }));
      await DocumentPage.create({ documentId: id, number: 1, ...page, words });
    });
    const reminds = async (invoice: string): Promise<unknown[]> =>
      (await books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } })).reminds;
    assert.deepEqual(await reminds(reminder), []);
    const fields = { supplier_name: 'Maanbedrijf B.V.', invoice_number: 'R 2026-0815' };
    const meant = await draftInvoice(books, { fields });
    await draftInvoice(books, { fields: { ...fields, supplier_name: 'Ander B.V.' } });
    await draftInvoice(books, { fields: { ...fields, invoice_number: 'R-2026/0816' } });
    assert.deepEqual(await reminds(reminder), [
      { id: meant, invoice_number: 'R 2026-0815', state: 'ready' },
    ]);
    assert.deepEqual(await reminds(meant), [], 'an invoice reminds of nothing');
  });
});
