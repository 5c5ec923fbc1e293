import type { BodyInput, Company, updateCompany } from '@smart-accounting/api-contract';
import { formatIban } from '#lib/contacts/iban.ts';

export type CompanyBody = BodyInput<typeof updateCompany>;

/** The company as it is typed: empty where nothing is known. */
export interface CompanyDraft {
  name: string;
  legalForm: Company['legal_form'] | '';
  kvkNumber: string;
  vatNumber: string;
  street: string;
  postcode: string;
  city: string;
  iban: string;
}

export function draftOf(company: Company): CompanyDraft {
  return {
    name: company.name,
    legalForm: company.legal_form ?? '',
    kvkNumber: company.kvk_number ?? '',
    vatNumber: company.vat_number ?? '',
    street: company.street ?? '',
    postcode: company.postcode ?? '',
    city: company.city ?? '',
    iban: company.iban === null ? '' : formatIban(company.iban),
  };
}

/** What to send; whether its numbers are right is the API's to say. */
export function bodyOf(draft: CompanyDraft): CompanyBody {
  return {
    name: draft.name.trim(),
    legal_form: draft.legalForm || null,
    kvk_number: draft.kvkNumber.replaceAll(/\s/g, '') || null,
    vat_number: draft.vatNumber.trim() || null,
    street: draft.street.trim() || null,
    postcode: draft.postcode.trim() || null,
    city: draft.city.trim() || null,
    iban: draft.iban.trim() || null,
  };
}
