import {
  type Announcer,
  completeJob,
  holdClaim,
  type JobClaim,
  type ObjectStorage,
} from '@smart-accounting/database';
import type { Logger } from '@smart-accounting/monitoring';
import type { TenantId } from '@smart-accounting/worker-contract';

/** What every job works with. */
export interface WorkerResources {
  /** Runs a unit of work in the tenant of the job. */
  readonly inTenant: <T>(tenant: TenantId, work: () => Promise<T>) => Promise<T>;
  readonly storage: ObjectStorage;
  readonly announcer: Announcer;
  readonly logger: Logger;
}

/** One job in hand: its tenant, and the only two ways to write a result. */
export class JobContext {
  readonly tenant: TenantId;
  readonly claim: JobClaim;
  readonly resources: WorkerResources;
  /** Aborted when the job should be given back at the next good moment: the worker stops, or it has had its time. */
  readonly yieldSignal: AbortSignal;

  constructor(
    tenant: TenantId,
    claim: JobClaim,
    resources: WorkerResources,
    yieldSignal: AbortSignal,
  ) {
    this.tenant = tenant;
    this.claim = claim;
    this.resources = resources;
    this.yieldSignal = yieldSignal;
  }

  /** Reads in the tenant's books. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.resources.inTenant(this.tenant, work);
  }

  /** Writes part of the result. @throws {ClaimLost} when the job is no longer ours; then nothing is written */
  commit<T>(work: () => Promise<T>): Promise<T> {
    return this.read(async () => {
      await holdClaim(this.claim);
      return work();
    });
  }

  /** Writes the last of the result and marks the job done, together or not at all. @throws {ClaimLost} */
  finish(work?: () => Promise<void>): Promise<void> {
    return this.commit(async () => {
      await work?.();
      await completeJob(this.claim);
    });
  }
}

/** The job cannot succeed, ever: `reason` is a code that the portal turns into a sentence. */
export class PermanentFailure extends Error {
  readonly reason: string;

  constructor(reason: string, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** `yielded`: the job goes on later where it stopped, and no attempt is counted. */
export type Outcome = 'done' | 'yielded';
export type Handler = (context: JobContext) => Promise<Outcome>;
