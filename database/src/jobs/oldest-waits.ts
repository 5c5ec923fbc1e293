import { type Database, query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';

/** For how many seconds the oldest job of each queue has been due without a worker. */
export async function oldestWaits(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await withRelay(database, () =>
    query<{ queue: string; seconds: number }>(
      `SELECT coalesce(queue, kind || '.v1') AS queue, extract(epoch FROM now() - min(greatest(run_at, created_at)))::int AS seconds
         FROM platform.jobs WHERE state = 'pending' AND claim IS NULL AND run_at <= now() GROUP BY 1`,
    ),
  );
  return new Map(rows.map(({ queue, seconds }) => [queue, seconds]));
}
