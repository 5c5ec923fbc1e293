import { hasUnsealed } from '@smart-accounting/books/ledger/seal/seal-entries';
import { query } from '@smart-accounting/database/tenancy/database';
import type { Handler } from '../run/job-context.ts';
import { activeTenants } from './active-tenants.ts';
import type { SealerResources } from './seal-books.ts';

/**
 * The `request_seals` job of the platform: asks for a seal wherever entries wait for one that nobody asked for, because a
 * process ended between COMMIT and its request.
 */
export const requestSeals: Handler<SealerResources> = async (context) => {
  for (const tenant of await activeTenants(context)) {
    if (context.yieldSignal.aborted) return 'yielded';
    await context.resources.inTenant(tenant, async () => {
      if (await hasUnsealed()) await requestSeal(tenant);
    });
  }
  await context.finish();
  return 'done';
};

async function requestSeal(tenant: string): Promise<void> {
  await query(
    `INSERT INTO platform.jobs (id, tenant, kind)
       SELECT gen_random_uuid(), $1, 'seal' WHERE NOT EXISTS (
         SELECT FROM platform.jobs WHERE tenant = $1 AND kind = 'seal' AND state = 'pending')`,
    [tenant],
  );
}
