import { query } from '@smart-accounting/database/tenancy/database';
import type { Handler } from '../run/job-context.ts';
import { activeTenants } from '../seal/active-tenants.ts';
import type { SealerResources } from '../seal/seal-books.ts';

/** Functions of the database: each removes the rows of one table that are over and old. How old is fixed inside. */
const removals = [
  'remove_finished_jobs',
  'remove_ended_sessions',
  'remove_expired_links',
  'remove_expired_invitations',
  'remove_unsent_mails',
  'remove_old_sign_in_attempts',
] as const;

/** The `remove_expired` job of the platform: a repeat finds less to remove. */
export const removeExpired: Handler<SealerResources> = async (context) => {
  const { inTenant, logger } = context.resources;
  for (const removal of removals) {
    const removed = await context.commit(() => removeBy(`platform.${removal}`));
    if (removed > 0n) logger.info({ removal, removed }, 'expired rows removed');
  }
  for (const tenant of await activeTenants(context)) {
    if (context.yieldSignal.aborted) return 'yielded';
    await inTenant(tenant, () => removeBy('remove_old_idempotency_keys'));
  }
  await context.finish();
  return 'done';
};

async function removeBy(removal: string): Promise<bigint> {
  const [row] = await query<{ removed: bigint }>(`SELECT ${removal}() AS removed`);
  return row?.removed ?? 0n;
}
