import { isIban } from '@smart-accounting/accounting/iban';
import { dateInAmsterdam, yearOf } from '@smart-accounting/accounting/iso-date';
import { Contact } from '../contacts/contact.ts';
import { keepIbans } from '../contacts/contact-iban.ts';
import { openFiscalYear, periodState } from '../ledger/fiscal-year.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { assessInvoice } from './assess-invoice.ts';
import type { InvoiceRecord } from './invoice-record.ts';
import { matchAgain } from './match-supplier.ts';
import { rememberAccounts } from './suggest-accounts.ts';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import type { IdempotentRequest } from '@smart-accounting/database/idempotency/idempotency';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { Refusal } from '@smart-accounting/database/refusal';
import { invoiceAsSeen } from './find-invoice.ts';

/**
 * Posts a reviewed invoice: makes the supplier a contact where it is still none once nobody else is making one, remembers how it was booked, and writes
 * one balanced entry in the purchase journal. Gives the entry's id.
 * @param version the version that the person saw
 * @throws {Refusal} not_found, already_posted with who was first, version_mismatch, invoice_blocked with the open checks
 */
export async function postInvoice(
  id: string,
  {
    userId,
    version,
    now,
    idempotency,
  }: { userId: string; version: number | null; now: Date; idempotency: IdempotentRequest | null },
): Promise<string> {
  const record = await invoiceAsSeen(id, version);
  const { invoice } = record;
  await openYearOf(invoice.entryDate ?? invoice.invoiceDate, now);
  if (!invoice.contactId) {
    await query('SELECT lock_new_contacts()');
    await matchAgain(invoice);
  }
  const assessment = await assessInvoice(record, now);
  const { blockers, entryDate } = assessment;
  const isNew = !invoice.contactId;
  if (blockers.length > 0 || !entryDate) {
    const errors = blockers.map((finding) => ({
      field: finding.fields.join(','),
      message: finding.code,
    }));
    throw new Refusal('invoice_blocked', { errors });
  }
  invoice.contactId ??= await createSupplier(record);
  const { contactId, supplierIban } = invoice;
  if (!contactId) throw new Refusal('invoice_blocked');
  const { entry } = isNew ? await assessInvoice(record, now) : assessment;
  if (supplierIban && isIban(supplierIban)) await keepIbans(contactId, [supplierIban]);
  await markAsSupplier(contactId);
  await rememberAccounts(
    contactId,
    record.lines.map((line) => ({
      description: line.description,
      accountId: line.ledgerAccountId,
      vatCode: line.vatCode,
    })),
  );
  const entryId = randomUuidV7();
  await invoice.update({
    state: 'posted',
    contactId,
    supplierCountry: invoice.supplierCountry,
    entryDate,
    journalEntryId: entryId,
    postedBy: userId,
    postedAt: now,
    version: invoice.version + 1,
  });
  await recordEvent({
    userId,
    action: 'invoice.posted',
    subject: 'invoice',
    subjectId: invoice.id,
    after: { entry: entryId, supplier: invoice.supplierName, number: invoice.invoiceNumber },
  });
  const posted = await postEntry(
    {
      id: entryId,
      journal: 'INK',
      entryDate,
      description: [invoice.supplierName, invoice.invoiceNumber].filter(Boolean).join(' · '),
      contactId,
      documentId: invoice.documentId,
      postedBy: userId,
      lines: entry.lines,
    },
    idempotency ?? undefined,
  );
  return posted.id;
}

/** The current year and the next one need no ceremony; any other must be opened on purpose. */
async function openYearOf(date: string | null, now: Date): Promise<void> {
  const year = Number(date?.slice(0, 4));
  const current = yearOf(dateInAmsterdam(now));
  if (date && year >= current && year <= current + 1 && (await periodState(date)) === 'missing')
    await openFiscalYear(year);
}

async function createSupplier({ invoice }: InvoiceRecord): Promise<string | null> {
  if (!invoice.supplierName) return null;
  const contact = await Contact.create({
    id: randomUuidV7(),
    name: invoice.supplierName,
    isSupplier: true,
    vatNumber: invoice.supplierVatNumber,
    kvkNumber: invoice.supplierKvkNumber,
    email: null,
    address: null,
    defaultLedgerAccountId: null,
    defaultVatCode: null,
    paymentDays: null,
  });
  return contact.id;
}

async function markAsSupplier(contactId: string): Promise<void> {
  await query('UPDATE contacts SET is_supplier = true WHERE id = $1 AND NOT is_supplier', [
    contactId,
  ]);
}
