import { hasUnsealed } from '@smart-accounting/books/ledger/seal/seal-entries';
import { query } from '@smart-accounting/database/tenancy/database';
import type { Handler } from '../run/job-context.ts';
import { forActiveTenants } from './for-active-tenants.ts';
import type { SealerResources } from './seal-books.ts';

/**
 * The `request_seals` job of the platform: asks for a seal wherever entries wait for one that nobody asked for, because a
 * process ended between COMMIT and its request.
 */
export const requestSeals: Handler<SealerResources> = (context) =>
  forActiveTenants(context, async (tenant) => {
    if (await hasUnsealed()) await requestSeal(tenant);
  });

/** An old request holds up no new one: somebody may have put it off. */
async function requestSeal(tenant: string): Promise<void> {
  await query(
    `INSERT INTO platform.jobs (id, tenant, kind)
       SELECT gen_random_uuid(), $1, 'seal' WHERE NOT EXISTS (
         SELECT FROM platform.jobs WHERE tenant = $1 AND kind = 'seal' AND state = 'pending'
           AND created_at BETWEEN now() - interval '1 hour' AND now())`,
    [tenant],
  );
}
