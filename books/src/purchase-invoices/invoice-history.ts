import { query } from '@smart-accounting/database/tenancy/database';
import { findInvoice } from './find-invoice.ts';

/** Something that was done to an invoice, its document or its entry. */
export interface InvoiceEvent {
  readonly at: Date;
  readonly action: string;
  /** Who did it; null for a program. */
  readonly person: string | null;
}

/** What was done to an invoice since its document came in, the oldest first. @throws {Refusal} not_found */
export async function invoiceHistory(id: string): Promise<InvoiceEvent[]> {
  const { documentId, journalEntryId } = (await findInvoice(id)).invoice;
  return query<InvoiceEvent>(
    `SELECT a.at, a.action, u.name AS person FROM audit.events a LEFT JOIN platform.users u ON u.id = a.user_id
       WHERE a.tenant = platform.current_tenant() AND ((a.subject = 'invoice' AND a.subject_id = $1)
         OR (a.subject = 'document' AND a.subject_id = $2) OR (a.subject = 'journal_entry' AND a.subject_id = $3))
       ORDER BY a.at, a.id`,
    [id, documentId, journalEntryId],
  );
}
