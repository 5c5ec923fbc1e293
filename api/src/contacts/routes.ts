import * as contract from '@smart-accounting/api-contract';
import { isIban } from '@smart-accounting/accounting/iban';
import { formatMinor } from '@smart-accounting/accounting/money';
import { vatCodes } from '@smart-accounting/accounting/vat';
import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import {
  Contact,
  ContactIban,
  keepIbans,
  LedgerAccount,
  query,
  randomUuidV7,
  recordEvent,
} from '@smart-accounting/database';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { keep, onlyOnce, type Route, tenantRoute } from '../http/route.ts';

const keptContact = z.object({ contact: z.uuid() });

export const contactRoutes: readonly Route[] = [
  tenantRoute(contract.listContacts, async ({ query: filter }) => {
    const [after, afterId] = decodeCursor(filter.cursor, 'text', 'uuid');
    const search = filter.search?.trim();
    const values = [search ? `%${search.replace(/[%_\\]/g, '\\$&')}%` : null, filter.kind ?? null];
    const where = `($1::text IS NULL OR c.name ILIKE $1 OR c.kvk_number ILIKE $1 OR c.vat_number ILIKE $1
        OR EXISTS (SELECT FROM contact_ibans i WHERE i.contact_id = c.id AND i.iban ILIKE replace($1, ' ', '')))
      AND ($2::text IS NULL OR ($2 = 'supplier' AND c.is_supplier) OR ($2 = 'customer' AND c.is_customer))`;
    const rows = await query<{ id: string; key: string }>(
      `SELECT c.id, lower(c.name) AS key FROM contacts c WHERE ${where}
         AND ($3::text IS NULL OR (lower(c.name), c.id) > ($3, $4::uuid)) ORDER BY lower(c.name), c.id LIMIT $5`,
      [...values, after, afterId, filter.limit + 1],
    );
    const [count] = await query<{ count: bigint }>(
      `SELECT count(*) AS count FROM contacts c WHERE ${where}`,
      values,
    );
    const page = pageOfRows(rows, filter.limit, (row) => [row.key, row.id]);
    const items = await presentContacts(page.items.map((row) => row.id));
    return { items, next_cursor: page.next_cursor, count: Number(count?.count ?? 0) };
  }),

  tenantRoute(contract.readContact, ({ params }) => readContact(params.contact)),

  tenantRoute(contract.createContact, ({ body, signedIn, idempotency }) =>
    onlyOnce(
      idempotency,
      (kept) => readContact(keptContact.parse(kept).contact),
      async () => {
        const id = randomUuidV7();
        const { name, ...rest } = await checked(body);
        await Contact.create({
          id,
          name: name ?? '',
          vatNumber: null,
          kvkNumber: null,
          email: null,
          address: null,
          defaultLedgerAccountId: null,
          defaultVatCode: null,
          paymentDays: null,
          ...rest,
        });
        await keepIbans(id, body.ibans ?? []);
        await recordEvent({
          userId: signedIn.userId,
          action: 'contact.created',
          subject: 'contact',
          subjectId: id,
        });
        await keep(idempotency, { contact: id });
        return readContact(id);
      },
    ),
  ),

  tenantRoute(contract.updateContact, async ({ params, body, version, signedIn }) => {
    const contact = await Contact.findByPk(params.contact, { lock: true });
    if (!contact) throw new ApiError('not_found');
    if (contact.version !== version) throw new ApiError('version_mismatch');
    await contact.update({ ...(await checked(body)), version: contact.version + 1 });
    await keepIbans(contact.id, body.ibans ?? []);
    await recordEvent({
      userId: signedIn.userId,
      action: 'contact.changed',
      subject: 'contact',
      subjectId: contact.id,
      after: { fields: Object.keys(body) },
    });
    return readContact(contact.id);
  }),
];

type Fields = contract.BodyOf<typeof contract.updateContact>;

/** The columns that a body gives. @throws {ApiError} invalid_fields */
async function checked(body: Fields) {
  const errors: { field: string; message: string }[] = [];
  const vatNumber = body.vat_number ? normalizeVatNumber(body.vat_number) : body.vat_number;
  if (vatNumber && !isVatNumber(vatNumber))
    errors.push({ field: 'vat_number', message: 'not a VAT number' });
  body.ibans?.forEach((iban, index) => {
    if (!isIban(iban)) errors.push({ field: `ibans.${index}`, message: 'not an IBAN' });
  });
  if (body.default_vat_code && !vatCodes.some(({ code }) => code === body.default_vat_code)) {
    errors.push({ field: 'default_vat_code', message: 'no such VAT code' });
  }
  const account = body.default_ledger_account_id;
  if (account && !(await LedgerAccount.findByPk(account, { attributes: ['id'] }))) {
    errors.push({ field: 'default_ledger_account_id', message: 'no such account' });
  }
  if (errors.length > 0) throw new ApiError('invalid_fields', { errors });
  return withoutUndefined({
    name: body.name,
    isSupplier: body.is_supplier,
    isCustomer: body.is_customer,
    vatNumber,
    kvkNumber: body.kvk_number,
    email: body.email,
    address: body.address,
    defaultLedgerAccountId: account,
    defaultVatCode: body.default_vat_code,
    paymentDays: body.payment_days,
  });
}

/** What the body leaves out stays as it is. */
function withoutUndefined<T extends object>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(
    result,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  );
}

async function readContact(id: string): Promise<contract.Contact> {
  const [contact] = await presentContacts([id]);
  if (!contact) throw new ApiError('not_found');
  return contact;
}

/** The contacts of these ids, in that order. */
async function presentContacts(ids: readonly string[]): Promise<contract.Contact[]> {
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
      id,
      name: contact.name,
      is_supplier: contact.isSupplier,
      is_customer: contact.isCustomer,
      vat_number: contact.vatNumber,
      kvk_number: contact.kvkNumber,
      email: contact.email,
      address: contact.address,
      ibans: ibans
        .filter((row) => row.contactId === id)
        .map((row) => ({ iban: row.iban, first_seen_at: row.firstSeenAt.toISOString() })),
      default_ledger_account_id: contact.defaultLedgerAccountId,
      default_vat_code: contact.defaultVatCode,
      payment_days: contact.paymentDays,
      purchases: { count: Number(bought?.count ?? 0), total: formatMinor(bought?.total ?? 0n) },
      version: contact.version,
    };
  });
}
