import type { ProcessingJob } from '@smart-accounting/operator-contract';
import { type Logger, reconcileLag, reconciles } from '@smart-accounting/monitoring';
import type { Autoscaler, Observation } from './autoscaler.ts';
import type { DedicatedQueues } from './broker/dedicated-queues.ts';
import type { PoolStatePublisher } from './broker/pool-state-publisher.ts';
import { QueueMissing } from './broker/queue-reader.ts';
import type { JobSource } from './job-source.ts';
import { WorkQueue } from './work-queue.ts';

export interface ControllerParts {
  readonly source: JobSource;
  readonly autoscaler: Autoscaler;
  readonly dedicated: DedicatedQueues;
  readonly states: PoolStatePublisher;
  readonly logger: Logger;
}

/** Brings every pool to what its ProcessingJob says, again and again. */
export class Controller {
  readonly #parts: ControllerParts;
  readonly #queue: WorkQueue;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#queue = new WorkQueue({
      work: (name) => this.#reconcile(name),
      onError: (name, error) => this.#failed(name, error),
      onLag: (lagMs) => reconcileLag.observe(lagMs / 1000),
      workers: 8,
      // Not much rarer than pools are reconciled anyway: what failed is made up for as soon as the others answer again.
      backoffMs: { first: 200, most: 3_000 },
    });
  }

  start(): void {
    this.#parts.source.follow((name) => this.#queue.add(name));
  }

  /** Reconciles no more pools; the workers are left as they are. */
  async close(): Promise<void> {
    await this.#queue.close();
  }

  async #reconcile(name: string): Promise<number | null> {
    const { source, autoscaler, dedicated } = this.#parts;
    const found = source.get(name);
    if (!found) {
      autoscaler.forget(name);
      return null;
    }
    const { job, deleting } = found;
    if (deleting) return this.#dismantle(job);
    if (job.spec.tenant !== undefined) await source.hold(name);
    await dedicated.ensure(job);
    const observation = await autoscaler.reconcile(job);
    if (observation.readError instanceof QueueMissing) dedicated.lost(observation.readError.queue);
    await this.#tell(name, observation);
    return job.spec.scaling.pollMilliseconds;
  }

  /**
   * A pool of all tenants ends its workers, and its queues stay for whoever serves them. A tenant's own queues take no
   * more jobs; their workers empty them, then they are deleted.
   */
  async #dismantle(job: ProcessingJob): Promise<number | null> {
    const { source, autoscaler, dedicated, states } = this.#parts;
    const { name } = job.metadata;
    const queues = await dedicated.unbind(job);
    const observation = await autoscaler.reconcile(emptying(job, queues));
    const { wanted, draining, backlog } = observation.state;
    if (wanted > 0 || draining > 0 || (queues.length > 0 && backlog !== 0)) {
      await this.#tell(name, {
        ...observation,
        state: { ...observation.state, reason: 'Emptying' },
      });
      return job.spec.scaling.pollMilliseconds;
    }
    await dedicated.remove(job);
    await source.release(name);
    autoscaler.forget(name);
    await states.publish({ ...observation.state, reason: 'Emptying', queues: [] });
    return null;
  }

  async #tell(name: string, observation: Observation): Promise<void> {
    await this.#parts.states.publish(observation.state);
    await this.#parts.source.report(name, observation);
  }

  #failed(name: string, error: unknown): void {
    const { source, logger } = this.#parts;
    reconciles.inc({ outcome: 'failed' });
    logger.warn({ err: error, pool: name }, 'a pool could not be reconciled');
    source.reportFailure(name, error).catch((second: unknown) => {
      logger.warn({ err: second, pool: name }, 'and that could not be told');
    });
  }
}

/** A pool that only works off what is left in `queues`, whatever its own wishes were. */
function emptying({ spec, ...job }: ProcessingJob, queues: readonly string[]): ProcessingJob {
  const { pinnedReplicas: _, ...rest } = spec;
  if (queues.length === 0) return { ...job, spec: { ...rest, pause: 'None', pinnedReplicas: 0 } };
  const scaling = {
    ...spec.scaling,
    minReplicas: 0,
    maxReplicas: Math.max(1, spec.scaling.maxReplicas),
    idleSecondsBeforeMinimum: 0,
  };
  return { ...job, spec: { ...rest, queues: [...queues], pause: 'None', scaling } };
}
