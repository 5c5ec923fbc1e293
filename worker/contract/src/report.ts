import { z } from 'zod';

/** How often a worker reports what it does, beside every change. */
export const reportEveryMs = 3_000;

/** A report this old counts for nothing: the worker is gone, or cannot reach the broker. */
export const reportStaleMs = 10_000;

/**
 * What a worker tells about itself: on every change and every few seconds. `busySince` is when it took the job in
 * hand. A worker that stops says `gone` last.
 */
export const workerReportSchema = z.object({
  worker: z.string().min(1).max(100),
  pool: z.string().min(1).max(63),
  /** `draining` takes no more jobs; without a job in hand it can be ended and nothing is interrupted. */
  state: z.enum(['idle', 'busy', 'draining', 'gone']),
  job: z.uuid().nullable(),
  busySince: z.iso.datetime().nullable(),
  /** Jobs finished since it started, whatever their outcome; the operator sees from it whether work gets done. */
  finished: z.number().int().nonnegative(),
});
export type WorkerReport = z.infer<typeof workerReportSchema>;

/**
 * Asks an idle worker to take no job for a while, so that it can be ended without interrupting one. It answers by a
 * report: `draining` without a job when it does so, `busy` when a job came first. Nobody needs to take the request
 * back: it runs out.
 */
export const drainRequestSchema = z.object({ forMs: z.number().int().positive().max(60_000) });
export type DrainRequest = z.infer<typeof drainRequestSchema>;
