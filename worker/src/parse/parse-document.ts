import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { Document, type OtherEInvoice } from '@smart-accounting/books/documents/document';
import { partsOf } from '@smart-accounting/books/documents/find-document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Tenant } from '@smart-accounting/database/people/tenant';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import type { Page } from '@smart-accounting/worker-contract';
import {
  type AttachedEInvoice,
  attachedEInvoicesSchema,
} from '@smart-accounting/worker-contract/attached-e-invoice';
import { readInvoiceSchema } from '@smart-accounting/worker-contract/read-invoice';
import { z } from 'zod';
import { chooseEInvoice } from '../extract/choose-e-invoice.ts';
import { extractInvoice } from '../extract/extract-invoice.ts';
import { crashPoint } from '../run/crash-point.ts';
import { type JobContext, type Outcome, PermanentFailure } from '../run/job-context.ts';
import { draftInvoice } from '@smart-accounting/books/purchase-invoices/draft-invoice';

/** The `parse` job: from the words of the pages, or the e-invoice, to a purchase invoice for review. */
export async function parseDocument(context: JobContext): Promise<Outcome> {
  const id = context.subjectId;
  const input = await context.read(() => loadInput(id));
  if (!input) {
    await context.finish();
    return 'done';
  }
  const { document, pages, ownCompany } = input;
  const attached = document.hasEInvoice ? await readStoredEInvoices(context, document) : [];
  const chosen = chooseEInvoice(attached, pages);
  const isOneDocument = document.partOf !== null;
  const eInvoice = chosen?.invoice ?? null;
  const read = extractInvoice({ pages, eInvoice, ownCompany, isOneDocument });
  await context.finish(async () => {
    const invoiceId = await draftInvoice(document, read);
    await document.update({
      state: 'read',
      readAt: new Date(),
      otherEInvoices: attached.filter((one) => one !== chosen).map(summaryOf),
      kind: read.kind.kind,
      kindScore: read.kind.score,
      secondKind: read.kind.second?.kind ?? null,
      secondKindScore: read.kind.second?.score ?? null,
    });
    const { notifier } = context.resources;
    notifier.afterCommit({ tenant: context.tenant, resource: 'document', id: document.id });
    notifier.afterCommit({ tenant: context.tenant, resource: 'purchase_invoice', id: invoiceId });
  });
  crashPoint('parse-done');
  return 'done';
}

async function loadInput(id: string) {
  const document = await Document.findByPk(id);
  // What was split meanwhile is read by its parts.
  if (!document || (await partsOf(id)).length > 0) return null;
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

/** The e-invoice of the document, or all of them where there are several. */
async function readStoredEInvoices(
  context: JobContext,
  document: Document,
): Promise<readonly AttachedEInvoice[]> {
  const objects = documentObjects(context.tenant, document.sha256);
  const several = await readStored(context, objects.eInvoices, attachedEInvoicesSchema);
  if (several) return several;
  const invoice = await readStored(context, objects.eInvoice, readInvoiceSchema);
  return invoice ? [{ fileName: document.fileName, rank: 0, invoice }] : [];
}

/** It comes from the process that opens strangers' files: what is not as it should be is not taken at all. */
async function readStored<T>(
  context: JobContext,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const json = await context.resources.storage.get(key);
  if (!json) return null;
  const stored = schema.safeParse(valueOf(json.toString('utf8')));
  if (stored.success) return stored.data;
  throw new PermanentFailure('damaged_e_invoice', z.prettifyError(stored.error));
}

function summaryOf({ fileName, invoice: { fields } }: AttachedEInvoice): OtherEInvoice {
  const valueOf = (name: InvoiceFieldName) => fields[name]?.value ?? null;
  return {
    file_name: fileName,
    supplier_name: valueOf('supplier_name'),
    invoice_number: valueOf('invoice_number'),
    total: valueOf('total'),
    currency: valueOf('currency'),
  };
}

/** Undefined for what is no JSON. */
function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
