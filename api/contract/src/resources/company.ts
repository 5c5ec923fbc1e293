import { legalForms } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { line, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const legalForm = z.enum(legalForms).meta({ id: 'LegalForm' });

/** What a logo may be; decided by its first bytes. */
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export const largestLogoBytes = 256 * 1024;

/** The company that the books are of, as it stands on its own invoices. */
export const company = z
  .object({
    name: z.string(),
    legal_form: legalForm.nullable(),
    kvk_number: z.string().nullable(),
    vat_number: z.string().nullable(),
    street: z.string().nullable().describe('with the number'),
    postcode: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().describe('ISO 3166-1, two letters'),
    iban: z.string().nullable(),
    logo_type: z.enum(logoTypes).nullable().describe('null: there is no logo'),
    version: z.number().int(),
  })
  .meta({ id: 'Company' });
export type Company = z.infer<typeof company>;

export const readCompany = operation({
  id: 'readCompany',
  method: 'get',
  path: '/tenants/{tenant}/company',
  tag: 'company',
  summary: 'The company that the books are of',
  access: 'read',
  params: inTenant,
  success: { status: 200, body: company },
});

export const updateCompany = operation({
  id: 'updateCompany',
  method: 'patch',
  path: '/tenants/{tenant}/company',
  tag: 'company',
  summary: 'Change the company’s details',
  access: 'company.write',
  params: inTenant,
  body: z
    .strictObject({
      name: line(200),
      legal_form: legalForm.nullable(),
      kvk_number: z
        .string()
        .trim()
        .regex(/^\d{8}$/, 'a KvK number has eight digits')
        .nullable(),
      vat_number: z
        .string()
        .trim()
        .min(1)
        .max(20)
        .nullable()
        .describe('by its form; a Dutch one also by its check digits'),
      street: line(200).nullable(),
      postcode: line(20).nullable(),
      city: line(100).nullable(),
      country: z.string().regex(/^[A-Z]{2}$/, 'write a country in two letters, like NL'),
      iban: z.string().trim().min(1).max(42).nullable(),
      logo: z
        .base64()
        .min(1)
        .max(Math.ceil(largestLogoBytes / 3) * 4)
        .nullable()
        .describe('a PNG, JPEG or WebP of at most 256 kB'),
    })
    .partial(),
  ifMatch: true,
  success: { status: 200, body: company },
});

export const readCompanyLogo = operation({
  id: 'readCompanyLogo',
  method: 'get',
  path: '/tenants/{tenant}/company/logo',
  tag: 'company',
  summary: 'The company’s logo',
  access: 'read',
  params: inTenant,
  query: z.object({
    version: z.coerce.number().int().optional().describe('tells caches another picture apart'),
  }),
  success: { status: 200, contentType: logoTypes },
});
