import {
  type BodyOf,
  largestLogoBytes,
  logoTypes,
  type updateCompany,
} from '@smart-accounting/api-contract';
import { isIban, normalizeIban } from '@smart-accounting/accounting/iban';
import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import type { Change } from '@smart-accounting/database/audit/change-versioned';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Tenant } from '@smart-accounting/database/people/tenant';
import { found, Refusal } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import { detectMediaType } from '@smart-accounting/worker-contract';
import { withoutUndefined } from '../without-undefined.ts';
import { Company } from './company.ts';
import { nothingFilledIn } from './read-company.ts';

type Fields = BodyOf<typeof updateCompany>;

/**
 * Changes what is given of the company, and records what it was before. Its name and numbers are the platform's to keep,
 * which lists companies by them; the rest is the tenant's own.
 * @throws {Refusal} version_mismatch, invalid_fields
 */
export async function changeCompany(body: Fields, { userId, version }: Change): Promise<void> {
  const fields = checked(body);
  const tenant = found(await Tenant.findOne());
  await Company.bulkCreate([nothingFilledIn], { ignoreDuplicates: true });
  const company = found(await Company.findOne({ lock: true }));
  if (company.version !== version) throw new Refusal('version_mismatch');
  const before = facts(tenant, company);

  tenant.set(fields.known);
  company.set(fields.own);
  if (tenant.changed())
    await query('SELECT name_company($1, $2, $3)', [
      tenant.name,
      tenant.kvkNumber,
      tenant.vatNumber,
    ]);
  company.version += 1;
  await company.save();

  const after = facts(tenant, company);
  const changed = Object.keys(after).filter((key) => before[key] !== after[key]);
  const ofChanged = (all: Facts): Facts =>
    Object.fromEntries(changed.map((key) => [key, all[key] ?? null]));
  await recordEvent({
    userId,
    action: 'company.changed',
    subject: 'company',
    subjectId: tenant.id,
    before: ofChanged(before),
    after: {
      ...ofChanged(after),
      ...(body.logo === undefined ? {} : { logo: body.logo !== null }),
    },
  });
}

type Facts = Readonly<Record<string, string | null>>;

/** What the audit log tells of a company; of its logo only that it changed. */
function facts(tenant: Tenant, company: Company): Facts {
  const { name, kvkNumber, vatNumber } = tenant;
  const { legalForm, street, postcode, city, country, iban } = company;
  return { name, kvkNumber, vatNumber, legalForm, street, postcode, city, country, iban };
}

/** The columns that a body gives, of the platform's row and of ours. @throws {Refusal} invalid_fields */
function checked(body: Fields) {
  const vatNumber = given(body.vat_number, normalizeVatNumber);
  const iban = given(body.iban, normalizeIban);
  const logo = given(body.logo, (text) => Buffer.from(text, 'base64'));
  const logoType = given(logo, logoTypeOf);
  const errors = [
    ...(vatNumber && !isVatNumber(vatNumber) ? [wrong('vat_number', 'not a VAT number')] : []),
    ...(iban && !isIban(iban) ? [wrong('iban', 'not an IBAN')] : []),
    ...(logo && !logoType ? [wrong('logo', 'not a PNG, JPEG or WebP of at most 256 kB')] : []),
  ];
  if (errors.length > 0) throw new Refusal('invalid_fields', { errors });
  const { name, kvk_number: kvkNumber, legal_form: legalForm } = body;
  const { street, postcode, city, country } = body;
  return {
    known: withoutUndefined({ name, kvkNumber, vatNumber }),
    own: withoutUndefined({ legalForm, street, postcode, city, country, iban, logo, logoType }),
  };
}

/** What a value becomes; left out or taken away, it stays that. */
function given<From, To>(value: From | null | undefined, make: (value: From) => To) {
  if (value === null || value === undefined) return value === null ? null : undefined;
  return make(value);
}

function wrong(field: string, message: string) {
  return { field, message };
}

/** What a picture is by its first bytes; null when it is no logo, or too large. */
function logoTypeOf(bytes: Buffer): string | null {
  const type = detectMediaType(bytes);
  const known = logoTypes.find((one) => one === type);
  return known !== undefined && bytes.length <= largestLogoBytes ? known : null;
}
