import type { ProcessingJob } from '@smart-accounting/operator-contract';
import type { Observation } from './autoscaler.ts';

/** A ProcessingJob as it stands in its source. */
export interface SourcedJob {
  readonly job: ProcessingJob;
  /** Somebody deleted it; it stays until `release`. */
  readonly deleting: boolean;
}

/** Where ProcessingJobs are written: the API server, or a file of this machine. */
export interface JobSource {
  get(name: string): SourcedJob | null;
  /** Calls `changed` with the name of every resource now there, and of each that changes later. */
  follow(changed: (name: string) => void): void;
  /** From now on it stays until `release`, even when somebody deletes it: something outside is about to belong to it. */
  hold(name: string): Promise<void>;
  /** What reconciling it showed. */
  report(name: string, observation: Observation): Promise<void>;
  /** It could not be reconciled: what is wrong with it, or with us. */
  reportFailure(name: string, error: unknown): Promise<void>;
  /** All that belonged to it is gone: it need not be kept. */
  release(name: string): Promise<void>;
}
