import type { Document } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import type { DocumentSummary } from '@smart-accounting/books/documents/list-documents';

export function presentDocument(row: DocumentSummary): Document {
  return {
    id: row.id,
    file_name: row.fileName,
    media_type: row.mediaType,
    byte_size: Number(row.byteSize),
    page_count: row.pageCount,
    state: row.state,
    failure: row.job ? { code: row.reason ?? 'internal', detail: row.detail, job: row.job } : null,
    has_e_invoice: row.hasEInvoice,
    other_e_invoices: [...row.otherEInvoices],
    kind: row.kind,
    no_invoice: row.isNoInvoice,
    part_of:
      row.partOf === null || row.firstPage === null || row.lastPage === null
        ? null
        : { document: row.partOf, first_page: row.firstPage, last_page: row.lastPage },
    part_count: row.partCount,
    uploaded_by: row.uploadedBy,
    created_at: row.createdAt.toISOString(),
    read_at: row.readAt?.toISOString() ?? null,
    purchase_invoice:
      row.invoice && row.invoiceState ? { id: row.invoice, state: row.invoiceState } : null,
    summary: row.invoice
      ? {
          supplier_name: row.supplierName,
          invoice_number: row.invoiceNumber,
          total: row.total === null ? null : formatMinor(row.total),
          currency: row.currency ?? 'EUR',
        }
      : null,
  };
}
