import { setTimeout as pause } from 'node:timers/promises';
import { hasUnsealed } from '@smart-accounting/books/ledger/seal/seal-entries';
import { type Database, query } from '@smart-accounting/database/tenancy/database';
import { withSealer } from '@smart-accounting/database/tenancy/with-sealer';
import type { Logger } from '@smart-accounting/monitoring';
import { tenantIdSchema } from '@smart-accounting/worker-contract';

/** A process may end between COMMIT and its request to seal: no entry waits longer than this for somebody to notice. */
const everyMs = 2 * 60_000;

/** Looks for entries that nobody asked to seal, and has all books verified once a day, until stopped. */
export async function sweepBooks(
  database: Database,
  logger: Logger,
  stopSignal: AbortSignal,
): Promise<void> {
  while (!stopSignal.aborted) {
    try {
      await requestForgottenSeals(database, stopSignal);
      await withSealer(database, null, requestVerifications);
    } catch (error) {
      logger.warn({ err: error }, 'books not swept; trying again later');
    }
    await pause(everyMs, undefined, { signal: stopSignal }).catch(() => {});
  }
}

/** Writes a `seal` job for every active tenant with entries that wait; a tenant that is erased meanwhile is passed over. */
export async function requestForgottenSeals(
  database: Database,
  stopSignal: AbortSignal,
): Promise<void> {
  const tenants = await withSealer(database, null, () =>
    query<{ id: string }>("SELECT id FROM tenants WHERE state = 'active'"),
  );
  for (const { id } of tenants) {
    if (stopSignal.aborted) return;
    const tenant = tenantIdSchema.parse(id);
    await withSealer(database, tenant, async () => {
      const [books] = await query<{ there: boolean }>(
        "SELECT to_regclass('journal_counters') IS NOT NULL AS there",
      );
      if (books?.there && (await hasUnsealed())) await requestSweptSeal(tenant);
    });
  }
}

async function requestSweptSeal(tenant: string): Promise<void> {
  await query(
    `INSERT INTO platform.jobs (id, tenant, kind, payload, due_key)
       SELECT gen_random_uuid(), $1, 'seal', '{}', 'sweep:' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI')
       WHERE NOT EXISTS (SELECT FROM platform.jobs WHERE tenant = $1 AND kind = 'seal' AND state = 'pending')
       ON CONFLICT (tenant, kind, due_key) DO NOTHING`,
    [tenant],
  );
}

/**
 * Writes today's `verify` job of every active tenant that has none yet, spread over the day by the tenant's id so that
 * they do not all begin at once, and removes its own jobs that are over and old. Gives how many were written.
 */
export async function requestVerifications(): Promise<number> {
  await query('SELECT platform.remove_finished_jobs()');
  const rows = await query(
    `INSERT INTO jobs (id, tenant, kind, payload, run_at, due_key)
       SELECT gen_random_uuid(), id, 'verify', '{}',
         date_trunc('day', now()) + make_interval(secs => abs(hashtext(id)::bigint) % 86400),
         'day:' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')
       FROM tenants WHERE state = 'active'
       ON CONFLICT (tenant, kind, due_key) DO NOTHING RETURNING id`,
  );
  return rows.length;
}
