import { query } from '../tenancy/database.ts';

/**
 * Writes this hour's `seal` job of every active tenant that has none yet, which finds entries nobody asked to seal,
 * and removes jobs that are done and a day old. Runs in a unit of work of `withRelay`; gives how many were written.
 */
export async function scheduleSeals(): Promise<number> {
  await query(
    "DELETE FROM jobs WHERE kind = 'seal' AND state = 'done' AND finished_at < now() - interval '1 day'",
  );
  const rows = await query(
    `INSERT INTO jobs (id, tenant, kind, payload, due_key)
       SELECT gen_random_uuid(), id, 'seal', '{}', 'hour:' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24')
       FROM tenants WHERE state = 'active'
       ON CONFLICT (tenant, kind, due_key) DO NOTHING RETURNING id`,
  );
  return rows.length;
}
