import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import {
  mostAlike,
  type NumberedInvoice,
  type Repetition,
} from '@smart-accounting/accounting/purchase-invoice/compare-invoices';
import { query } from '@smart-accounting/database/tenancy/database';
import type { Invoice } from './invoice.ts';
import { isNoInvoice } from './no-invoice.ts';

/** An invoice that another seems to repeat, and how surely. */
export interface Repeated {
  readonly of: NumberedInvoice & { readonly id: string };
  readonly repetition: Repetition;
}

/** A number without punctuation, and, by the second way, without zeros at the head of each part. */
const bare = (number: string): string =>
  `ltrim(upper(regexp_replace(${number}, '[^[:alnum:]]', '', 'g')), '0')`;
const short = (number: string): string =>
  bare(`regexp_replace(${number}, '(^|[^0-9])0+(?=[0-9])', '\\1', 'g')`);

/** The invoice of the same supplier that this one seems to repeat; those in the ledger come first. */
export async function findRepeated(invoice: Invoice): Promise<Repeated | null> {
  const { invoiceNumber: number, invoiceDate: date, total: totalMinor } = invoice;
  if (!number) return null;
  const others = await query<{ id: string; number: string; date: IsoDate; totalMinor: bigint }>(
    `SELECT id, invoice_number AS number, invoice_date AS date, total AS "totalMinor" FROM invoices
       WHERE kind = 'purchase' AND id <> $1 AND state <> 'reversed' AND document_type = $2
         AND NOT ${isNoInvoice('invoices')}
         AND (${bare('invoice_number')} = ${bare('$3')} OR ${short('invoice_number')} = ${short('$3')})
         AND (contact_id = $4 OR supplier_vat_number = $5 OR supplier_kvk_number = $6
           OR (lower(supplier_name) = lower($7)
             AND ($5::text IS NULL OR supplier_vat_number IS NULL OR supplier_vat_number = $5)))
       ORDER BY journal_entry_id IS NULL, created_at`,
    [
      invoice.id,
      invoice.documentType,
      number,
      invoice.contactId,
      invoice.supplierVatNumber,
      invoice.supplierKvkNumber,
      invoice.supplierName,
    ],
  );
  return mostAlike({ number, date, totalMinor }, others);
}
