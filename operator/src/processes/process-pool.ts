import { poolClassOf, type ProcessingJob } from '@smart-accounting/operator-contract';
import type { Logger } from '@smart-accounting/monitoring';
import type { PoolView, WorkerPool } from '../worker-pool.ts';
import { WorkerProcess, type WorkerProgram } from './worker-process.ts';

/** A worker that is not heard after so long may be doing anything. */
const startMs = 15_000;
/** One that dies right after its start is given a pause, so that it does not use up the machine. */
const earlyDeathMs = 5_000;
const restartPauseMs = 2_000;

interface Crew {
  replicas: number;
  crashes: number;
  /** Those told to stop are among them until they are gone. */
  readonly workers: Map<string, WorkerProcess>;
}

export interface ProcessPoolOptions {
  readonly program: WorkerProgram;
  /** First of the ports on which workers show health and metrics; 0: each takes any. */
  readonly metricsPort: number;
  readonly logger: Logger;
}

/** Workers as child processes of this one. One that dies is started again. */
export class ProcessPool implements WorkerPool {
  readonly #options: ProcessPoolOptions;
  readonly #crews = new Map<string, Crew>();
  readonly #ports = new Set<number>();
  #closed = false;

  constructor(options: ProcessPoolOptions) {
    this.#options = options;
  }

  view({ metadata: { name } }: ProcessingJob): Promise<PoolView> {
    const { replicas, crashes, workers } = this.#crewOf(name);
    const all = [...workers.values()];
    const nowMs = performance.now();
    return Promise.resolve({
      replicas,
      workers: all
        .filter(({ draining }) => !draining)
        .map((worker) => ({
          name: worker.name,
          phase: nowMs - worker.startedMs > startMs ? 'running' : 'starting',
        })),
      draining: all.filter(({ draining }) => draining).length,
      crashes,
      unplaced: 0, // a process finds room
    });
  }

  scale(job: ProcessingJob, replicas: number, victims: readonly string[]): Promise<void> {
    const crew = this.#crewOf(job.metadata.name);
    crew.replicas = replicas;
    const live = [...crew.workers.values()].filter(({ draining }) => !draining);
    const ordered = [
      ...live.filter(({ name }) => victims.includes(name)),
      ...live.filter(({ name }) => !victims.includes(name)).reverse(),
    ];
    for (const worker of ordered.slice(0, Math.max(0, live.length - replicas)))
      worker.stop(graceMs(job));
    this.#fill(job, crew);
    return Promise.resolve();
  }

  /** Tells every worker to stop, and resolves when all are gone. */
  async close(withinMs: number): Promise<void> {
    this.#closed = true;
    const all = [...this.#crews.values()].flatMap(({ workers }) => [...workers.values()]);
    for (const worker of all) worker.stop(withinMs);
    await Promise.all(all.map(({ ended }) => ended));
  }

  #crewOf(name: string): Crew {
    const crew = this.#crews.get(name) ?? { replicas: 0, crashes: 0, workers: new Map() };
    this.#crews.set(name, crew);
    return crew;
  }

  #fill(job: ProcessingJob, crew: Crew): void {
    if (this.#closed) return;
    const live = [...crew.workers.values()].filter(({ draining }) => !draining).length;
    for (let missing = crew.replicas - live; missing > 0; missing--) this.#start(job, crew);
  }

  #start(job: ProcessingJob, crew: Crew): void {
    const { name: pool } = job.metadata;
    const { logger, program } = this.#options;
    const name = freeName(pool, crew.workers);
    const port = this.#freePort();
    const worker = new WorkerProcess(name, poolClassOf(job.spec), program, {
      POOL: pool,
      WORKER_NAME: name,
      QUEUES: job.spec.queues.join(','),
      STOP_GRACE_SECONDS: String(graceMs(job) / 1000),
      METRICS_PORT: String(port),
    });
    crew.workers.set(name, worker);
    logger.info({ pool, worker: name, workerPid: worker.pid }, 'worker started');
    void worker.ended.then(({ told }) => {
      crew.workers.delete(name);
      this.#ports.delete(port);
      if (told) return;
      crew.crashes += 1;
      logger.warn({ pool, worker: name }, 'a worker ended by itself; another is started');
      const early = performance.now() - worker.startedMs < earlyDeathMs;
      setTimeout(() => this.#fill(job, crew), early ? restartPauseMs : 0);
    });
  }

  #freePort(): number {
    let port = this.#options.metricsPort;
    if (port === 0) return 0;
    while (this.#ports.has(port)) port++;
    this.#ports.add(port);
    return port;
  }
}

/** Half a minute more than the longest job. */
function graceMs({ spec }: ProcessingJob): number {
  return (spec.maxJobSeconds + 30) * 1000;
}

/** `ocr-1`, `ocr-2` …: the lowest that is free, so that logs stay few. */
function freeName(pool: string, taken: ReadonlyMap<string, unknown>): string {
  let number = 1;
  while (taken.has(`${pool}-${number}`)) number++;
  return `${pool}-${number}`;
}
