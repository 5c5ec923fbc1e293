import { models } from '@smart-accounting/books/models';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import {
  type InvoiceRecord,
  loadRecord,
} from '@smart-accounting/books/purchase-invoices/invoice-record';
import { claimJob, type JobClaim } from '@smart-accounting/database/jobs/claim-job';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { afterCommit, Database, query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { createLogger } from '@smart-accounting/monitoring';
import type { Event, Page, TenantId } from '@smart-accounting/worker-contract';
import { parseDocument } from '../src/parse/parse-document.ts';
import { JobContext, type Outcome, type WorkerResources } from '../src/run/job-context.ts';

/** What `ocr` left behind of a document. */
export interface ReadDocument {
  readonly pages?: readonly Page[];
  /** the electronic invoice as it is stored; null for one that is announced but not in storage */
  readonly eInvoice?: string | null;
  /** all of them, where there are several */
  readonly eInvoices?: string;
}

/**
 * The `parse` job alone, with the worker's own login to a tenant's books: what `ocr` writes before it is laid down by
 * hand, and the hints that the portal would get are kept.
 */
export class ParseDesk {
  readonly books: TestBooks;
  readonly hints: Event[] = [];
  readonly #worker: Database;
  readonly #storage: ObjectStorage;
  readonly #folder: string;

  private constructor(books: TestBooks, folder: string) {
    this.books = books;
    this.#folder = folder;
    this.#storage = folderStorage(path.join(folder, 'objects'));
    const url = books.test.url('smart_worker');
    this.#worker = new Database({ models, url, maxConnections: 2, applicationName: 'test' });
  }

  static async open(): Promise<ParseDesk> {
    const books = await openTestBooks();
    return new ParseDesk(books, await mkdtemp(path.join(tmpdir(), 'parse-desk-')));
  }

  async close(): Promise<void> {
    await this.#worker.close();
    await this.books.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Lays down a document whose words are read; gives its id. */
  async lay({ pages = [], eInvoice, eInvoices }: ReadDocument): Promise<string> {
    const id = randomUuidV7();
    const sha256 = createHash('sha256').update(id).digest('hex');
    if (typeof eInvoice === 'string') {
      const objects = documentObjects(this.books.tenant, sha256);
      await this.#storage.put(objects.eInvoice, Buffer.from(eInvoice));
      if (eInvoices) await this.#storage.put(objects.eInvoices, Buffer.from(eInvoices));
    }
    await this.books.in(async () => {
      await Document.create({
        id,
        sha256,
        fileName: 'test',
        mediaType: eInvoice === undefined ? 'application/pdf' : 'application/xml',
        byteSize: 1n,
        pageCount: pages.length,
        state: 'reading',
        hasEInvoice: eInvoice !== undefined,
        uploadedBy: null,
      });
      for (const page of pages) await DocumentPage.create({ documentId: id, ...page });
    });
    return id;
  }

  /** Enqueues the job and claims it, as a worker does. */
  async claim(document: string): Promise<JobContext> {
    const job = await this.books.asReader(() => enqueueJob('parse', document));
    const { tenant } = this.books;
    const claim = await withTenant(this.#worker, tenant, () => claimJob({ tenant, job }));
    if (!claim) throw new Error('the job cannot be claimed');
    return this.contextOf(claim);
  }

  contextOf(claim: JobClaim): JobContext {
    const resources: WorkerResources = {
      inTenant: <T>(tenant: TenantId | null, work: () => Promise<T>) =>
        withTenant(this.#worker, tenant ?? this.books.tenant, work),
      storage: this.#storage,
      notifier: {
        afterCommit: (hint) => afterCommit(() => void this.hints.push(hint)),
        send: (hint) => void this.hints.push(hint),
        close: () => Promise.resolve(),
      },
      logger: createLogger('test', 'silent'),
    };
    return new JobContext(this.books.tenant, claim, resources, new AbortController().signal);
  }

  /** Does the job of a document. */
  async parse(document: string): Promise<Outcome> {
    return parseDocument(await this.claim(document));
  }

  /** Lays down and parses. @throws {Error} when no invoice came of it */
  async draft(document: ReadDocument): Promise<InvoiceRecord> {
    const id = await this.lay(document);
    await this.parse(id);
    return this.recordOf(id);
  }

  /** The invoice of a document with all that hangs on it. */
  async recordOf(document: string): Promise<InvoiceRecord> {
    return this.books.in(async () => {
      const invoice = await Invoice.findOne({ where: { documentId: document } });
      if (!invoice) throw new Error('the document has no invoice');
      return loadRecord(invoice);
    });
  }

  async jobState(document: string): Promise<string[]> {
    const rows = await this.books.in(() =>
      query<{ state: string }>(
        'SELECT state FROM platform.jobs WHERE subject_id = $1 ORDER BY id',
        [document],
      ),
    );
    return rows.map(({ state }) => state);
  }

  /** Changes what no login of ours may. */
  async asSuperuser(...statements: readonly string[]): Promise<void> {
    const client = await this.books.test.client('postgres');
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
}
