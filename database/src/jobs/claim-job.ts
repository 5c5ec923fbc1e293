import { randomUUID } from 'node:crypto';
import { jobLimits, type JobMessage } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';

/** A job that is ours until `claimed_until`; results are written only while it is. */
export interface JobClaim {
  readonly id: string;
  readonly claim: string;
  /** As it stands in the row, which an earlier or later version may have written. */
  readonly kind: string;
  readonly payload: unknown;
  /** Of what it is about; null where its kind is about nothing in particular. */
  readonly subjectId: string | null;
  /** From 1. */
  readonly attempt: number;
  /** Milliseconds from when it was due, and there, until now. */
  readonly waitedMs: number;
  readonly requestId: string | null;
}

/** Somebody else holds the job now, or it is finished: whatever was about to be written must not be. */
export class ClaimLost extends Error {
  constructor(job: string) {
    super(`job ${job} is no longer ours`);
  }
}

/**
 * Takes a job for this worker, or gives null when there is nothing to take: it is done, failed, not due yet, held by
 * another, its tenant is suspended or is not the one that the message names, or it is gone. Runs in the job's tenant, if it
 * has one.
 */
export async function claimJob({ tenant, job: id }: JobMessage): Promise<JobClaim | null> {
  const claim = randomUUID();
  const [row] = await query<{
    kind: string;
    payload: unknown;
    subjectId: string | null;
    attempts: number;
    waited: number;
    requestId: string | null;
  }>(
    `UPDATE platform.jobs SET claim = $2, claimed_until = now() + make_interval(secs => $3), attempts = attempts + 1,
       started_at = coalesce(started_at, now())
       WHERE id = $1 AND tenant IS NOT DISTINCT FROM $4 AND state = 'pending' AND run_at <= now()
         AND (claimed_until IS NULL OR claimed_until < now())
         AND (tenant NOT IN (SELECT id FROM platform.tenants WHERE state = 'suspended')) IS NOT FALSE
       RETURNING kind, payload, subject_id AS "subjectId", attempts,
         extract(epoch FROM now() - greatest(run_at, created_at))::float8 * 1000 AS waited,
         request_id AS "requestId"`,
    [id, claim, jobLimits.claimMs / 1000, tenant],
  );
  if (!row) return null;
  return {
    id,
    claim,
    kind: row.kind,
    payload: row.payload,
    subjectId: row.subjectId,
    attempt: row.attempts,
    waitedMs: row.waited,
    requestId: row.requestId,
  };
}

/** Holds the job for another while. @throws {ClaimLost} */
export async function renewClaim({ id, claim }: JobClaim): Promise<void> {
  await onOwnRow(
    id,
    claim,
    'claimed_until = now() + make_interval(secs => $3)',
    jobLimits.claimMs / 1000,
  );
}

/**
 * Locks the job's row until COMMIT and makes sure that it is still ours: called first in every unit of work that
 * writes results. @throws {ClaimLost}
 */
export async function holdClaim({ id, claim }: JobClaim): Promise<void> {
  const rows = await query(
    'SELECT FROM platform.jobs WHERE id = $1 AND claim = $2 AND claimed_until > now() FOR UPDATE',
    [id, claim],
  );
  if (rows.length === 0) throw new ClaimLost(id);
}

/** Marks the job done, in the unit of work that writes its last result. @throws {ClaimLost} */
export async function completeJob({ id, claim }: JobClaim): Promise<void> {
  await onOwnRow(
    id,
    claim,
    "state = 'done', finished_at = now(), claim = NULL, claimed_until = NULL, reason = NULL, detail = NULL",
  );
}

/** Gives the job back unfinished, due again at once, without counting the attempt. @throws {ClaimLost} */
export async function yieldJob({ id, claim }: JobClaim): Promise<void> {
  await onOwnRow(
    id,
    claim,
    'run_at = now(), published_at = NULL, claim = NULL, claimed_until = NULL, attempts = attempts - 1',
  );
  await query("SELECT pg_notify('jobs', '')");
}

/**
 * Records that an attempt failed: due again after a growing pause, or failed for good when the attempts are used up or
 * no retry can help.
 * @param reason a code that the portal turns into a sentence; `detail` is for the operator
 * @returns whether the job will be tried again
 * @throws {ClaimLost}
 */
export async function failAttempt(
  { id, claim, attempt }: JobClaim,
  { reason, detail, final }: { reason: string; detail: string; final: boolean },
): Promise<boolean> {
  if (final || attempt >= jobLimits.maxAttempts) {
    await onOwnRow(
      id,
      claim,
      "state = 'failed', finished_at = now(), claim = NULL, claimed_until = NULL, reason = $3, detail = $4",
      reason,
      detail,
    );
    return false;
  }
  await onOwnRow(
    id,
    claim,
    `run_at = now() + make_interval(secs => $3), published_at = NULL, claim = NULL, claimed_until = NULL, reason = $4,
     detail = $5`,
    backoffSeconds(attempt),
    reason,
    detail,
  );
  return true;
}

/** The pause after a failed attempt: 2, 8, 32, 128 seconds. */
export function backoffSeconds(attempt: number): number {
  return 2 * 4 ** (attempt - 1);
}

async function onOwnRow(
  id: string,
  claim: string,
  assignments: string,
  ...values: readonly unknown[]
): Promise<void> {
  const rows = await query(
    `UPDATE platform.jobs SET ${assignments} WHERE id = $1 AND claim = $2 AND state = 'pending' RETURNING id`,
    [id, claim, ...values],
  );
  if (rows.length === 0) throw new ClaimLost(id);
}
