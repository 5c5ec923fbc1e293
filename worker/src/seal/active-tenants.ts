import { query } from '@smart-accounting/database/tenancy/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import type { JobContext } from '../run/job-context.ts';
import type { SealerResources } from './seal-books.ts';

/** The tenants whose books are there to be worked on, for a job of the platform. */
export async function activeTenants(context: JobContext<SealerResources>): Promise<TenantId[]> {
  const tenants = await context.read(() =>
    query<{ id: string }>(
      "SELECT id FROM tenants WHERE state = 'active' AND to_regclass('t_' || id || '.seals') IS NOT NULL ORDER BY id",
    ),
  );
  return tenants.map(({ id }) => tenantIdSchema.parse(id));
}
