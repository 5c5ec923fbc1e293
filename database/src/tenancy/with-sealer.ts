import type { TenantId } from '@smart-accounting/worker-contract';
import type { Database } from './database.ts';
import { tenantSchema } from './with-tenant.ts';

/**
 * Runs `work` with the rights to seal and verify the books of all tenants: it reads what is sealed, and adds seals.
 * @param tenant whose books unqualified names mean; null for the shared tables
 */
export function withSealer<T>(
  database: Database,
  tenant: TenantId | null,
  work: () => Promise<T>,
): Promise<T> {
  const searchPath = tenant === null ? 'platform' : tenantSchema(tenant);
  return database.unitOfWork({ role: 'smart_sealer', searchPath }, work);
}
