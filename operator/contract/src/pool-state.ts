import { z } from 'zod';
import { scalingReasonSchema } from './status.ts';

/** One hour of history: so many samples, each so long after the one before. */
export const poolSampleSeconds = 30;
export const poolSamples = 120;

/** How long the last state of a pool may be repeated; an older one means that its operator is silent. */
export const poolStateEveryMs = 10_000;
export const poolStateStaleMs = 35_000;

const count = z.int().nonnegative();

/** What happened to the number of workers, when and why; `message` is for operators, in English. */
const decisionSchema = z.object({
  at: z.iso.datetime(),
  from: count,
  to: count,
  reason: scalingReasonSchema,
  message: z.string(),
});

/**
 * A pool as its operator saw it last: sent on the exchange `pools` with every change and every few seconds. The
 * receiver needs no other message to show it, so messages may be lost.
 */
export const poolStateSchema = z.object({
  pool: z.string().min(1).max(63),
  tenant: z.string().nullable(),
  /** Empty when the pool is gone: the last message of a pool. */
  queues: z.array(z.string()),
  at: z.iso.datetime(),
  minReplicas: count,
  maxReplicas: count,
  /** Workers that should be there; `ready` are those that answer, `busy` those with a job in hand. */
  wanted: count,
  ready: count,
  busy: count,
  /** Told to stop, and finishing the job in hand; no longer part of the others. */
  draining: count,
  /** Jobs that wait in its queues; null when they could not be read. */
  backlog: count.nullable(),
  /** Why it has as many workers as it has now. */
  reason: scalingReasonSchema,
  message: z.string(),
  /** The last change; null when there was none since the operator started. */
  decision: decisionSchema.nullable(),
  /** Oldest first, the last one taken at `until`. Never more than `poolSamples`. */
  history: z.object({
    everySeconds: count,
    until: z.iso.datetime(),
    wanted: z.array(count),
    ready: z.array(count),
    busy: z.array(count),
    backlog: z.array(count.nullable()),
  }),
});
export type PoolState = z.infer<typeof poolStateSchema>;
