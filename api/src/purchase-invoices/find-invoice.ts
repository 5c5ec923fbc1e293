import {
  Invoice,
  type InvoiceRecord,
  loadRecord,
  matchSupplier,
  query,
  type SupplierFacts,
} from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';

/**
 * A purchase invoice with all that hangs on it. With `forUpdate` whoever comes second waits here until the first has
 * committed, and then sees what the first did.
 * @throws {ApiError} not_found
 */
export async function findInvoice(id: string, { forUpdate = false } = {}): Promise<InvoiceRecord> {
  if (forUpdate)
    await query("SELECT FROM invoices WHERE id = $1 AND kind = 'purchase' FOR UPDATE", [id]);
  const invoice = await Invoice.findOne({ where: { id, kind: 'purchase' } });
  if (!invoice) throw new ApiError('not_found');
  // The supplier may have become a contact since the invoice was read: by the posting of another one.
  if (!invoice.contactId && !invoice.confirmed.includes('contact') && !invoice.journalEntryId)
    invoice.contactId = await matchSupplier(supplierOf(invoice));
  return loadRecord(invoice);
}

/** Tells the second of two who was first, and when. */
export async function alreadyPosted(invoice: Invoice): Promise<ApiError> {
  const [person] = await query<{ name: string }>('SELECT name FROM platform.users WHERE id = $1', [
    invoice.postedBy,
  ]);
  return new ApiError('already_posted', {
    existing: {
      by: person?.name ?? null,
      at: invoice.postedAt?.toISOString() ?? null,
      id: invoice.journalEntryId,
    },
  });
}

/** What a contact is recognised by. */
export function supplierOf(invoice: Invoice): SupplierFacts {
  return {
    name: invoice.supplierName,
    vatNumber: invoice.supplierVatNumber,
    kvkNumber: invoice.supplierKvkNumber,
    iban: invoice.supplierIban,
  };
}
