import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { Document, DocumentPage, documentObjects, Tenant } from '@smart-accounting/database';
import { jobPayloads, type Page } from '@smart-accounting/worker-contract';
import { extractInvoice } from '../extract/extract-invoice.ts';
import { crashPoint } from '../run/crash-point.ts';
import type { JobContext, Outcome } from '../run/job-context.ts';
import { draftInvoice } from './draft-invoice.ts';

/** The `parse` job: from the words of the pages, or the e-invoice, to a purchase invoice for review. */
export async function parseDocument(context: JobContext): Promise<Outcome> {
  const { document: id } = jobPayloads.parse.parse(context.claim.payload);
  const input = await context.read(() => loadInput(id));
  if (!input) {
    await context.finish();
    return 'done';
  }
  const { document, pages, ownCompany } = input;
  const eInvoice = document.hasEInvoice ? await readStoredEInvoice(context, document) : null;
  const read = extractInvoice({ pages, eInvoice, ownCompany });
  await context.finish(async () => {
    const invoiceId = await draftInvoice(document, read);
    await document.update({ state: 'read', readAt: new Date() });
    const { announcer } = context.resources;
    announcer.afterCommit({ tenant: context.tenant, resource: 'document', id: document.id });
    announcer.afterCommit({ tenant: context.tenant, resource: 'purchase_invoice', id: invoiceId });
  });
  crashPoint('parse-done');
  return 'done';
}

async function loadInput(id: string) {
  const document = await Document.findByPk(id);
  if (!document) return null;
  const rows = await DocumentPage.findAll({ where: { documentId: id }, order: ['number'] });
  const pages: Page[] = rows.map((row) => ({
    number: row.number,
    widthPt: row.widthPt,
    heightPt: row.heightPt,
    rotation: row.rotation,
    source: row.source,
    words: row.words,
  }));
  const tenant = await Tenant.findOne();
  const ownCompany = {
    name: tenant?.name ?? '',
    vatNumber: tenant?.vatNumber ?? null,
    kvkNumber: tenant?.kvkNumber ?? null,
  };
  return { document, pages, ownCompany };
}

async function readStoredEInvoice(
  context: JobContext,
  document: Document,
): Promise<ReadInvoice | null> {
  const xml = await context.resources.storage.get(
    documentObjects(context.tenant, document.sha256).eInvoice,
  );
  return xml ? readEInvoice(xml.toString('utf8')) : null;
}
