import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { query } from '@smart-accounting/database/tenancy/database';
import { Contact } from '../contacts/contact.ts';
import { Document } from '../documents/document.ts';
import { LedgerAccount } from '../ledger/ledger-account.ts';
import type { Assessment } from './assess-invoice.ts';
import { Invoice } from './invoice.ts';
import type { InvoiceRecord } from './invoice-record.ts';
import { accountsOfSupplier } from './suggest-accounts.ts';
import { remindedInvoices, type RemindedInvoice } from './reminded-invoices.ts';

/** What stands in other tables about an invoice, for whoever looks at it. */
export interface InvoiceDetails {
  readonly contact: Contact | null;
  readonly document: Document | null;
  /** Of a reminder: the invoices that it is about. */
  readonly reminded: readonly RemindedInvoice[];
  /** Its entry, and by which other one that was undone; null until it is posted. */
  readonly posting: InvoicePosting | null;
  /** The invoice in which it was corrected after its reversal. */
  readonly correctedBy: string | null;
  /** What is still to be paid in cents, and for how many days it is late; null until it is posted. */
  readonly open: { readonly open: bigint; readonly late: number | null } | null;
  /** The accounts of the proposed entry, by id. */
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  /** The ids of the accounts that its supplier was booked on before, the most used first. */
  readonly supplierAccounts: readonly string[];
}

export interface InvoicePosting {
  readonly id: string;
  readonly journal: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly postedBy: string | null;
  readonly postedAt: Date;
  readonly reversedBy: string | null;
}

/** Runs in the tenant's unit of work. */
export async function readInvoiceDetails(
  { invoice }: InvoiceRecord,
  { entry }: Assessment,
  now: Date,
): Promise<InvoiceDetails> {
  const contact = invoice.contactId
    ? await Contact.findByPk(invoice.contactId, { attributes: ['id', 'name'] })
    : null;
  const document = invoice.documentId
    ? await Document.findByPk(invoice.documentId, {
        attributes: ['id', 'fileName', 'pageCount', 'kind', 'otherEInvoices'],
      })
    : null;
  const posting = invoice.journalEntryId ? await readPosting(invoice.journalEntryId) : null;
  const accounts = await LedgerAccount.findAll({
    where: { id: entry.lines.map((line) => line.accountId) },
  });
  return {
    contact,
    document,
    reminded: await remindedInvoices(invoice, document),
    posting,
    correctedBy: invoice.state === 'reversed' ? await readCorrection(invoice.id) : null,
    open: await readOpen(invoice, now),
    accounts: new Map(accounts.map((account) => [account.id, account])),
    supplierAccounts: invoice.contactId ? await accountsOfSupplier(invoice.contactId) : [],
  };
}

/** Only what was posted can be open; the supplier in the condition spares the server all others. */
async function readOpen(
  { id, contactId, journalEntryId }: Invoice,
  now: Date,
): Promise<InvoiceDetails['open']> {
  if (!journalEntryId) return null;
  const [row] = await query<{ open: bigint; late: number | null }>(
    `SELECT open, $3::date - due_date AS late FROM open_purchases WHERE contact_id = $2 AND invoice_id = $1`,
    [id, contactId, dateInAmsterdam(now)],
  );
  return row ?? null;
}

async function readCorrection(reversedId: string): Promise<string | null> {
  const where = { corrects: reversedId };
  return (await Invoice.findOne({ where, attributes: ['id'] }))?.id ?? null;
}

async function readPosting(entryId: string): Promise<InvoicePosting | null> {
  const [entry] = await query<InvoicePosting>(
    `SELECT e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, u.name AS "postedBy", e.posted_at AS "postedAt",
       r.id AS "reversedBy"
       FROM journal_entries e LEFT JOIN platform.users u ON u.id = e.posted_by
       LEFT JOIN journal_entries r ON r.reverses = e.id WHERE e.id = $1`,
    [entryId],
  );
  return entry ?? null;
}
