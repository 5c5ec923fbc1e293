import type { ChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { completeJob, holdClaim, type JobClaim } from '@smart-accounting/database/jobs/claim-job';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import type { Logger } from '@smart-accounting/monitoring';
import type { TenantId } from '@smart-accounting/worker-contract';

/** What every job works with. */
export interface JobResources {
  /** Runs a unit of work in the tenant of the job, or in none when it is the platform's, with the rights of this process. */
  readonly inTenant: <T>(tenant: TenantId | null, work: () => Promise<T>) => Promise<T>;
  readonly notifier: ChangeNotifier;
  readonly logger: Logger;
}

/** What the jobs of pools work with. */
export interface WorkerResources extends JobResources {
  readonly storage: ObjectStorage;
}

/** One job in hand: whose it is, and the only two ways to write a result. */
export class JobContext<R extends JobResources = WorkerResources> {
  readonly claim: JobClaim;
  readonly resources: R;
  /** Aborted when the job should be given back at the next good moment: the worker stops, or it has had its time. */
  readonly yieldSignal: AbortSignal;
  readonly #tenant: TenantId | null;

  constructor(tenant: TenantId | null, claim: JobClaim, resources: R, yieldSignal: AbortSignal) {
    this.#tenant = tenant;
    this.claim = claim;
    this.resources = resources;
    this.yieldSignal = yieldSignal;
  }

  /** @throws {PermanentFailure} when the job is the platform's */
  get tenant(): TenantId {
    if (this.#tenant === null) throw new PermanentFailure('internal', 'the job names no tenant');
    return this.#tenant;
  }

  /** Id of what the job is about. @throws {PermanentFailure} when it is about nothing */
  get subjectId(): string {
    const { subjectId } = this.claim;
    if (subjectId === null) throw new PermanentFailure('internal', 'the job names no subject');
    return subjectId;
  }

  /** Reads in the tenant's books, or in the shared tables when the job is the platform's. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.resources.inTenant(this.#tenant, work);
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
export type Handler<R extends JobResources = WorkerResources> = (
  context: JobContext<R>,
) => Promise<Outcome>;
