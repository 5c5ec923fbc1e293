import * as contract from '@smart-accounting/api-contract';
import { changeContact, createContact } from '@smart-accounting/books/contacts/change-contact';
import { listContacts } from '@smart-accounting/books/contacts/list-contacts';
import { exportRoute } from '../export/export-route.ts';
import { createOnce, type Route, tenantRoute } from '../http/route.ts';
import { contactSheet } from './contact-sheet.ts';
import { presentContact, presentOneContact } from './present-contact.ts';

export const contactRoutes: readonly Route[] = [
  tenantRoute(contract.listContacts, async ({ query: filter }) => {
    const { items, nextCursor, count } = await listContacts(filter);
    return { items: items.map(presentContact), next_cursor: nextCursor, count };
  }),

  exportRoute(contract.exportContacts, contactSheet, async ({ query: filter }, page) => {
    const { items, nextCursor } = await listContacts({ ...filter, ...page });
    return { items: items.map(presentContact), next_cursor: nextCursor };
  }),

  tenantRoute(contract.readContact, ({ params }) => presentOneContact(params.contact)),

  tenantRoute(contract.createContact, ({ body, signedIn: { userId }, idempotency }) =>
    createOnce(idempotency, 'contact', presentOneContact, () => createContact(body, userId)),
  ),

  tenantRoute(contract.updateContact, async ({ params, body, version, signedIn: { userId } }) => {
    await changeContact(params.contact, body, { userId, version });
    return presentOneContact(params.contact);
  }),
];
