import { query } from '@smart-accounting/database/tenancy/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import type { JobContext, Outcome } from '../run/job-context.ts';
import type { SealerResources } from './seal-books.ts';

/**
 * Does a job of the platform for each active tenant in turn, in a unit of work of its own, and finishes it. One whose books
 * cannot be worked on holds up no other, and the order is another each time, so that a job that has to be given back
 * reaches everybody in the end.
 * @throws {Error} when it could not be done for some; their ids are in the log
 */
export async function forActiveTenants(
  context: JobContext<SealerResources>,
  work: (tenant: TenantId) => Promise<unknown>,
): Promise<Outcome> {
  const { inTenant, logger } = context.resources;
  let failed = 0;
  for (const tenant of await activeTenants(context)) {
    if (context.yieldSignal.aborted) return 'yielded';
    await inTenant(tenant, () => work(tenant)).catch((error: unknown) => {
      failed++;
      logger.error({ err: error, tenant }, 'a job of the platform could not be done for a tenant');
    });
  }
  if (failed > 0) throw new Error(`could not be done for ${failed} tenants, see the log`);
  await context.finish();
  return 'done';
}

async function activeTenants(context: JobContext<SealerResources>): Promise<TenantId[]> {
  const tenants = await context.read(() =>
    query<{ id: string }>(
      `SELECT id FROM tenants WHERE state = 'active' AND to_regclass('t_' || id || '.seals') IS NOT NULL
         ORDER BY random()`,
    ),
  );
  return tenants.map(({ id }) => tenantIdSchema.parse(id));
}
