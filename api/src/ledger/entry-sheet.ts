import type { AnswerOf, listJournalEntries } from '@smart-accounting/api-contract';
import { said, type Sheet } from '../export/sheet.ts';

export const entrySheet: Sheet<AnswerOf<typeof listJournalEntries>['items'][number]> = {
  name: said('Journaalposten', 'Journal entries'),
  columns: [
    { head: said('Boekdatum', 'Entry date'), kind: 'date', of: (row) => row.entry_date },
    { head: said('Nummer', 'Number'), kind: 'text', of: (row) => row.number },
    { head: said('Dagboek', 'Journal'), kind: 'text', of: (row) => row.journal },
    { head: said('Omschrijving', 'Description'), kind: 'text', of: (row) => row.description },
    { head: said('Relatie', 'Contact'), kind: 'text', of: (row) => row.contact?.name },
    { head: said('Bedrag (€)', 'Amount (€)'), kind: 'amount', of: (row) => row.total },
    { head: said('Geboekt op', 'Posted at'), kind: 'instant', of: (row) => row.posted_at },
    { head: said('Geboekt door', 'Posted by'), kind: 'text', of: (row) => row.posted_by },
  ],
};
