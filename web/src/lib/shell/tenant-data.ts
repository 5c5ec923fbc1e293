import { page } from '$app/state';
import type { Permission, Session, Tenant } from '@smart-accounting/api-contract';
import { type Counts, newestCounts } from './counts.svelte.ts';
import type { Paths } from '#lib/paths.ts';

export interface TenantData {
  readonly tenant: Tenant;
  readonly tenants: readonly Tenant[];
  readonly person: Session['person'];
  readonly counts: Counts;
  readonly paths: Paths;
}

/** What the layout of a tenant loaded; for components inside it. Read it inside `$derived`. */
export function tenantData(): TenantData {
  const { tenant, tenants, person, counts, paths } = page.data;
  return { tenant, tenants, person, counts: newestCounts(counts), paths };
}

/** Whether this person may do something here: what they may not is not shown at all. */
export function may(permission: Permission): boolean {
  return tenantData().tenant.permissions.includes(permission);
}
