import * as contract from '@smart-accounting/api-contract';
import { changeCompany } from '@smart-accounting/books/company/change-company';
import { readCompany, readLogo } from '@smart-accounting/books/company/read-company';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { rawTenantRoute, type Route, tenantRoute } from '../http/route.ts';
import { presentCompany } from './present-company.ts';

export const companyRoutes: readonly Route[] = [
  tenantRoute(contract.readCompany, async () => presentCompany(await readCompany())),

  tenantRoute(
    contract.updateCompany,
    async ({ tenant, body, version, signedIn: { userId }, services }) => {
      await changeCompany(body, { userId, version });
      // Everybody's list of tenants has its name.
      services.sessions.forget();
      services.notifier.afterCommit({ tenant, resource: 'tenant', id: tenant });
      return presentCompany(await readCompany());
    },
  ),

  rawTenantRoute(contract.readCompanyLogo, async ({ tenant, services, response }) => {
    const { bytes, type } = await withTenant(services.database, tenant, readLogo);
    response.type(type).set('Cache-Control', 'private, no-cache').send(bytes);
  }),
];
