import { z } from 'zod';
import { type JobKind, jobKinds } from './job.ts';
import type { TenantId } from './tenant-id.ts';

/**
 * The broker's names. The arguments of a queue or exchange can never change once declared
 * (406 PRECONDITION_FAILED), therefore each queue carries a version.
 */
export const exchanges = {
  /** topic; key `<kind>.<lane>.<tenant>`; what no dedicated queue takes goes on to `shared` */
  jobs: 'jobs',
  /** topic; alternate exchange of `jobs`; routes by kind and lane to the shared queues */
  shared: 'jobs.shared',
  /** fanout; what the broker gave up delivering */
  dead: 'jobs.dead',
  /** topic; key `<tenant>.<resource>.<id>`; hints for the browser, sent after COMMIT, may be lost */
  events: 'events',
  /** topic; `report.<pool>`: workers tell busy and idle, so that the operator polls nobody; `retire.<worker>` back */
  workers: 'workers',
  /** topic; key is the pool's name; the operator tells each pool's state */
  pools: 'pools',
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
 * A tenant's first jobs of a kind ride the normal lane, the rest the bulk lane, so that one tenant's ten thousand
 * pages do not hold up another's one.
 */
export const lanes = ['normal', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** So many of a tenant's outstanding jobs of one kind ride the normal lane. */
export const normalLaneJobs = 20;

/** The queue of a kind and lane for all tenants that have none of their own. */
export function sharedQueue(kind: JobKind, lane: Lane = 'normal'): string {
  return lane === 'normal' ? `${kind}.v1` : `${kind}.${lane}.v1`;
}

/** Whether a shared queue is of the bulk lane. */
export function isBulkQueue(queue: string): boolean {
  return queue.endsWith('.bulk.v1');
}

/** The queue of a tenant's own pool; it takes both lanes of the kind. */
export function dedicatedQueue(kind: JobKind, tenant: TenantId): string {
  return `${kind}.${tenant}.v1`;
}

/** The kind of a queue that belongs to this tenant alone; null when it is no such queue. */
export function kindOfDedicatedQueue(queue: string, tenant: string): JobKind | null {
  return jobKinds.find((kind) => queue === `${kind}.${tenant}.v1`) ?? null;
}

/** What a tenant's own queue is bound with on the exchange `jobs`: both lanes of its kind. */
export function dedicatedBindingKey(kind: JobKind, tenant: string): string {
  return `${kind}.*.${tenant}`;
}

export function reportRoutingKey(pool: string): string {
  return `report.${pool}`;
}

export function retireRoutingKey(worker: string): string {
  return `retire.${worker}`;
}

export function jobRoutingKey(kind: JobKind, lane: Lane, tenant: TenantId): string {
  return `${kind}.${lane}.${tenant}`;
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
