import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { findDocument, refuseSplit } from '../documents/find-document.ts';
import { readDocument } from '../documents/list-documents.ts';
import { ExtractedField } from './extracted-field.ts';
import { findInvoice } from './find-invoice.ts';
import { Invoice } from './invoice.ts';
import { InvoiceLine } from './invoice-line.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { ReadingFindingRow } from './reading-finding-row.ts';

/**
 * The invoice in which a person books a document: the one that is open, else a new one, empty where the document could
 * not be read, or a copy where the last one was reversed. Gives its id.
 * @throws {Refusal} not_found, document_split, document_busy while it is being read
 */
export async function startInvoice(documentId: string, userId: string): Promise<string> {
  await findDocument(documentId, { lock: true });
  await refuseSplit(documentId);
  const { state, invoice, invoiceState } = await readDocument(documentId);
  if (invoice && invoiceState !== 'reversed') return invoice;
  if (!invoice && state !== 'failed') throw new Refusal('document_busy');
  const id = invoice ? await copyInvoice(invoice) : await startEmptyInvoice(documentId);
  await recordEvent({ userId, action: 'invoice.started', subject: 'invoice', subjectId: id });
  return id;
}

async function startEmptyInvoice(documentId: string): Promise<string> {
  const id = randomUuidV7();
  await Invoice.create({ id, kind: 'purchase', documentId, state: 'review' });
  return id;
}

/** A copy of a reversed invoice that can be corrected and posted again: all but what belongs to that posting. */
async function copyInvoice(reversedId: string): Promise<string> {
  const { invoice, lines, vat, fields, findings } = await findInvoice(reversedId);
  const id = randomUuidV7();
  await Invoice.create({
    ...invoice.get(),
    id,
    state: 'review',
    acknowledged: [],
    journalEntryId: null,
    postedBy: null,
    postedAt: null,
    createdAt: new Date(),
    version: 1,
  });
  const copied = { invoiceId: id };
  await InvoiceLine.bulkCreate(lines.map((line) => ({ ...line.get(), ...copied })));
  await InvoiceVat.bulkCreate(vat.map((row) => ({ ...row.get(), ...copied })));
  await ExtractedField.bulkCreate(fields.map((field) => ({ ...field.get(), ...copied })));
  await ReadingFindingRow.bulkCreate(findings.map((row) => ({ ...row.get(), ...copied })));
  return id;
}
