import type { TenantId } from '@smart-accounting/worker-contract';
import type { Database } from './database.ts';

/** The name of a tenant's schema, which is also the name of its role. */
export function tenantSchema(tenant: TenantId): string {
  return `t_${tenant}`;
}

/** Runs `work` in one transaction that can see and change the books of this tenant and of no other. */
export function withTenant<T>(
  database: Database,
  tenant: TenantId,
  work: () => Promise<T>,
): Promise<T> {
  const schema = tenantSchema(tenant);
  return database.unitOfWork({ role: schema, searchPath: schema }, work);
}
