import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { findDocument, refuseSplit } from '../documents/find-document.ts';
import { readDocument } from '../documents/list-documents.ts';
import { copyReversedInvoice } from './copy-reversed-invoice.ts';
import { Invoice } from './invoice.ts';

/**
 * The invoice in which a person books a document: the one that is open, else a new one, empty where the document could
 * not be read, or a copy where the last one was reversed. Gives its id.
 * @throws {Refusal} not_found, document_split, document_busy while it is being read
 */
export async function startInvoice(documentId: string, userId: string): Promise<string> {
  await findDocument(documentId, { lock: true });
  await refuseSplit(documentId);
  const { state, invoice, invoiceState } = await readDocument(documentId);
  if (invoice) return invoiceState === 'reversed' ? copyReversedInvoice(invoice, userId) : invoice;
  if (state !== 'failed') throw new Refusal('document_busy');
  const id = randomUuidV7();
  await Invoice.create({ id, kind: 'purchase', documentId, state: 'review' });
  await recordEvent({ userId, action: 'invoice.started', subject: 'invoice', subjectId: id });
  return id;
}

/** Brings a document whose invoice was reversed back to review; false where there is none to bring back. */
export async function startAgain(documentId: string, userId: string): Promise<boolean> {
  const { invoiceState } = await readDocument(documentId);
  if (invoiceState !== 'reversed') return false;
  await startInvoice(documentId, userId);
  return true;
}
