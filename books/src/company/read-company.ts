import { Tenant } from '@smart-accounting/database/people/tenant';
import { found } from '@smart-accounting/database/refusal';
import { Company } from './company.ts';

/** The company with what the platform knows of it; without its logo. */
export interface CompanyDetails {
  readonly tenant: Tenant;
  readonly company: Company;
}

/** The company of these books; one of which nobody filled in anything has only its name and numbers. */
export async function readCompany(): Promise<CompanyDetails> {
  const tenant = found(await Tenant.findOne());
  const company = await Company.findOne({ attributes: { exclude: ['logo'] } });
  return { tenant, company: company ?? Company.build(nothingFilledIn) };
}

/** The picture and what it is. @throws {Refusal} not_found */
export async function readLogo(): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  const company = found(await Company.findOne());
  return { bytes: found(company.logo), type: found(company.logoType) };
}

export const nothingFilledIn = {
  legalForm: null,
  street: null,
  postcode: null,
  city: null,
  iban: null,
  logo: null,
  logoType: null,
};
