import type { AnswerOf, listPurchaseInvoices } from '@smart-accounting/api-contract';
import { said, type Sheet, wordOf } from '../export/sheet.ts';

/** Where an invoice stands, as the portal says it. */
export const invoiceStateWords = {
  review: said('te controleren', 'to review'),
  ready: said('klaar om te boeken', 'ready to post'),
  posted: said('geboekt', 'posted'),
  reversed: said('teruggeboekt', 'reversed'),
};

const typeWords = {
  invoice: said('factuur', 'invoice'),
  credit_note: said('creditnota', 'credit note'),
};

/** Amounts as on the document, in its currency: a credit note has a positive total. */
export const invoiceSheet: Sheet<AnswerOf<typeof listPurchaseInvoices>['items'][number]> = {
  name: said('Inkoopfacturen', 'Purchase invoices'),
  columns: [
    { head: said('Factuurdatum', 'Invoice date'), kind: 'date', of: (row) => row.invoice_date },
    {
      head: said('Leverancier', 'Supplier'),
      kind: 'text',
      of: (row) => row.contact?.name ?? row.supplier_name,
    },
    {
      head: said('Factuurnummer', 'Invoice number'),
      kind: 'text',
      of: (row) => row.invoice_number,
    },
    {
      head: said('Soort', 'Kind'),
      kind: 'text',
      of: (row, language) => wordOf(typeWords, row.document_type, language),
    },
    { head: said('Bedrag incl. btw', 'Amount incl. VAT'), kind: 'amount', of: (row) => row.total },
    { head: said('Valuta', 'Currency'), kind: 'text', of: (row) => row.currency },
    { head: said('Vervaldatum', 'Due date'), kind: 'date', of: (row) => row.due_date },
    { head: said('Openstaand (€)', 'Open (€)'), kind: 'amount', of: (row) => row.open_amount },
    {
      head: said('Status', 'State'),
      kind: 'text',
      of: (row, language) => wordOf(invoiceStateWords, row.state, language),
    },
    { head: said('Boekstuk', 'Entry'), kind: 'text', of: (row) => row.entry_number },
    { head: said('Bestand', 'File'), kind: 'text', of: (row) => row.document?.file_name },
  ],
};
