import type { PoolState, ProcessingJob, ScalingReason } from '@smart-accounting/operator-contract';
import {
  type Logger,
  reconciles,
  poolBacklog,
  poolWorkers,
  scalingDecisions,
} from '@smart-accounting/monitoring';
import { type QueueReader } from './broker/queue-reader.ts';
import type { DrainRequests } from './broker/drain-requests.ts';
import type { WorkerReports } from './broker/worker-reports.ts';
import { PoolHistory } from './pool-history.ts';
import { type Decision, decide, type Reading, remember, type ScalingMemory } from './scaling.ts';
import type { SharedCapacity } from './capacity.ts';
import type { PoolView, PoolWorker, WorkerPool } from './worker-pool.ts';

/** What one reconcile of a pool saw and did. */
export interface Observation {
  readonly state: PoolState;
  /** Why the queues could not be read; null when they could. */
  readonly readError: unknown;
  /** The change that was made; null when there was none. */
  readonly change: {
    readonly from: number;
    readonly to: number;
    readonly decision: Decision;
  } | null;
}

export interface AutoscalerParts {
  readonly pool: WorkerPool;
  readonly queues: QueueReader;
  readonly reports: WorkerReports;
  readonly drainRequests: DrainRequests;
  readonly capacity: SharedCapacity;
  readonly logger: Logger;
}

interface PoolRecord {
  memory: ScalingMemory | null;
  last: PoolState['decision'];
  readonly history: PoolHistory;
}

/** The workers of a pool by what is known of them. */
interface Presence {
  readonly pending: readonly string[];
  readonly starting: readonly string[];
  readonly idle: readonly string[];
  /** Who took a job last stands first. */
  readonly busy: readonly string[];
  readonly silent: readonly string[];
}

/** For these reasons a worker is told to stop even while it has a job in hand, which it then finishes or gives back. */
const evenBusy: ReadonlySet<ScalingReason> = new Set<ScalingReason>([
  'Pinned',
  'OutOfBounds',
  'FairShareLimited',
  'Fallback',
]);

/** Reconciles one pool at a time: reads its queues and workers, decides, and has the pool follow. */
export class Autoscaler {
  readonly #parts: AutoscalerParts;
  readonly #records = new Map<string, PoolRecord>();

  constructor(parts: AutoscalerParts) {
    this.#parts = parts;
  }

  /** @throws {Error} when the pool itself cannot be seen or changed */
  async reconcile(job: ProcessingJob): Promise<Observation> {
    const { pool, capacity } = this.#parts;
    const { name } = job.metadata;
    const record = this.#recordOf(name);
    const view = await pool.view(job);
    const { backlog, readError } = await this.#read(job);
    reconciles.inc({ outcome: backlog === null ? 'unread' : 'seen' });
    const presence = this.#presenceOf(name, view);
    const reading: Reading = {
      atMs: performance.now(),
      backlog,
      busy: presence.busy.length,
      silent: presence.silent.length,
      replicas: view.replicas,
      finished: this.#parts.reports.finishedIn(name),
      crashes: view.crashes,
      crowded: capacity.crowded(name),
    };
    record.memory = remember(job.spec, reading, record.memory);
    const alone = decide(job.spec, reading, Infinity, record.memory);
    const limit = capacity.limitOf(
      {
        pool: name,
        weight: job.spec.share.weight,
        guaranteed: job.spec.share.guaranteedReplicas,
        need: Math.min(alone.need ?? view.replicas, alone.replicas),
        wanted: alone.replicas,
        holds: view.replicas,
        draining: view.draining,
        unplaced: view.unplaced,
      },
      reading.atMs,
    );
    const decision = decide(job.spec, reading, limit, record.memory);
    const replicas = await this.#follow(job, decision, view, presence);
    capacity.granted(name, replicas);
    const change =
      replicas === view.replicas ? null : { from: view.replicas, to: replicas, decision };
    if (change) this.#note(name, change, record);
    return {
      state: present(job, record, { decision, replicas, view, presence, backlog }),
      readError,
      change,
    };
  }

  forget(name: string): void {
    this.#records.delete(name);
    this.#parts.capacity.forget(name);
    this.#parts.reports.forget(name);
    for (const state of ['wanted', 'ready', 'busy', 'draining'])
      poolWorkers.remove({ pool: name, state });
    poolBacklog.remove({ pool: name });
  }

  #recordOf(name: string): PoolRecord {
    const record = this.#records.get(name) ?? {
      memory: null,
      last: null,
      history: new PoolHistory(),
    };
    this.#records.set(name, record);
    return record;
  }

  async #read({ spec }: ProcessingJob): Promise<{ backlog: number | null; readError: unknown }> {
    try {
      return { backlog: await this.#parts.queues.waitingIn(spec.queues), readError: null };
    } catch (error) {
      return { backlog: null, readError: error };
    }
  }

  #presenceOf(pool: string, view: PoolView): Presence {
    const unheard: Record<PoolWorker['phase'], string[]> = {
      pending: [],
      starting: [],
      running: [],
    };
    const idle: string[] = [];
    const busy: { name: string; since: string }[] = [];
    for (const { name, phase } of view.workers) {
      const report = this.#parts.reports.of(pool, name);
      if (report?.job) busy.push({ name, since: report.busySince ?? '' });
      else if (report) idle.push(name);
      else unheard[phase].push(name);
    }
    const latestFirst = busy.sort((a, b) => (a.since < b.since ? 1 : -1));
    const { pending, starting, running: silent } = unheard;
    return { pending, starting, idle, silent, busy: latestFirst.map(({ name }) => name) };
  }

  /** Has the pool follow the decision as far as no job is cut off; gives how many workers there are asked for then. */
  async #follow(
    job: ProcessingJob,
    { replicas, reason }: Decision,
    view: PoolView,
    presence: Presence,
  ): Promise<number> {
    const { pool, drainRequests } = this.#parts;
    if (replicas === view.replicas) return replicas;
    if (replicas > view.replicas) {
      await pool.scale(job, replicas, []);
      return replicas;
    }
    const notThere = Math.max(0, view.replicas - view.workers.length);
    const surplus = view.replicas - replicas - notThere;
    const pending = presence.pending.slice(0, Math.max(0, surplus));
    const resting = await drainRequests.ask(
      job.metadata.name,
      presence.idle.slice(0, Math.max(0, surplus - pending.length)),
    );
    const gentle = [...pending, ...resting];
    const { starting, idle, busy, silent } = presence;
    const others = [...starting, ...idle, ...busy, ...silent].filter(
      (name) => !gentle.includes(name),
    );
    const victims = evenBusy.has(reason)
      ? [...gentle, ...others].slice(0, Math.max(0, surplus))
      : gentle;
    const left = surplus > 0 ? replicas + surplus - victims.length : replicas;
    if (left < view.replicas) await pool.scale(job, left, victims);
    return left;
  }

  #note(
    name: string,
    { from, to, decision }: NonNullable<Observation['change']>,
    record: PoolRecord,
  ): void {
    const { reason, message } = decision;
    record.last = { at: new Date().toISOString(), from, to, reason, message };
    scalingDecisions.inc({ pool: name, reason, direction: to > from ? 'out' : 'in' });
    this.#parts.logger.info({ pool: name, from, to, reason, message }, 'scaled');
  }
}

function present(
  { metadata: { name }, spec }: ProcessingJob,
  record: PoolRecord,
  seen: {
    decision: Decision;
    replicas: number;
    view: PoolView;
    presence: Presence;
    backlog: number | null;
  },
): PoolState {
  const { decision, replicas, view, presence, backlog } = seen;
  const now = new Date();
  const ready = presence.idle.length + presence.busy.length;
  const counts = { wanted: replicas, ready, busy: presence.busy.length };
  record.history.add(now, { ...counts, backlog });
  for (const [state, count] of Object.entries({ ...counts, draining: view.draining }))
    poolWorkers.set({ pool: name, state }, count);
  if (backlog !== null) poolBacklog.set({ pool: name }, backlog);
  return {
    pool: name,
    tenant: spec.tenant ?? null,
    queues: spec.queues,
    at: now.toISOString(),
    minReplicas: spec.scaling.minReplicas,
    maxReplicas: spec.scaling.maxReplicas,
    ...counts,
    draining: view.draining,
    backlog,
    reason: decision.reason,
    message: decision.message,
    decision: record.last,
    history: record.history.present(),
  };
}
