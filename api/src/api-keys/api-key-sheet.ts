import type { ApiKey } from '@smart-accounting/api-contract';
import { said, type Sheet } from '../export/sheet.ts';

export const apiKeySheet: Sheet<ApiKey> = {
  name: said('API-sleutels', 'API keys'),
  columns: [
    { head: said('Waarvoor', 'What for'), kind: 'text', of: (row) => row.name },
    { head: said('Begint met', 'Begins with'), kind: 'text', of: (row) => row.hint },
    { head: said('Mag', 'May'), kind: 'text', of: (row) => row.scopes.join(' ') },
    { head: said('Gemaakt door', 'Made by'), kind: 'text', of: (row) => row.created_by },
    { head: said('Gemaakt', 'Made'), kind: 'instant', of: (row) => row.created_at },
    { head: said('Geldig tot', 'Valid until'), kind: 'instant', of: (row) => row.expires_at },
    { head: said('Laatst gebruikt', 'Last used'), kind: 'instant', of: (row) => row.last_used_at },
  ],
};
