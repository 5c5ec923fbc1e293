import {
  addPage,
  findFile,
  type HandedInFile,
  listReadPages,
  noteOpened,
  notePictures,
} from '@smart-accounting/books/documents/read-pages';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { checkPages, countPage, QuotaReached } from '@smart-accounting/database/quotas/quota';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { pagesRead } from '@smart-accounting/monitoring';
import { pageImageWidths } from '@smart-accounting/worker-contract';
import { attachedEInvoicesSchema } from '@smart-accounting/worker-contract/attached-e-invoice';
import { readInvoiceSchema } from '@smart-accounting/worker-contract/read-invoice';
import { z } from 'zod';
import { openDocument, type OpenDocument } from '../recognise/open-document.ts';
import { crashPoint } from '../run/crash-point.ts';
import { type JobContext, type Outcome, PermanentFailure } from '../run/job-context.ts';

/** The pages of an opened file that are the document's: of a part some, else all. */
interface OwnPages {
  readonly count: number;
  /** the number in the file of a page of the document */
  readonly inFile: (number: number) => number;
  /** an e-invoice is that of the whole file */
  readonly isWhole: boolean;
}

/**
 * The `ocr` job: words of every page, then the pictures of the pages. Each page is committed as it is read, so that a
 * repeat goes on at the first missing one; between pages it gives the job back when it has had its time.
 */
export async function readDocument(context: JobContext): Promise<Outcome> {
  const id = context.subjectId;
  const document = await context.read(() => findFile(id));
  if (!document) {
    // Deleted while it waited: there is nothing left to do.
    await context.finish();
    return 'done';
  }
  const objects = documentObjects(context.tenant, document.sha256);
  const bytes = await context.resources.storage.get(objects.file);
  if (!bytes)
    throw new PermanentFailure('file_missing', `object ${objects.file} is not in storage`);
  const opened = await openDocument(bytes, document.mediaType);
  try {
    return await readPages(context, document, opened);
  } catch (error) {
    if (error instanceof QuotaReached)
      throw new PermanentFailure('page_quota_reached', error.message);
    throw error;
  } finally {
    await opened.close();
  }
}

async function readPages(
  context: JobContext,
  document: HandedInFile,
  opened: OpenDocument,
): Promise<Outcome> {
  const objects = documentObjects(context.tenant, document.sha256);
  const own = pagesOf(document, opened);
  const [eInvoice] = own.isWhole ? opened.eInvoices : [];
  if (eInvoice) {
    const json = JSON.stringify(
      opened.eInvoices.length > 1
        ? z.encode(attachedEInvoicesSchema, opened.eInvoices)
        : z.encode(readInvoiceSchema, eInvoice.invoice),
    );
    await context.resources.storage.put(objects.eInvoice, Buffer.from(json));
  }
  await context.commit(async () => {
    await noteOpened(document.id, { pageCount: own.count, hasEInvoice: eInvoice !== undefined });
    notify(context, document);
  });
  const present = await context.read(() => listReadPages(document.id));
  const read = new Set(present.map((page) => page.number));
  await context.read(() => checkPages(own.count - read.size, new Date()));
  for (let number = 1; number <= own.count; number++) {
    if (read.has(number)) continue;
    if (context.yieldSignal.aborted) return 'yielded';
    await commitPage(context, document, opened, own, number);
  }
  await context.commit(async () => {
    await enqueueJob('parse', document.id, { dueKey: `${document.id}:${context.claim.id}` });
  });
  crashPoint('words-committed');
  const pictured = new Set(present.filter((page) => page.pictured).map((page) => page.number));
  return storeImages(context, document, opened, own, pictured);
}

async function commitPage(
  context: JobContext,
  document: HandedInFile,
  opened: OpenDocument,
  own: OwnPages,
  number: number,
): Promise<void> {
  const page = { ...(await opened.readPage(own.inFile(number))), number };
  pagesRead.inc({ source: page.source });
  await context.commit(async () => {
    await addPage(document.id, page);
    await countPage(new Date());
    if (own.count > 1) notify(context, document);
  });
  crashPoint('page-committed');
}

/** Pictures come after the words, so that the fields of a clean PDF do not wait for them. */
async function storeImages(
  context: JobContext,
  document: HandedInFile,
  opened: OpenDocument,
  own: OwnPages,
  pictured: ReadonlySet<number>,
): Promise<Outcome> {
  const objects = documentObjects(context.tenant, document.sha256);
  for (let number = 1; number <= own.count; number++) {
    if (pictured.has(number)) continue;
    if (context.yieldSignal.aborted) return 'yielded';
    for (const width of pageImageWidths) {
      await context.resources.storage.put(
        objects.pageImage(own.inFile(number), width),
        await opened.pageImage(own.inFile(number), width),
      );
    }
    crashPoint('images-stored');
    await context.commit(async () => {
      await notePictures(document.id, number);
      notify(context, document);
    });
  }
  await context.finish();
  crashPoint('ocr-done');
  return 'done';
}

function pagesOf({ firstPage, lastPage }: HandedInFile, { pageCount }: OpenDocument): OwnPages {
  if (firstPage === null || lastPage === null)
    return { count: pageCount, inFile: (number) => number, isWhole: true };
  return {
    count: Math.min(lastPage, pageCount) - firstPage + 1,
    inFile: (number) => firstPage + number - 1,
    isWhole: false,
  };
}

function notify(context: JobContext, document: HandedInFile): void {
  context.resources.notifier.afterCommit({
    tenant: context.tenant,
    resource: 'document',
    id: document.id,
  });
}
