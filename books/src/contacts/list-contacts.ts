import type {
  listContacts as listContactsOperation,
  QueryOf,
} from '@smart-accounting/api-contract';
import { containing, listPage, type Page } from '@smart-accounting/database/paging/keyset-page';
import { found } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import { Contact } from './contact.ts';
import { ContactIban } from './contact-iban.ts';

/** A contact with its bank accounts, and what was bought of it: posted invoices and their total in euro cents. */
export interface ContactDetails {
  readonly contact: Contact;
  readonly ibans: readonly ContactIban[];
  readonly purchases: { readonly count: bigint; readonly total: bigint };
}

/** Contacts by name, and how many match in all. */
export async function listContacts(
  filter: QueryOf<typeof listContactsOperation>,
): Promise<Page<ContactDetails> & { count: number }> {
  const values = [containing(filter.search), filter.kind ?? null];
  const where = `($1::text IS NULL OR c.name ILIKE $1 OR c.kvk_number ILIKE $1 OR c.vat_number ILIKE $1
      OR EXISTS (SELECT FROM contact_ibans i WHERE i.contact_id = c.id AND i.iban ILIKE replace($1, ' ', '')))
    AND ($2::text IS NULL OR ($2 = 'supplier' AND c.is_supplier) OR ($2 = 'customer' AND c.is_customer))`;
  const page = await listPage<{ id: string }>(filter, {
    rows: 'c.id FROM contacts c',
    where,
    values,
    by: { 'lower(c.name)': 'text', 'c.id': 'uuid' },
  });
  const [count] = await query<{ count: bigint }>(
    `SELECT count(*) AS count FROM contacts c WHERE ${where}`,
    values,
  );
  const items = await contactsNamed(page.items.map((row) => row.id));
  return { items, nextCursor: page.nextCursor, count: Number(count?.count ?? 0) };
}

/** @throws {Refusal} not_found */
export async function readContact(id: string): Promise<ContactDetails> {
  const [contact] = await contactsNamed([id]);
  return found(contact);
}

/** The contacts of these ids, in that order. */
async function contactsNamed(ids: readonly string[]): Promise<ContactDetails[]> {
  const contacts = new Map(
    (await Contact.findAll({ where: { id: [...ids] } })).map((contact) => [contact.id, contact]),
  );
  const ibans = await ContactIban.findAll({
    where: { contactId: [...ids] },
    order: ['firstSeenAt'],
  });
  const purchases = await query<{ id: string; count: bigint; total: bigint }>(
    `SELECT i.contact_id AS id, count(*) AS count, coalesce(sum(CASE i.document_type WHEN 'credit_note' THEN -1 ELSE 1 END
       * CASE i.currency WHEN 'EUR' THEN i.total ELSE round(i.total * i.exchange_rate) END), 0)::bigint AS total
       FROM invoices i WHERE i.state = 'posted' AND i.contact_id = ANY ($1::uuid[]) GROUP BY i.contact_id`,
    [ids],
  );
  return ids.flatMap((id) => {
    const contact = contacts.get(id);
    if (!contact) return [];
    const bought = purchases.find((row) => row.id === id);
    return {
      contact,
      ibans: ibans.filter((row) => row.contactId === id),
      purchases: { count: bought?.count ?? 0n, total: bought?.total ?? 0n },
    };
  });
}
