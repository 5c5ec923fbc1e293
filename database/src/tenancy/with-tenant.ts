import type { TenantId } from '@smart-accounting/worker-contract';
import type { Database } from './database.ts';

/** The name of a tenant's schema, which is also the name of the role for its books. */
export function tenantSchema(tenant: TenantId): string {
  return `t_${tenant}`;
}

/** The name of a tenant's second role: it reads the files handed in, writes what stands in them, and sees no books. */
export function readerRole(tenant: TenantId): string {
  return `r_${tenant}`;
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

/** Runs `work` in one transaction that can see and write the documents of this tenant, and nothing else of it. */
export function withReader<T>(
  database: Database,
  tenant: TenantId,
  work: () => Promise<T>,
): Promise<T> {
  return database.unitOfWork({ role: readerRole(tenant), searchPath: tenantSchema(tenant) }, work);
}
