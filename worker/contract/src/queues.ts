import { z } from 'zod';
import { type JobClass, jobClasses } from './job.ts';
import type { TenantId } from './tenant-id.ts';

/**
 * The broker's names. The arguments of a queue or exchange can never change once declared
 * (406 PRECONDITION_FAILED), therefore each queue carries a version.
 */
export const exchanges = {
  /** topic; key `<class>.<lane>.<tenant>`; what no dedicated queue takes goes on to `shared` */
  jobs: 'jobs',
  /** topic; alternate exchange of `jobs`; routes by class and lane to the shared queues */
  shared: 'jobs.shared',
  /** fanout; what the broker gave up delivering */
  dead: 'jobs.dead',
  /** topic; key `<tenant>.<resource>.<id>`; hints for the browser, sent after COMMIT, may be lost */
  events: 'events',
  /** topic; `report.<pool>`: workers tell busy and idle, so that the operator polls nobody */
  reports: 'workers.reports',
  /** topic; `drain.<worker>`: what the operator asks of them, `wake.<class>`: the relay has published jobs. Of its own, since rights by topic do not see a `CC` header */
  workers: 'workers',
  /** topic; key is the pool's name; the operator tells each pool's state */
  pools: 'pools',
  /** fanout to `createdQueues`; of its own, because who may publish to the default exchange may publish to every queue */
  createdQueues: 'queues.created',
} as const;

export const deadLetterQueue = 'jobs.dead.v1';

/** What our own small queues are declared with. */
export const quorumArguments = { 'x-queue-type': 'quorum' } as const;

/**
 * Names of queues that had to be created by somebody who cannot see the jobs' rows: what was published to them before
 * is gone, and the relay publishes it again.
 */
export const createdQueues = 'queues.created.v1';
export const createdQueueSchema = z.object({ queue: z.string().min(1).max(255) });

/** Only a guard: retries are rows, so a message is delivered again only when no worker could start it. */
export const deliveryLimit = 20;

/**
 * A tenant's first jobs of a class ride the normal lane, the rest the bulk lane, so that one tenant's ten thousand
 * pages do not hold up another's one.
 */
export const lanes = ['normal', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** So many of a tenant's outstanding jobs of one class ride the normal lane. */
export const normalLaneJobs = 20;

/** The queue of a class and lane for all tenants that have none of their own. */
export function sharedQueue(jobClass: JobClass, lane: Lane = 'normal'): string {
  return lane === 'normal' ? `${jobClass}.v1` : `${jobClass}.${lane}.v1`;
}

/** Whether a shared queue is of the bulk lane. */
export function isBulkQueue(queue: string): boolean {
  return queue.endsWith('.bulk.v1');
}

/** The queue of a tenant's own pool; it takes both lanes of the class. */
export function dedicatedQueue(jobClass: JobClass, tenant: TenantId): string {
  return `${jobClass}.${tenant}.v1`;
}

/** The class of a queue that belongs to this tenant alone; null when it is no such queue. */
export function classOfDedicatedQueue(queue: string, tenant: string): JobClass | null {
  return jobClasses.find((jobClass) => queue === `${jobClass}.${tenant}.v1`) ?? null;
}

/** What a tenant's own queue is bound with on the exchange `jobs`: both lanes of its class. */
export function dedicatedBindingKey(jobClass: JobClass, tenant: string): string {
  return `${jobClass}.*.${tenant}`;
}

export function reportRoutingKey(pool: string): string {
  return `report.${pool}`;
}

export function drainRoutingKey(worker: string): string {
  return `drain.${worker}`;
}

/** The relay says so after each batch, so that idle workers need not ask the broker over and over. May be lost. */
export function wakeRoutingKey(jobClass: JobClass): string {
  return `wake.${jobClass}`;
}

/** The class of the jobs of a queue, shared or a tenant's own. @throws {RangeError} for a name that is no such queue's */
export function classOfQueue(queue: string): JobClass {
  const name = queue.split('.')[0];
  const found = jobClasses.find((jobClass) => jobClass === name);
  if (!found) throw new RangeError(`"${queue}" is not a queue of jobs`);
  return found;
}

/** @param tenant null for a job of the platform, which no tenant's own queue takes */
export function jobRoutingKey(jobClass: JobClass, lane: Lane, tenant: TenantId | null): string {
  return `${jobClass}.${lane}.${tenant ?? 'platform'}`;
}

export function eventRoutingKey(tenant: TenantId, resource: string, id: string): string {
  return `${tenant}.${resource}.${id}`;
}

/** What a queue of jobs is declared with; the same everywhere, else the broker refuses the second who declares it. */
export const jobQueueArguments = {
  'x-queue-type': 'quorum',
  'x-delivery-limit': deliveryLimit,
  'x-dead-letter-exchange': exchanges.dead,
  // A dead letter is only taken off the queue when its copy is safe; that needs reject-publish.
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
} as const;
