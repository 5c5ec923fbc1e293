import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { pdfBytes, pictureOfPage, storedDocument } from './documents.ts';
import { draftDocument, draftInvoice, failedDocument } from './drafts.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const read = (document: string) => books.viewer.do(contract.readDocument, { params: { document } });
const post = (invoice: string) =>
  books.bookkeeper.send(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
async function documentOf(invoice: string): Promise<string> {
  const { document } = await books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
  return document?.id ?? '';
}

describe('the list of documents', () => {
  it('gives each once, newest first, however it is paged', async () => {
    const own = await openBooks(api);
    const ids = await own.in(async () => {
      const made: string[] = [];
      for (let i = 0; i < 7; i++) made.push(await draftDocument());
      return made;
    });
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: contract.AnswerOf<typeof contract.listDocuments> = await own.viewer.do(
        contract.listDocuments,
        { query: { limit: 3, ...(cursor ? { cursor } : {}) } },
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    assert.deepEqual(seen, ids.reverse());
  });

  it('counts and finds documents by how far they are; the inbox holds what is not posted', async () => {
    const own = await openBooks(api);
    const review = await draftInvoice(own, { confidence: 0.5 });
    const ready = await draftInvoice(own);
    const posted = await draftInvoice(own);
    const { document: failed } = await failedDocument(own);
    const [queued, reading] = await own.in(async () => [
      await draftDocument('queued'),
      await draftDocument('reading'),
    ]);
    await own.owner.do(contract.postPurchaseInvoice, { params: { invoice: posted }, ifMatch: 1 });
    const list = async (query: { state?: string; open?: boolean }) =>
      own.viewer.do(contract.listDocuments, { query });
    const { counts, items } = await list({});
    assert.deepEqual(counts, {
      queued: 1,
      reading: 1,
      review: 1,
      ready: 1,
      no_invoice: 0,
      failed: 1,
    });
    assert.equal(items.length, 6);
    const idsOf = async (state: string): Promise<string[]> =>
      (await list({ state })).items.map(({ id }) => id);
    assert.deepEqual(await idsOf('failed'), [failed]);
    assert.deepEqual(await idsOf('queued'), [queued]);
    assert.deepEqual(await idsOf('reading'), [reading]);
    assert.equal((await idsOf('read')).length, 3);
    const inbox = (await list({ open: true })).items.flatMap((item) => item.purchase_invoice ?? []);
    assert.deepEqual(new Set(inbox.map(({ id }) => id)), new Set([review, ready]));
  });

  it('tells of a failed one why, and of a read one what it is', async () => {
    const { document, job } = await failedDocument(books, 'too_many_pages');
    const answer = await read(document);
    assert.equal(answer.state, 'failed');
    assert.deepEqual(answer.failure, { code: 'too_many_pages', detail: 'for the log', job });
    const invoice = await draftInvoice(books, {
      fields: { invoice_number: 'N-1', total: '121.00' },
    });
    const { summary, purchase_invoice } = await read(await documentOf(invoice));
    assert.deepEqual(summary, {
      supplier_name: 'Glasnet Zakelijk B.V.',
      invoice_number: 'N-1',
      total: '121.00',
      currency: 'EUR',
    });
    assert.deepEqual(purchase_invoice, { id: invoice, state: 'ready' });
  });
});

describe('a page', () => {
  it('comes with its words and its picture', async () => {
    const document = await storedDocument(books);
    const picture = await pictureOfPage(api, books, document);
    const params = { document, page: 1 };
    const page = await books.viewer.do(contract.readDocumentPage, { params });
    assert.equal(page.words[0]?.text, 'Factuur');
    assert.equal(page.image_ready, true);
    const image = await books.viewer.succeed(contract.readPageImage, { params });
    assert.ok(image.bytes.equals(picture));
    assert.match(image.headers.get('cache-control') ?? '', /^no-store$/);
    const large = { params, query: { width: '2480' } };
    await books.viewer.refused(contract.readPageImage, 'not_found', large);
  });
  it('that is none is not found', async () => {
    const document = await storedDocument(books);
    for (const page of [0, -1, 1.5, 201, 1, '1e1'])
      await books.viewer.refused(contract.readDocumentPage, 'not_found', {
        params: { document, page },
      });
  });
});

describe('a document that is deleted', () => {
  it('is gone with its file, pictures, invoice and job', async () => {
    const bytes = pdfBytes();
    const document = await storedDocument(books, bytes);
    await pictureOfPage(api, books, document);
    const { sha256 } = await books.in(() => Document.findByPk(document, { rejectOnEmpty: true }));
    const objects = async (): Promise<string[]> =>
      (await readdir(path.join(api.storageFolder, books.tenant))).filter((name) =>
        name.startsWith(sha256),
      );
    assert.deepEqual((await objects()).sort(), [sha256, `${sha256}.parts`]);
    await books.bookkeeper.do(contract.deleteDocument, { params: { document } });
    assert.deepEqual(await objects(), []);
    await books.viewer.refused(contract.readDocument, 'not_found', { params: { document } });
    await books.viewer.refused(contract.downloadDocument, 'not_found', { params: { document } });
    await books.bookkeeper.refused(contract.deleteDocument, 'not_found', { params: { document } });
    const jobs = await books.in(() =>
      query<{ state: string }>('SELECT state FROM platform.jobs WHERE subject_id = $1', [document]),
    );
    assert.deepEqual(jobs, [{ state: 'done' }]);
    const again = await books.owner.succeed(contract.uploadDocument, {
      query: { file_name: 'a.pdf' },
      bytes,
    });
    assert.equal(again.status, 201);
  });

  it('takes its unposted invoice along', async () => {
    const invoice = await draftInvoice(books);
    const document = await documentOf(invoice);
    await books.bookkeeper.do(contract.deleteDocument, { params: { document } });
    await books.viewer.refused(contract.readPurchaseInvoice, 'not_found', { params: { invoice } });
  });

  it('is kept when it was posted, also after a reversal', async () => {
    const invoice = await draftInvoice(books);
    const document = await documentOf(invoice);
    await post(invoice);
    await books.owner.refused(contract.deleteDocument, 'document_posted', { params: { document } });
    await books.owner.do(contract.reversePurchaseInvoice, { params: { invoice }, body: {} });
    await books.owner.refused(contract.deleteDocument, 'document_posted', { params: { document } });
  });

  it('while it is being posted goes or stays, and never half', async () => {
    for (let time = 0; time < 5; time++) {
      const invoice = await draftInvoice(books);
      const document = await documentOf(invoice);
      const [deleted, posted] = await Promise.all([
        books.bookkeeper.send(contract.deleteDocument, { params: { document } }),
        post(invoice),
      ]);
      const outcome = [deleted.status, posted.status].join(' ');
      assert.ok(['204 404', '409 201'].includes(outcome), outcome);
    }
  });
});

describe('a document read once more', () => {
  const retry = (document: string) =>
    books.bookkeeper.do(contract.retryDocument, { params: { document } });
  const jobsOf = (document: string): Promise<object[]> =>
    books.in(() =>
      query('SELECT kind, state FROM platform.jobs WHERE subject_id = $1 ORDER BY created_at, id', [
        document,
      ]),
    );

  it('waits in the queue again, as if it were new', async () => {
    const { document } = await failedDocument(books);
    await pictureOfPageOnly(document);
    const answer = await retry(document);
    assert.deepEqual([answer.state, answer.failure, answer.read_at], ['queued', null, null]);
    assert.deepEqual(await jobsOf(document), [
      { kind: 'ocr', state: 'done' },
      { kind: 'ocr', state: 'pending' },
    ]);
    assert.equal(await books.in(() => DocumentPage.count({ where: { documentId: document } })), 0);
  });

  it('is read from its first page also when only its parsing failed', async () => {
    const document = await books.in(() => draftDocument('reading'));
    await api.asSuperuser(
      `INSERT INTO platform.jobs (id, tenant, kind, subject_kind, subject_id, state, reason)
         VALUES (gen_random_uuid(), $1, 'parse', 'document', $2, 'failed', 'internal')`,
      [books.tenant, document],
    );
    assert.equal((await read(document)).state, 'failed');
    assert.equal((await retry(document)).state, 'queued');
    assert.deepEqual(await jobsOf(document), [
      { kind: 'parse', state: 'done' },
      { kind: 'ocr', state: 'pending' },
    ]);
  });

  it('can be one that was read well', async () => {
    const document = await documentOf(await draftInvoice(books));
    assert.equal((await retry(document)).state, 'queued');
    assert.deepEqual(await jobsOf(document), [{ kind: 'ocr', state: 'pending' }]);
  });

  it('cannot be one that is being read or was posted', async () => {
    const busy = await storedDocument(books);
    await books.owner.refused(contract.retryDocument, 'document_busy', {
      params: { document: busy },
    });
    const invoice = await draftInvoice(books);
    await post(invoice);
    const document = await documentOf(invoice);
    await books.owner.refused(contract.retryDocument, 'document_posted', { params: { document } });
  });

  it('by two people at once is read once', async () => {
    const { document } = await failedDocument(books);
    const answers = await Promise.all(
      [1, 2].map(() => books.owner.send(contract.retryDocument, { params: { document } })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await jobsOf(document)).length, 2);
  });

  it('and removed at the same moment is one or the other, and neither waits for the other for ever', async () => {
    for (let round = 0; round < 12; round++) {
      const { document } = await failedDocument(books);
      const params = { document };
      const answers = await Promise.all([
        ...[1, 2, 3].map(() => books.owner.send(contract.retryDocument, { params })),
        ...[1, 2].map(() => books.owner.send(contract.deleteDocument, { params })),
      ]);
      const statuses = answers.map(({ status }) => status);
      assert.ok(
        statuses.every((status) => status < 500),
        statuses.join(),
      );
    }
  });

  function pictureOfPageOnly(documentId: string): Promise<unknown> {
    const page = {
      widthPt: 595,
      heightPt: 842,
      rotation: 0,
      source: 'recognised' as const,
      words: [],
    };
    return books.in(() => DocumentPage.create({ documentId, number: 1, ...page }));
  }
});

describe('an invoice begun by hand', () => {
  const start = (document: string) =>
    books.bookkeeper.do(contract.startInvoice, { params: { document } });

  it('is empty, for a document that could not be read, and begun once', async () => {
    const { document } = await failedDocument(books);
    const [first, second] = await Promise.all([start(document), start(document)]);
    assert.deepEqual(first, second);
    const invoice = await books.viewer.do(contract.readPurchaseInvoice, {
      params: { invoice: first.id },
    });
    assert.deepEqual(
      [invoice.state, invoice.total, invoice.lines, invoice.version],
      ['review', null, [], 1],
    );
    assert.equal(invoice.document?.id, document);
  });

  it('is refused while the document is being read', async () => {
    const document = await storedDocument(books);
    await books.owner.refused(contract.startInvoice, 'document_busy', { params: { document } });
  });

  it('is the one that is there already, also when it is posted', async () => {
    const invoice = await draftInvoice(books);
    const document = await documentOf(invoice);
    assert.deepEqual(await start(document), { id: invoice });
    await post(invoice);
    assert.deepEqual(await start(document), { id: invoice });
  });

  it('is a copy of a reversed one, which can be corrected and posted again', async () => {
    const invoice = await draftInvoice(books, { fields: { invoice_number: 'AGAIN-1' } });
    const document = await documentOf(invoice);
    await post(invoice);
    await books.owner.do(contract.reversePurchaseInvoice, { params: { invoice }, body: {} });
    const readOne = (one: string) =>
      books.viewer.do(contract.readPurchaseInvoice, { params: { invoice: one } });
    const old = await readOne(invoice);
    const { id } = await start(document);
    assert.notEqual(id, invoice);
    const copy = await readOne(id);
    assert.deepEqual([old.state, copy.state, copy.version], ['reversed', 'ready', 1]);
    assert.deepEqual([copy.lines, copy.vat, copy.fields], [old.lines, old.vat, old.fields]);
    assert.equal((await post(id)).status, 201);
    assert.equal((await read(document)).purchase_invoice?.id, id);
  });
});
