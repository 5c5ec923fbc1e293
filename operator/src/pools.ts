import type { Dependency } from '@smart-accounting/monitoring';
import type { JobSource } from './job-source.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Where ProcessingJobs are written and where their workers live: this machine, or a cluster. */
export interface Pools {
  readonly source: JobSource;
  readonly pool: WorkerPool;
  /** What must be reachable for us to be ready. */
  readonly dependencies: readonly Dependency[];
  /** Resolves when everything is known and nobody else acts: from then on we may. */
  lead(): Promise<void>;
  /** No resource is followed any more. Before the last reconciles are over. */
  stopFollowing(): void;
  /** Lets go of everything, after the last reconcile. */
  close(): Promise<void>;
}
