import { sealRequestsFailed } from '@smart-accounting/monitoring';
import { afterCommit, type Database, query } from '@smart-accounting/database/tenancy/database';

/** A tenant's books are sealed at most once in this time, whatever is posted in it; the database counts in it, too. */
export const sealWindowMs = 5_000;

/** The last window for which this process asked, by role of the tenant. */
const asked = new WeakMap<Database, Map<string, number>>();

/**
 * Asks for a `seal` job at the end of the current five seconds, when the current unit of work has committed. (Within
 * the posting's transaction the job's row would cost a third of the speed.) It asks by a function of the tenant's
 * schema, since no tenant's role may write such jobs. Entries whose request is lost are found by the job `request_seals`.
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
        .unitOfWork(scope, () => query('SELECT request_seal()'))
        .then(
          () => {},
          () => sealRequestsFailed.inc(),
        ),
    );
  });
}
