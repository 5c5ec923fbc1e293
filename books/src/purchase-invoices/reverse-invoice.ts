import type { IdempotentRequest } from '@smart-accounting/database/idempotency/idempotency';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { found, Refusal } from '@smart-accounting/database/refusal';
import type { PostedEntry } from '../ledger/post-entry.ts';
import { reverseEntry } from '../ledger/reverse-entry.ts';
import { findInvoice } from './find-invoice.ts';
import { Invoice } from './invoice.ts';

/** Who reverses, and as of when. */
export interface Reversal {
  readonly userId: string;
  /** By default the date of what is reversed. */
  readonly entryDate?: string | undefined;
  readonly idempotency: IdempotentRequest | null;
}

/**
 * Undoes the posting of an invoice.
 * @throws {Refusal} not_found, already_reversed, conflict when it was never posted; what the ledger refuses
 */
export async function reverseInvoice(id: string, reversal: Reversal): Promise<PostedEntry> {
  const { invoice } = await findInvoice(id, { forUpdate: true });
  if (invoice.state === 'reversed') throw new Refusal('already_reversed');
  if (!invoice.journalEntryId)
    throw new Refusal('conflict', { detail: 'The invoice has not been posted.' });
  await recordEvent({
    userId: reversal.userId,
    action: 'invoice.reversed',
    subject: 'invoice',
    subjectId: id,
  });
  return reverse(invoice.journalEntryId, invoice, reversal);
}

/**
 * Undoes any entry. If it is an invoice's, the invoice is reversed with it, so that both say the same.
 * @returns the reversal, and the invoice if there is one
 * @throws {Refusal} not_found; what the ledger refuses
 */
export async function reversePosting(
  entryId: string,
  reversal: Reversal,
): Promise<{ entry: PostedEntry; invoiceId: string | null }> {
  const invoice = await Invoice.findOne({ where: { journalEntryId: entryId } });
  await recordEvent({
    userId: reversal.userId,
    action: 'entry.reversed',
    subject: 'journal_entry',
    subjectId: entryId,
  });
  const entry = await reverse(entryId, invoice, reversal);
  return { entry, invoiceId: invoice?.id ?? null };
}

async function reverse(
  entryId: string,
  invoice: Invoice | null,
  { userId, entryDate, idempotency }: Reversal,
): Promise<PostedEntry> {
  await invoice?.update({ state: 'reversed', version: invoice.version + 1 });
  const date = entryDate === undefined ? {} : { entryDate };
  return found(
    await reverseEntry(entryId, { ...date, postedBy: userId }, idempotency ?? undefined),
  );
}
