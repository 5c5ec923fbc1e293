import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import {
  amount,
  emailAddress,
  id,
  instant,
  line,
  pageOf,
  pageQuery,
  tenantId,
  text,
} from '../values.ts';

const collectsForOthers = z
  .boolean()
  .describe(
    'a factoring company or payment provider: its IBAN on an invoice says nothing about who sent it',
  );

const inTenant = z.object({ tenant: tenantId });
const oneContact = inTenant.extend({ contact: id });

export const contact = z
  .object({
    id,
    name: z.string(),
    is_supplier: z.boolean(),
    is_customer: z.boolean(),
    collects_for_others: collectsForOthers,
    vat_number: z.string().nullable(),
    kvk_number: z.string().nullable(),
    email: z.string().nullable(),
    address: z.string().nullable(),
    ibans: z.array(z.object({ iban: z.string(), first_seen_at: instant })),
    default_ledger_account_id: id.nullable(),
    default_vat_code: z.string().nullable(),
    payment_days: z.number().int().nullable(),
    purchases: z
      .object({ count: z.number().int(), total: amount })
      .describe('posted invoices, in euros'),
    version: z.number().int(),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof contact>;

const contactFields = z.object({
  name: line(200),
  is_supplier: z.boolean(),
  is_customer: z.boolean(),
  collects_for_others: collectsForOthers,
  vat_number: z.string().trim().min(1).max(20).nullable(),
  kvk_number: z
    .string()
    .trim()
    .regex(/^\d{8}$/, 'a KvK number has eight digits')
    .nullable(),
  email: emailAddress.nullable(),
  address: text(500).nullable(),
  ibans: z.array(z.string().trim().max(42)).max(10),
  default_ledger_account_id: id.nullable(),
  default_vat_code: z.string().min(1).max(10).nullable(),
  payment_days: z.number().int().min(0).max(365).nullable(),
});

const contactFilter = {
  search: z.string().max(100).optional().describe('name, IBAN, KvK or VAT number'),
  kind: z.enum(['supplier', 'customer']).optional(),
};

export const listContacts = operation({
  id: 'listContacts',
  method: 'get',
  path: '/tenants/{tenant}/contacts',
  tag: 'contacts',
  summary: 'Contacts by name',
  access: 'read',
  params: inTenant,
  query: pageQuery.extend(contactFilter),
  success: { status: 200, body: pageOf(contact).extend({ count: z.number().int() }) },
});

export const exportContacts = operation({
  ...exportOf(listContacts),
  id: 'exportContacts',
  summary: 'Contacts by name, as a file',
  query: exportQuery.extend(contactFilter),
});

export const readContact = operation({
  id: 'readContact',
  method: 'get',
  path: '/tenants/{tenant}/contacts/{contact}',
  tag: 'contacts',
  summary: 'One contact',
  access: 'read',
  params: oneContact,
  success: { status: 200, body: contact },
});

export const createContact = operation({
  id: 'createContact',
  method: 'post',
  path: '/tenants/{tenant}/contacts',
  tag: 'contacts',
  summary: 'Add a contact',
  access: 'contacts.write',
  params: inTenant,
  body: contactFields.partial().required({ name: true }).strict(),
  idempotent: true,
  success: { status: 201, body: contact },
});

export const updateContact = operation({
  id: 'updateContact',
  method: 'patch',
  path: '/tenants/{tenant}/contacts/{contact}',
  tag: 'contacts',
  summary: 'Change a contact',
  access: 'contacts.write',
  params: oneContact,
  body: contactFields.partial().strict(),
  ifMatch: true,
  success: { status: 200, body: contact },
});
