import * as contract from '@smart-accounting/api-contract';
import { changeContact, createContact } from '@smart-accounting/books/contacts/change-contact';
import { listContacts, readContact } from '@smart-accounting/books/contacts/list-contacts';
import { keep, onlyOnce, type Route, tenantRoute } from '../http/route.ts';
import { presentContact, replayContact } from './present-contact.ts';

export const contactRoutes: readonly Route[] = [
  tenantRoute(contract.listContacts, async ({ query: filter }) => {
    const { items, nextCursor, count } = await listContacts(filter);
    return { items: items.map(presentContact), next_cursor: nextCursor, count };
  }),

  tenantRoute(contract.readContact, async ({ params }) =>
    presentContact(await readContact(params.contact)),
  ),

  tenantRoute(contract.createContact, ({ body, signedIn, idempotency }) =>
    onlyOnce(idempotency, replayContact, async () => {
      const id = await createContact(body, signedIn.userId);
      await keep(idempotency, { contact: id });
      return presentContact(await readContact(id));
    }),
  ),

  tenantRoute(contract.updateContact, async ({ params, body, version, signedIn: { userId } }) => {
    await changeContact(params.contact, body, { userId, version });
    return presentContact(await readContact(params.contact));
  }),
];
