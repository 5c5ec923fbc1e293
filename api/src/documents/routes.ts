import { pipeline } from 'node:stream/promises';
import * as contract from '@smart-accounting/api-contract';
import {
  Document,
  documentObjects,
  DocumentPage,
  enqueueJob,
  Invoice,
  query,
  recordEvent,
  withTenant,
} from '@smart-accounting/database';
import type { Response } from 'express';
import type { Readable } from 'node:stream';
import { ApiError } from '../http/api-error.ts';
import { rawTenantRoute, tenantRoute, type Route } from '../http/route.ts';
import { listDocumentAnswers, readDocumentAnswer } from './list-documents.ts';
import { copyInvoice, startEmptyInvoice } from './start-invoice.ts';
import { removeObjects } from './store-document.ts';
import { uploadRoutes } from './upload-routes.ts';

export const documentRoutes: readonly Route[] = [
  ...uploadRoutes,

  tenantRoute(contract.listDocuments, ({ query: filter }) => listDocumentAnswers(filter)),

  tenantRoute(contract.readDocument, ({ params }) => answerOf(params.document)),

  rawTenantRoute(contract.downloadDocument, async ({ tenant, params, services, response }) => {
    const document = await withTenant(services.database, tenant, () =>
      documentNamed(params.document),
    );
    const stream = await services.storage.read(documentObjects(tenant, document.sha256).file);
    response.attachment(document.fileName);
    await sendFile(response, stream, 'application/octet-stream');
  }),

  tenantRoute(contract.readDocumentPage, async ({ params }) => {
    const page = await DocumentPage.findOne({
      where: { documentId: params.document, number: params.page },
    });
    if (!page) throw new ApiError('not_found');
    return {
      number: page.number,
      width_pt: page.widthPt,
      height_pt: page.heightPt,
      source: page.source,
      image_ready: page.imagesAt !== null,
      words: page.words,
    };
  }),

  rawTenantRoute(
    contract.readPageImage,
    async ({ tenant, params, query: { width }, services, response }) => {
      const document = await withTenant(services.database, tenant, () =>
        documentNamed(params.document),
      );
      const key = documentObjects(tenant, document.sha256).pageImage(
        params.page,
        width === '2480' ? 2480 : 1240,
      );
      const stream = await services.storage.read(key);
      response.set('Cache-Control', 'private, max-age=3600');
      await sendFile(response, stream, 'image/webp');
    },
  ),

  rawTenantRoute(
    contract.deleteDocument,
    async ({ tenant, params, signedIn, services, response }) => {
      const { database, storage, announcer } = services;
      const sha256 = await withTenant(database, tenant, () =>
        deleteDocument(params.document, signedIn.userId),
      );
      await withTenant(database, tenant, () => removeObjects(tenant, sha256, storage));
      announcer.send({ tenant, resource: 'document', id: params.document });
      response.status(204).end();
    },
  ),

  tenantRoute(contract.retryDocument, async ({ tenant, params, signedIn, services }) => {
    const document = await documentNamed(params.document, { lock: true });
    await refusePosted(document.id);
    const { state } = await answerOf(document.id);
    if (state === 'queued' || state === 'reading') throw new ApiError('document_busy');
    await closeJobs(document.id);
    await DocumentPage.destroy({ where: { documentId: document.id } });
    await document.update({ state: 'queued', readAt: null });
    await enqueueJob('ocr', { document: document.id });
    await recordEvent({
      userId: signedIn.userId,
      action: 'document.retried',
      subject: 'document',
      subjectId: document.id,
    });
    services.announcer.afterCommit({ tenant, resource: 'document', id: document.id });
    return answerOf(document.id);
  }),

  tenantRoute(contract.startInvoice, async ({ tenant, params, signedIn, services }) => {
    await documentNamed(params.document, { lock: true });
    const { state, purchase_invoice: invoice } = await answerOf(params.document);
    if (invoice && invoice.state !== 'reversed') return { id: invoice.id };
    if (!invoice && state !== 'failed') throw new ApiError('document_busy');
    const id = invoice ? await copyInvoice(invoice.id) : await startEmptyInvoice(params.document);
    await recordEvent({
      userId: signedIn.userId,
      action: 'invoice.started',
      subject: 'invoice',
      subjectId: id,
    });
    services.announcer.afterCommit({ tenant, resource: 'document', id: params.document });
    return { id };
  }),
];

async function answerOf(id: string): Promise<contract.Document> {
  const answer = await readDocumentAnswer(id);
  if (!answer) throw new ApiError('not_found');
  return answer;
}

/** @param options `lock`: of two who change it, the second waits here and then sees what the first did */
async function documentNamed(id: string, { lock = false } = {}): Promise<Document> {
  const document = await Document.findByPk(id, { lock });
  if (!document) throw new ApiError('not_found');
  return document;
}

/** What was ever posted keeps its document as it was read. */
async function refusePosted(documentId: string): Promise<void> {
  const [posted] = await query(
    'SELECT FROM invoices WHERE document_id = $1 AND journal_entry_id IS NOT NULL',
    [documentId],
  );
  if (posted) throw new ApiError('document_posted');
}

/** Removes the rows; what was ever posted keeps its document. Gives the file's hash. */
async function deleteDocument(id: string, userId: string): Promise<string> {
  const document = await documentNamed(id);
  await closeJobs(id);
  // The lock makes a posting of its invoice at the same moment come first or find nothing.
  await query('SELECT FROM invoices WHERE document_id = $1 FOR UPDATE', [id]);
  await refusePosted(id);
  await Invoice.destroy({ where: { documentId: id } });
  await document.destroy();
  await recordEvent({
    userId,
    action: 'document.deleted',
    subject: 'document',
    subjectId: id,
    before: { file_name: document.fileName, sha256: document.sha256 },
  });
  return document.sha256;
}

/**
 * Whoever works on the document finds the claim lost and writes nothing more. Before any other row is touched: workers,
 * too, lock the job first.
 */
async function closeJobs(documentId: string): Promise<void> {
  await query(
    `UPDATE platform.jobs SET state = 'done', finished_at = now(), claim = NULL, claimed_until = NULL
       WHERE payload ? 'document' AND payload ->> 'document' = $1 AND tenant = platform.current_tenant() AND state <> 'done'`,
    [documentId],
  );
}

async function sendFile(
  response: Response,
  stream: Readable | null,
  contentType: string,
): Promise<void> {
  if (!stream) throw new ApiError('not_found');
  response.type(contentType);
  try {
    await pipeline(stream, response);
  } catch (error) {
    // The browser went away in the middle of a picture: nobody is left to be told.
    if (!response.destroyed) throw error;
  }
}
