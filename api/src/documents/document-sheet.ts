import type { Document } from '@smart-accounting/api-contract';
import { said, type Sheet, wordOf } from '../export/sheet.ts';
import { invoiceStateWords } from '../purchase-invoices/invoice-sheet.ts';

const stateWords = {
  ...invoiceStateWords,
  queued: said('in de rij', 'in the queue'),
  reading: said('wordt gelezen', 'reading'),
  read: said('gelezen', 'read'),
  failed: said('lezen mislukt', 'reading failed'),
};

export const documentSheet: Sheet<Document> = {
  name: said('Documenten', 'Documents'),
  columns: [
    { head: said('Bestand', 'File'), kind: 'text', of: (row) => row.file_name },
    { head: said('Ontvangen', 'Received'), kind: 'instant', of: (row) => row.created_at },
    { head: said('Door', 'By'), kind: 'text', of: (row) => row.uploaded_by },
    {
      head: said('Status', 'State'),
      kind: 'text',
      of: (row, language) => wordOf(stateWords, row.purchase_invoice?.state ?? row.state, language),
    },
    { head: said('Pagina’s', 'Pages'), kind: 'count', of: (row) => row.page_count },
    {
      head: said('Leverancier', 'Supplier'),
      kind: 'text',
      of: (row) => row.summary?.supplier_name,
    },
    {
      head: said('Factuurnummer', 'Invoice number'),
      kind: 'text',
      of: (row) => row.summary?.invoice_number,
    },
    {
      head: said('Bedrag incl. btw', 'Amount incl. VAT'),
      kind: 'amount',
      of: (row) => row.summary?.total,
    },
    { head: said('Valuta', 'Currency'), kind: 'text', of: (row) => row.summary?.currency },
  ],
};
