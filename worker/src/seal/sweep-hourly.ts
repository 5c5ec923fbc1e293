import { setTimeout as pause } from 'node:timers/promises';
import { type Database, scheduleSeals, withRelay } from '@smart-accounting/database';
import type { Logger } from '@smart-accounting/monitoring';

/** Often enough that an hour's jobs are written early in it, also after a restart. */
const everyMs = 5 * 60_000;

/** Keeps the hourly `seal` jobs written until stopped. Any number of processes may do so: a job is written once. */
export async function sweepHourly(
  database: Database,
  logger: Logger,
  stopSignal: AbortSignal,
): Promise<void> {
  while (!stopSignal.aborted) {
    try {
      await withRelay(database, scheduleSeals);
    } catch (error) {
      logger.warn({ err: error }, 'hourly seal jobs not written; trying again later');
    }
    await pause(everyMs, undefined, { signal: stopSignal }).catch(() => {});
  }
}
