import {
  claimJob,
  ClaimLost,
  failAttempt,
  type JobClaim,
  renewClaim,
  yieldJob,
} from '@smart-accounting/database/jobs/claim-job';
import { StorageUnavailable } from '@smart-accounting/database/storage/object-storage';
import { jobDuration, jobsFinished, queueWait, withLogContext } from '@smart-accounting/monitoring';
import {
  type JobKind,
  jobKindSchema,
  jobLimits,
  type JobMessage,
} from '@smart-accounting/worker-contract';
import { UnreadableDocument } from '../recognise/open-document.ts';
import { crashPoint } from './crash-point.ts';
import { type Handler, JobContext, type JobResources, PermanentFailure } from './job-context.ts';

/**
 * Does the job that a message points to, if it is there to be done. Resolves when the message can be acknowledged:
 * the job is finished, will be published again, or was never ours. Rejects only when the claim could not be asked for.
 */
export async function runJob<R extends JobResources>(
  message: JobMessage,
  handlers: Partial<Record<JobKind, Handler<R>>>,
  resources: R,
  stopSignal: AbortSignal,
): Promise<void> {
  const { inTenant, notifier, logger } = resources;
  crashPoint('received');
  const claim = await inTenant(message.tenant, () => claimJob(message));
  if (!claim) return;
  queueWait.observe({ kind: claim.kind }, claim.waitedMs / 1000);
  await withLogContext(
    { tenant: message.tenant ?? undefined, job: claim.id, requestId: claim.requestId ?? undefined },
    async () => {
      const endTimer = jobDuration.startTimer({ kind: claim.kind });
      crashPoint('claimed');
      const outcome = await attempt(message, claim, handlers, resources, stopSignal);
      const seconds = endTimer();
      jobsFinished.inc({ kind: claim.kind, outcome });
      logger.info({ kind: claim.kind, attempt: claim.attempt, outcome, seconds }, 'job');
      if (message.tenant !== null)
        notifier.send({ tenant: message.tenant, resource: 'job', id: claim.id });
    },
  );
}

type AttemptOutcome = 'done' | 'yielded' | 'retried' | 'failed' | 'lost';

async function attempt<R extends JobResources>(
  message: JobMessage,
  claim: JobClaim,
  handlers: Partial<Record<JobKind, Handler<R>>>,
  resources: R,
  stopSignal: AbortSignal,
): Promise<AttemptOutcome> {
  const { inTenant, logger } = resources;
  const lost = new AbortController();
  const renewing = setInterval(() => {
    inTenant(message.tenant, () => renewClaim(claim)).catch((error: unknown) => {
      logger.warn({ err: error }, 'claim not renewed');
      if (error instanceof ClaimLost) lost.abort();
    });
  }, jobLimits.renewMs);
  const yieldSignal = AbortSignal.any([
    stopSignal,
    lost.signal,
    AbortSignal.timeout(jobLimits.yieldAfterMs),
  ]);
  try {
    const { data: kind } = jobKindSchema.safeParse(claim.kind);
    const handler = kind && handlers[kind];
    if (!handler)
      throw new PermanentFailure('unknown_kind', `this worker does not do ${claim.kind} jobs`);
    const outcome = await handler(new JobContext(message.tenant, claim, resources, yieldSignal));
    if (outcome === 'yielded') await inTenant(message.tenant, () => yieldJob(claim));
    return outcome;
  } catch (error) {
    if (error instanceof ClaimLost) return 'lost';
    logger.warn({ err: error, attempt: claim.attempt }, 'job attempt failed');
    return await recordFailure(message, claim, error, resources);
  } finally {
    clearInterval(renewing);
  }
}

/** When even this cannot be written, the claim runs out and the relay publishes the job again. */
async function recordFailure(
  message: JobMessage,
  claim: JobClaim,
  error: unknown,
  { inTenant, logger }: JobResources,
): Promise<AttemptOutcome> {
  try {
    const retried = await inTenant(message.tenant, () => failAttempt(claim, describe(error)));
    return retried ? 'retried' : 'failed';
  } catch (second) {
    logger.warn({ err: second }, 'failure not recorded; the claim will run out');
    return 'lost';
  }
}

function describe(error: unknown): { reason: string; detail: string; final: boolean } {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
  if (error instanceof UnreadableDocument) return { reason: error.reason, detail, final: true };
  if (error instanceof PermanentFailure) return { reason: error.reason, detail, final: true };
  if (error instanceof StorageUnavailable)
    return { reason: 'storage_unavailable', detail, final: false };
  return { reason: 'internal', detail, final: false };
}
