import type { AccountCard, TrialBalance } from '@smart-accounting/api-contract';
import { said, type Sheet } from '../export/sheet.ts';

export const cardSheet: Sheet<AccountCard['items'][number]> = {
  name: said('Rekeningkaart', 'Account card'),
  columns: [
    { head: said('Datum', 'Date'), kind: 'date', of: (row) => row.entry_date },
    { head: said('Stuk', 'Entry'), kind: 'text', of: (row) => row.entry_number },
    { head: said('Omschrijving', 'Description'), kind: 'text', of: (row) => row.description },
    { head: said('Relatie', 'Contact'), kind: 'text', of: (row) => row.contact?.name },
    {
      head: said('Tegenrekening', 'Contra account'),
      kind: 'text',
      of: (row) => row.contra_accounts.join(' '),
    },
    { head: said('Debet (€)', 'Debit (€)'), kind: 'amount', of: (row) => row.debit },
    { head: said('Credit (€)', 'Credit (€)'), kind: 'amount', of: (row) => row.credit },
    { head: said('Saldo (€)', 'Balance (€)'), kind: 'amount', of: (row) => row.balance },
  ],
};

export const trialBalanceSheet: Sheet<TrialBalance['items'][number]> = {
  name: said('Kolommenbalans', 'Trial balance'),
  columns: [
    { head: said('Nummer', 'Number'), kind: 'text', of: (row) => row.ledger_account.number },
    { head: said('Rekening', 'Account'), kind: 'text', of: (row) => row.ledger_account.name },
    { head: said('Begin debet', 'Opening debit'), kind: 'amount', of: (row) => row.opening_debit },
    {
      head: said('Begin credit', 'Opening credit'),
      kind: 'amount',
      of: (row) => row.opening_credit,
    },
    { head: said('Mutatie debet', 'Debit'), kind: 'amount', of: (row) => row.debit },
    { head: said('Mutatie credit', 'Credit'), kind: 'amount', of: (row) => row.credit },
    { head: said('Eind debet', 'Closing debit'), kind: 'amount', of: (row) => row.closing_debit },
    {
      head: said('Eind credit', 'Closing credit'),
      kind: 'amount',
      of: (row) => row.closing_credit,
    },
  ],
};
