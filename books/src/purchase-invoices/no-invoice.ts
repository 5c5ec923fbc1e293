/**
 * SQL that tells whether what stands among the open invoices is none: reading found so, and no person has said otherwise.
 * It waits in its own place of the inbox, and counts nowhere among the work.
 * @param invoice the name of a row of `invoices` in the statement
 */
export function isNoInvoice(invoice: string): string {
  return `(${invoice}.journal_entry_id IS NULL AND NOT 'not_an_invoice' = ANY (${invoice}.acknowledged)
    AND EXISTS (SELECT FROM reading_findings WHERE invoice_id = ${invoice}.id AND code = 'not_an_invoice'))`;
}
