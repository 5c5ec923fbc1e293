import type { Readable } from 'node:stream';
import * as contract from '@smart-accounting/api-contract';
import { deleteDocument } from '@smart-accounting/books/documents/delete-document';
import {
  findDocument,
  findPage,
  pageOfFile,
} from '@smart-accounting/books/documents/find-document';
import { listDocuments, readDocument } from '@smart-accounting/books/documents/list-documents';
import { retryDocument } from '@smart-accounting/books/documents/retry-document';
import { splitDocument } from '@smart-accounting/books/documents/split-document';
import { startInvoice } from '@smart-accounting/books/purchase-invoices/start-invoice';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import type { Response } from 'express';
import { Refusal } from '@smart-accounting/database/refusal';
import { exportRoute } from '../export/export-route.ts';
import { rawTenantRoute, tenantRoute, type Route } from '../http/route.ts';
import { sendStream } from '../http/send-stream.ts';
import { documentSheet } from './document-sheet.ts';
import { presentDocument } from './present-document.ts';
import { uploadRoutes } from './upload-routes.ts';

export const documentRoutes: readonly Route[] = [
  ...uploadRoutes,

  tenantRoute(contract.listDocuments, async ({ query: filter }) => {
    const { items, nextCursor, counts } = await listDocuments(filter);
    return { items: items.map(presentDocument), next_cursor: nextCursor, counts: { ...counts } };
  }),

  exportRoute(contract.exportDocuments, documentSheet, async ({ query: filter }, page) => {
    const { items, nextCursor } = await listDocuments({ ...filter, ...page });
    return { items: items.map(presentDocument), next_cursor: nextCursor };
  }),

  tenantRoute(contract.readDocument, async ({ params }) =>
    presentDocument(await readDocument(params.document)),
  ),

  rawTenantRoute(contract.downloadDocument, async ({ tenant, params, services, response }) => {
    const document = await withTenant(services.database, tenant, () =>
      findDocument(params.document),
    );
    const stream = await services.storage.read(documentObjects(tenant, document.sha256).file);
    response.attachment(document.fileName);
    await sendFile(response, stream, 'application/octet-stream');
  }),

  tenantRoute(contract.readDocumentPage, async ({ params }) => {
    const page = await findPage(params.document, params.page);
    return {
      number: page.number,
      width_pt: page.widthPt,
      height_pt: page.heightPt,
      source: page.source,
      image_ready: page.imagesAt !== null,
      // Nobody can point at a word that is not to be seen, nor should it be found.
      words: page.words.filter((word) => !word.hidden),
    };
  }),

  rawTenantRoute(
    contract.readPageImage,
    async ({ tenant, params, query: { width }, services, response }) => {
      const document = await withTenant(services.database, tenant, () =>
        findDocument(params.document),
      );
      if (document.pageCount !== null && params.page > document.pageCount)
        throw new Refusal('not_found');
      const key = documentObjects(tenant, document.sha256).pageImage(
        pageOfFile(document, params.page),
        width === '2480' ? 2480 : 1240,
      );
      const stream = await services.storage.read(key);
      await sendFile(response, stream, 'image/webp');
    },
  ),

  rawTenantRoute(
    contract.deleteDocument,
    async ({ tenant, params, signedIn, services, response }) => {
      const { database, storage, notifier } = services;
      const places = { database, storage, tenant };
      const changed = await deleteDocument(places, params.document, signedIn.userId);
      for (const id of changed) notifier.send({ tenant, resource: 'document', id });
      response.status(204).end();
    },
  ),

  tenantRoute(contract.retryDocument, async ({ tenant, params, signedIn, services }) => {
    await retryDocument(params.document, signedIn.userId);
    services.notifier.afterCommit({ tenant, resource: 'document', id: params.document });
    return presentDocument(await readDocument(params.document));
  }),

  tenantRoute(contract.splitDocument, async ({ tenant, params, body, signedIn, services }) => {
    const ranges = body.parts?.map((part) => ({ first: part.first_page, last: part.last_page }));
    const ids = await splitDocument(params.document, ranges ?? null, signedIn.userId);
    for (const id of [params.document, ...ids])
      services.notifier.afterCommit({ tenant, resource: 'document', id });
    const parts = [];
    for (const id of ids) parts.push(presentDocument(await readDocument(id)));
    return { document: presentDocument(await readDocument(params.document)), parts };
  }),

  tenantRoute(contract.startInvoice, async ({ tenant, params, signedIn, services }) => {
    const id = await startInvoice(params.document, signedIn.userId);
    services.notifier.afterCommit({ tenant, resource: 'document', id: params.document });
    return { id };
  }),
];

async function sendFile(
  response: Response,
  stream: Readable | null,
  contentType: string,
): Promise<void> {
  if (!stream) throw new Refusal('not_found');
  response.type(contentType);
  await sendStream(response, stream);
}
