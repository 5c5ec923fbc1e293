import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { findDocument } from '../documents/find-document.ts';
import { readDocument } from '../documents/list-documents.ts';
import { ExtractedField } from './extracted-field.ts';
import { findInvoice } from './find-invoice.ts';
import { Invoice } from './invoice.ts';
import { InvoiceLine } from './invoice-line.ts';
import type { InvoiceRecord } from './invoice-record.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { ReadingFindingRow } from './reading-finding-row.ts';

/**
 * The invoice in which a reversed one is corrected and posted again: its copy, made now unless there is one, or the copy
 * of that where it was reversed, too. Gives its id.
 * @throws {Refusal} not_found, conflict for one that is not reversed
 */
export async function copyReversedInvoice(id: string, userId: string): Promise<string> {
  const { documentId } = (await findInvoice(id)).invoice;
  // Before the invoice, as whoever starts from the document does.
  if (documentId) await findDocument(documentId, { lock: true });
  const record = await findInvoice(id, { forUpdate: true });
  if (record.invoice.state !== 'reversed')
    throw new Refusal('conflict', { detail: 'The invoice has not been reversed.' });
  const copy = await Invoice.findOne({ where: { corrects: id }, attributes: ['id', 'state'] });
  if (copy) return copy.state === 'reversed' ? copyReversedInvoice(copy.id, userId) : copy.id;
  return (await liveInvoiceOf(documentId)) ?? (await copyInvoice(record, userId));
}

/** What is booked of a document, where that was begun before copies named the invoice that they correct. */
async function liveInvoiceOf(documentId: string | null): Promise<string | null> {
  if (!documentId) return null;
  const { invoice, invoiceState } = await readDocument(documentId);
  return invoiceState === 'reversed' ? null : invoice;
}

/** All but what belongs to the one posting. */
async function copyInvoice(
  { invoice, lines, vat, fields, findings }: InvoiceRecord,
  userId: string,
): Promise<string> {
  const id = randomUuidV7();
  await Invoice.create({
    ...invoice.get(),
    id,
    corrects: invoice.id,
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
  await recordEvent({ userId, action: 'invoice.copied', subject: 'invoice', subjectId: id });
  return id;
}
