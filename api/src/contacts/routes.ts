import * as contract from '@smart-accounting/api-contract';
import { changeContact, createContact } from '@smart-accounting/books/contacts/change-contact';
import { listContacts } from '@smart-accounting/books/contacts/list-contacts';
import { createOnce, type Route, tenantRoute } from '../http/route.ts';
import { presentContact, presentOneContact } from './present-contact.ts';

export const contactRoutes: readonly Route[] = [
  tenantRoute(contract.listContacts, async ({ query: filter }) => {
    const { items, nextCursor, count } = await listContacts(filter);
    return { items: items.map(presentContact), next_cursor: nextCursor, count };
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
