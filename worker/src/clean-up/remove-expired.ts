import { query } from '@smart-accounting/database/tenancy/database';
import type { Handler } from '../run/job-context.ts';
import { forActiveTenants } from '../seal/for-active-tenants.ts';
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
  for (const removal of removals) {
    // Not by `commit`, which holds the job's row: a long removal would keep its claim from being renewed.
    const removed = await context.read(() => removeBy(`platform.${removal}`));
    if (removed > 0n) context.resources.logger.info({ removal, removed }, 'expired rows removed');
  }
  return forActiveTenants(context, () => removeBy('remove_old_idempotency_keys'));
};

async function removeBy(removal: string): Promise<bigint> {
  const [row] = await query<{ removed: bigint }>(`SELECT ${removal}() AS removed`);
  return row?.removed ?? 0n;
}
