import { sealRequestsFailed } from '@smart-accounting/monitoring';
import { enqueueJob } from '../jobs/enqueue-job.ts';
import { afterCommit, type Database } from '../tenancy/database.ts';

/** A tenant's books are sealed at most once in this time, whatever is posted in it. */
export const sealWindowMs = 5_000;

/** The last window for which this process asked, by role of the tenant. */
const asked = new WeakMap<Database, Map<string, number>>();

/**
 * Asks for a `seal` job at the end of the current five seconds, when the current unit of work has committed. (Within
 * the posting's transaction the job's row would cost a third of the speed.) Entries whose request is lost are found
 * by the hourly sweep.
 */
export function requestSeal(): void {
  afterCommit((database, scope) => {
    const window = Math.floor(Date.now() / sealWindowMs);
    const windows = asked.get(database) ?? new Map<string, number>();
    asked.set(database, windows);
    if (windows.get(scope.role) === window) return;
    windows.set(scope.role, window);
    database.inBackground(() =>
      database
        .unitOfWork(scope, () => enqueueJob('seal', {}, sealDue(window)))
        .then(
          () => {},
          () => sealRequestsFailed.inc(),
        ),
    );
  });
}

/** All processes give the same key for the same five seconds, so one job is written. */
function sealDue(window: number): { runAt: Date; dueKey: string } {
  return { runAt: new Date((window + 1) * sealWindowMs), dueKey: `posted:${window}` };
}
