import { logContext } from '@smart-accounting/monitoring';
import { jobDefinitions, type JobKind, type JobPayload } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';
import { randomUuidV7 } from '../uuid-v7.ts';

type SubjectId<K extends JobKind> = (typeof jobDefinitions)[K]['subject'] extends null
  ? null
  : string;

interface JobOptions<K extends JobKind> {
  readonly payload?: JobPayload<K>;
  /** Not before; at once by default. */
  readonly runAt?: Date;
  /** A second job of this tenant and kind with the same key is not written. */
  readonly dueKey?: string | null;
}

/**
 * Writes a job's row in the current unit of work, so that the work and what it is for are committed together or not
 * at all. The relay publishes it after COMMIT.
 * @param subjectId of what the job is about, as its kind says
 */
export async function enqueueJob<K extends JobKind>(
  kind: K,
  subjectId: SubjectId<K>,
  { payload, runAt, dueKey = null }: JobOptions<K> = {},
): Promise<string> {
  const id = randomUuidV7();
  await query(
    `INSERT INTO platform.jobs (id, kind, subject_kind, subject_id, payload, run_at, due_key, request_id)
       VALUES ($1, $2, $3, $4, $5, coalesce($6, now()), $7, $8) ON CONFLICT (tenant, kind, due_key) DO NOTHING`,
    [
      id,
      kind,
      jobDefinitions[kind].subject,
      subjectId,
      jobDefinitions[kind].payload.parse(payload ?? {}),
      runAt ?? null,
      dueKey,
      logContext().requestId ?? null,
    ],
  );
  return id;
}

/** Runs a failed job again, from its first attempt; false when it is not a failed job of this tenant. */
export async function retryJob(id: string): Promise<boolean> {
  const rows = await query(
    `UPDATE platform.jobs SET state = 'pending', attempts = 0, run_at = now(), published_at = NULL, claim = NULL,
       claimed_until = NULL, reason = NULL, detail = NULL, finished_at = NULL
       WHERE id = $1 AND state = 'failed' RETURNING id`,
    [id],
  );
  if (rows.length > 0) await query("SELECT pg_notify('jobs', '')");
  return rows.length > 0;
}
