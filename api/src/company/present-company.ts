import { type Company, logoTypes } from '@smart-accounting/api-contract';
import type { CompanyDetails } from '@smart-accounting/books/company/read-company';

export function presentCompany({ tenant, company }: CompanyDetails): Company {
  return {
    name: tenant.name,
    legal_form: company.legalForm,
    kvk_number: tenant.kvkNumber,
    vat_number: tenant.vatNumber,
    street: company.street,
    postcode: company.postcode,
    city: company.city,
    country: company.country,
    iban: company.iban,
    logo_type: logoTypes.find((type) => type === company.logoType) ?? null,
    version: company.version,
  };
}
