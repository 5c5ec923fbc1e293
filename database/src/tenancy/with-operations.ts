import type { TenantId } from '@smart-accounting/worker-contract';
import type { Database } from './database.ts';
import { tenantSchema } from './with-tenant.ts';

/**
 * Runs `work` with the rights of the platform's operators: it reads everything, and writes people, quotas and requests
 * to the provisioner; no books.
 * @param tenant whose books unqualified names mean; null for the shared tables
 */
export function withOperations<T>(
  database: Database,
  tenant: TenantId | null,
  work: () => Promise<T>,
): Promise<T> {
  const searchPath = tenant === null ? 'platform' : tenantSchema(tenant);
  return database.unitOfWork({ role: 'smart_operations', searchPath }, work);
}
