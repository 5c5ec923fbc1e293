import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../tenancy/database.ts';
import { withOperations } from '../tenancy/with-operations.ts';

/** How many jobs of a tenant are still to be done. */
export async function countPendingJobs(database: Database, tenant: TenantId): Promise<number> {
  const jobs = await withOperations(database, null, () =>
    query("SELECT FROM jobs WHERE tenant = $1 AND state = 'pending'", [tenant]),
  );
  return jobs.length;
}
