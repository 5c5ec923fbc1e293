import { classOfKind, jobKindSchema, sharedQueue } from '@smart-accounting/worker-contract';
import { type Database, query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';

/** For how many seconds the oldest job of each queue has been due without a worker; also what is not yet published. */
export async function oldestWaits(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await withRelay(database, () =>
    query<{ queue: string | null; kind: string; seconds: number }>(
      `SELECT queue, kind, extract(epoch FROM now() - min(greatest(run_at, created_at)))::int AS seconds
         FROM platform.jobs WHERE state = 'pending' AND claim IS NULL AND run_at <= now() GROUP BY queue, kind`,
    ),
  );
  const waits = new Map<string, number>();
  for (const { queue: published, kind, seconds } of rows) {
    const { data: known } = jobKindSchema.safeParse(kind);
    const queue = published ?? (known && sharedQueue(classOfKind(known)));
    if (queue) waits.set(queue, Math.max(seconds, waits.get(queue) ?? 0));
  }
  return waits;
}
