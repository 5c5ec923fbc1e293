import type { Invitation, Member } from '@smart-accounting/api-contract';
import { said, type Sheet, type SheetColumn, wordOf } from '../export/sheet.ts';

const roleWords = {
  owner: said('eigenaar', 'owner'),
  accountant: said('accountant', 'accountant'),
  bookkeeper: said('boekhouder', 'bookkeeper'),
  viewer: said('alleen lezen', 'view only'),
};

/** What members and whoever is invited have both. */
const emailAndRole: readonly SheetColumn<Pick<Member, 'email' | 'role'>>[] = [
  { head: said('E-mailadres', 'E-mail address'), kind: 'text', of: (row) => row.email },
  {
    head: said('Rol', 'Role'),
    kind: 'text',
    of: (row, language) => wordOf(roleWords, row.role, language),
  },
];

export const memberSheet: Sheet<Member> = {
  name: said('Gebruikers', 'Users'),
  columns: [
    { head: said('Naam', 'Name'), kind: 'text', of: (row) => row.name },
    ...emailAndRole,
    { head: said('Sinds', 'Since'), kind: 'instant', of: (row) => row.since },
  ],
};

export const invitationSheet: Sheet<Invitation> = {
  name: said('Uitnodigingen', 'Invitations'),
  columns: [
    ...emailAndRole,
    { head: said('Uitgenodigd door', 'Invited by'), kind: 'text', of: (row) => row.invited_by },
    { head: said('Verstuurd', 'Sent'), kind: 'instant', of: (row) => row.created_at },
    { head: said('Geldig tot', 'Valid until'), kind: 'instant', of: (row) => row.expires_at },
  ],
};
