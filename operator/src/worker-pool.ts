import type { ProcessingJob } from '@smart-accounting/operator-contract';

/** One worker of a pool that was not told to stop. */
export interface PoolWorker {
  readonly name: string;
  /**
   * `pending`: its program does not run yet, so that it can be ended without asking. `starting`: it runs, and may take
   * a job before it is heard. `running`: it should be heard.
   */
  readonly phase: 'pending' | 'starting' | 'running';
}

export interface PoolView {
  /** Workers that were asked for; those that are not there yet count. */
  readonly replicas: number;
  readonly workers: readonly PoolWorker[];
  /** Told to stop, and not gone yet. */
  readonly draining: number;
  /** How often a worker ended without being told to, as far as is known; only its growth counts. */
  readonly crashes: number;
  /** Workers asked for, for whom there is no room anywhere. */
  readonly unplaced: number;
}

/** Where workers live: child processes of this machine, or pods. */
export interface WorkerPool {
  view(job: ProcessingJob): Promise<PoolView>;
  /**
   * Asks for so many workers.
   * @param victims when there will be fewer: these go first. They are told to stop and finish the job in hand.
   */
  scale(job: ProcessingJob, replicas: number, victims: readonly string[]): Promise<void>;
}
