import { type Database, query } from '../tenancy/database.ts';
import { withOperations } from '../tenancy/with-operations.ts';

/** What the clock asks for, and how it went the last time. */
export interface ListedSchedule {
  readonly kind: string;
  readonly scope: 'platform' | 'all_tenants' | 'tenant';
  readonly tenant: string | null;
  readonly everySeconds: number;
  /** Null where somebody stopped it: `infinity` in its row. */
  readonly nextAt: Date | null;
  /** The interval for which jobs were written last; null before the first. */
  readonly lastAt: Date | null;
  /** Those jobs by state. What was done more than thirty days ago is no longer there. */
  readonly pending: number;
  readonly done: number;
  readonly failed: number;
}

/** All schedules, by kind. */
export function listSchedules(database: Database): Promise<ListedSchedule[]> {
  return withOperations(database, null, () =>
    query<ListedSchedule>(
      `SELECT s.kind, s.scope, s.tenant, extract(epoch FROM s.every)::int AS "everySeconds", nullif(s.next_at, 'infinity') AS "nextAt",
         s.last_at AS "lastAt", count(*) FILTER (WHERE j.state = 'pending')::int AS pending,
         count(*) FILTER (WHERE j.state = 'done')::int AS done, count(*) FILTER (WHERE j.state = 'failed')::int AS failed
         FROM schedules s LEFT JOIN jobs j ON j.kind = s.kind AND j.due_key = due_key(s.last_at)
           AND (s.tenant IS NULL OR j.tenant = s.tenant)
         GROUP BY s.kind, s.scope, s.tenant, s.every, s.next_at, s.last_at ORDER BY s.kind, s.tenant`,
    ),
  );
}
