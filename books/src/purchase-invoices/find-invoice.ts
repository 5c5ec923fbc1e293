import { Invoice } from './invoice.ts';
import { type InvoiceRecord, loadRecord, saveLines } from './invoice-record.ts';
import { matchAgain } from './match-supplier.ts';
import { inCountryOfSupplier } from './country-of-lines.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { found, Refusal } from '@smart-accounting/database/refusal';

/**
 * A purchase invoice with all that hangs on it. With `forUpdate` whoever comes second waits here until the first has
 * committed, and then sees what the first did.
 * @throws {Refusal} not_found
 */
export async function findInvoice(id: string, { forUpdate = false } = {}): Promise<InvoiceRecord> {
  if (forUpdate)
    await query("SELECT FROM invoices WHERE id = $1 AND kind = 'purchase' FOR UPDATE", [id]);
  const invoice = found(await Invoice.findOne({ where: { id, kind: 'purchase' } }));
  // Since the invoice was read the supplier may have become a contact, and contacts may have got other numbers.
  const record = await loadRecord(invoice);
  if (invoice.journalEntryId) return record;
  await matchAgain(invoice);
  const now = inCountryOfSupplier(record, invoice.supplierCountry);
  if (forUpdate && now !== record) await saveLines(now);
  return now;
}

/** The same for a change by who saw this version; null for any. @throws {Refusal} not_found, already_posted, version_mismatch */
export async function invoiceAsSeen(id: string, version: number | null): Promise<InvoiceRecord> {
  const record = await findInvoice(id, { forUpdate: true });
  await refusePosted(record);
  if (version !== null && version !== record.invoice.version) throw new Refusal('version_mismatch');
  return record;
}

/** Refuses to change what is in the ledger, and says who posted it and when. @throws {Refusal} already_posted */
export async function refusePosted({ invoice }: InvoiceRecord): Promise<void> {
  if (!invoice.journalEntryId) return;
  const [person] = await query<{ name: string }>('SELECT name FROM platform.users WHERE id = $1', [
    invoice.postedBy,
  ]);
  throw new Refusal('already_posted', {
    existing: {
      by: person?.name ?? null,
      at: invoice.postedAt?.toISOString() ?? null,
      id: invoice.journalEntryId,
    },
  });
}
