import { query } from '@smart-accounting/database/tenancy/database';
import { DocumentPage } from '../documents/document-page.ts';
import type { Document } from '../documents/document.ts';
import type { Invoice } from './invoice.ts';

/** An invoice that a reminder is about. */
export interface RemindedInvoice {
  readonly id: string;
  readonly number: string;
  readonly state: Invoice['state'];
}

/** No reminder lists more; and of a supplier with more invoices, the newest are looked at. */
const mostReminded = 20;
const mostOfSupplier = 500;

/**
 * The invoices that a reminder is about: those of the same supplier whose number is printed on it, punctuation aside.
 * Looked for anew each time, so that one that is handed in after its reminder is found, too. None for other documents.
 */
export async function remindedInvoices(
  invoice: Invoice,
  document: Pick<Document, 'id' | 'kind'> | null,
): Promise<RemindedInvoice[]> {
  if (document?.kind !== 'reminder') return [];
  const ofSupplier = await query<RemindedInvoice>(
    `SELECT i.id, i.invoice_number AS number, i.state
       FROM invoices i LEFT JOIN documents d ON d.id = i.document_id
       WHERE i.kind = 'purchase' AND i.id <> $1 AND i.state <> 'reversed' AND i.invoice_number IS NOT NULL
         AND d.kind IS DISTINCT FROM 'reminder'
         AND (i.contact_id = $2 OR i.supplier_vat_number = $3 OR i.supplier_kvk_number = $4
           OR lower(i.supplier_name) = lower($5))
       ORDER BY i.created_at DESC LIMIT $6`,
    [
      invoice.id,
      invoice.contactId,
      invoice.supplierVatNumber,
      invoice.supplierKvkNumber,
      invoice.supplierName,
      mostOfSupplier,
    ],
  );
  if (ofSupplier.length === 0) return [];
  const pages = await DocumentPage.findAll({ where: { documentId: document.id } });
  const printed = new Set([
    plain(invoice.invoiceNumber ?? ''),
    ...pages.flatMap(({ words }) => words.map(({ text }) => plain(text))),
  ]);
  return ofSupplier.filter(({ number }) => printed.has(plain(number))).slice(0, mostReminded);
}

function plain(number: string): string {
  return number.replace(/[^\p{L}\d]/gu, '').toUpperCase();
}
