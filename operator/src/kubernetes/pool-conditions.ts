import type { ScalingReason } from '@smart-accounting/operator-contract';
import type { Observation } from '../autoscaler.ts';
import { QueueMissing } from '../broker/queue-reader.ts';
import { NotDedicated } from '../broker/dedicated-queues.ts';
import { ApiError } from './api-client.ts';
import type { NewCondition } from './apply-status.ts';
import { NotOurs } from './deployment-pool.ts';
import type { Trouble } from './pod-trouble.ts';
import { NoImage } from './worker-deployment.ts';

/** With these the number of workers does not follow the work. */
const standingStill: ReadonlySet<ScalingReason> = new Set<ScalingReason>([
  'Paused',
  'Pinned',
  'PoisonSuspected',
  'QueueUnreachable',
  'Fallback',
]);

/** What an observation says of a pool, as conditions. */
export function conditionsFrom(
  observation: Observation,
  trouble: Trouble | null,
  generation: number,
): NewCondition[] {
  const { reason, message } = observation.state;
  const scaling: NewCondition = {
    type: 'Scaling',
    status: standingStill.has(reason) ? 'False' : 'True',
    reason,
    message,
    observedGeneration: generation,
  };
  return [{ ...readiness(observation, trouble), observedGeneration: generation }, scaling];
}

/** What is said of a pool that could not be reconciled. */
export function failureOf(error: unknown, generation: number): NewCondition {
  return {
    type: 'Ready',
    status: 'False',
    reason: reasonOf(error),
    message: error instanceof Error ? error.message : String(error),
    observedGeneration: generation,
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotOurs) return 'NameTaken';
  if (error instanceof NoImage) return 'NoImage';
  if (error instanceof NotDedicated) return 'NotDedicated';
  if (error instanceof ApiError && error.reason) return error.reason;
  return 'ReconcileFailed';
}

/**
 * Whether the pool can do its work: its queues can be read, and its pods run. With some at work it is ready, too, when a
 * full cluster has no room for more: nothing is wrong with it, and whoever waits for it (`helm --wait`) need not.
 */
function readiness(
  { readError, state: { ready } }: Observation,
  trouble: Trouble | null,
): NewCondition {
  if (readError instanceof QueueMissing)
    return { type: 'Ready', status: 'False', reason: 'QueueMissing', message: readError.message };
  const roomFor = trouble?.reason === 'Unschedulable' ? ready : 0;
  if (trouble && roomFor === 0) return { type: 'Ready', status: 'False', ...trouble };
  if (readError) {
    const message = readError instanceof Error ? readError.message : 'the queues cannot be read';
    return { type: 'Ready', status: 'Unknown', reason: 'QueueUnreachable', message };
  }
  if (trouble) {
    const message = `there is room for ${roomFor} workers and no more: ${trouble.message}`;
    return { type: 'Ready', status: 'True', reason: trouble.reason, message };
  }
  const message = 'its queues are read, and nothing keeps its workers from running';
  return { type: 'Ready', status: 'True', reason: 'Serving', message };
}
