import type { Contact } from '@smart-accounting/api-contract';
import { said, type Sheet, yesOrNo } from '../export/sheet.ts';

export const contactSheet: Sheet<Contact> = {
  name: said('Relaties', 'Contacts'),
  columns: [
    { head: said('Naam', 'Name'), kind: 'text', of: (row) => row.name },
    {
      head: said('Leverancier', 'Supplier'),
      kind: 'text',
      of: (row, language) => yesOrNo(row.is_supplier, language),
    },
    {
      head: said('Klant', 'Customer'),
      kind: 'text',
      of: (row, language) => yesOrNo(row.is_customer, language),
    },
    { head: said('KvK-nummer', 'KvK number'), kind: 'text', of: (row) => row.kvk_number },
    { head: said('Btw-nummer', 'VAT number'), kind: 'text', of: (row) => row.vat_number },
    {
      head: said('IBAN', 'IBAN'),
      kind: 'text',
      of: (row) => row.ibans.map(({ iban }) => iban).join(' '),
    },
    { head: said('E-mailadres', 'E-mail address'), kind: 'text', of: (row) => row.email },
    { head: said('Adres', 'Address'), kind: 'text', of: (row) => row.address },
    {
      head: said('Betaaltermijn (dagen)', 'Payment term (days)'),
      kind: 'count',
      of: (row) => row.payment_days,
    },
    {
      head: said('Geboekte inkoopfacturen', 'Posted purchase invoices'),
      kind: 'count',
      of: (row) => row.purchases.count,
    },
    {
      head: said('Geboekt (€)', 'Posted (€)'),
      kind: 'amount',
      of: (row) => row.purchases.total,
    },
  ],
};
