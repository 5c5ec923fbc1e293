import type { Job } from '@smart-accounting/api-contract';
import { said, type Sheet, wordOf } from '../export/sheet.ts';

const stateWords = {
  pending: said('wacht', 'waiting'),
  done: said('klaar', 'done'),
  failed: said('mislukt', 'failed'),
};

/** Kinds and reasons by their codes: they are for whoever looks for the cause. */
export const jobSheet: Sheet<Job> = {
  name: said('Taken', 'Jobs'),
  columns: [
    { head: said('Taak', 'Job'), kind: 'text', of: (row) => row.kind },
    { head: said('Document', 'Document'), kind: 'text', of: (row) => row.document?.file_name },
    {
      head: said('Status', 'State'),
      kind: 'text',
      of: (row, language) => wordOf(stateWords, row.state, language),
    },
    { head: said('Pogingen', 'Attempts'), kind: 'count', of: (row) => row.attempts },
    { head: said('Reden', 'Reason'), kind: 'text', of: (row) => row.reason },
    { head: said('Toelichting', 'Detail'), kind: 'text', of: (row) => row.detail },
    { head: said('Gemaakt', 'Created'), kind: 'instant', of: (row) => row.created_at },
    { head: said('Geëindigd', 'Finished'), kind: 'instant', of: (row) => row.finished_at },
  ],
};
