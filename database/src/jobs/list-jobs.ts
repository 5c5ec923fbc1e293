import type { JobKind } from '@smart-accounting/worker-contract';
import type { listJobs as listJobsOperation, QueryOf } from '@smart-accounting/api-contract';
import { decodeCursor, type Page, pageOfRows } from '../paging/keyset-page.ts';
import { Refusal } from '../refusal.ts';
import { query } from '../tenancy/database.ts';

/** A job as its tenant sees it. */
export interface ListedJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: 'pending' | 'done' | 'failed';
  readonly attempts: number;
  readonly reason: string | null;
  readonly detail: string | null;
  /** Id and name of the document that it is about. */
  readonly document: string | null;
  readonly fileName: string | null;
  readonly createdAt: Date;
  /** The same to the microsecond, for where a page ends. */
  readonly createdText: string;
  readonly runAt: Date;
  readonly finishedAt: Date | null;
}

const selectJobs = `
  SELECT j.id, j.kind, j.state, j.attempts, j.reason, j.detail, d.id AS document, d.file_name AS "fileName",
    j.created_at AS "createdAt", j.created_at::text AS "createdText", j.run_at AS "runAt", j.finished_at AS "finishedAt"
  FROM platform.jobs j LEFT JOIN documents d ON d.id = j.subject_id AND j.subject_kind = 'document'
  WHERE j.tenant = platform.current_tenant()`;

/** A tenant's jobs, latest first. Runs in the tenant's unit of work, as all here. */
export async function listJobs(
  filter: QueryOf<typeof listJobsOperation>,
): Promise<Page<ListedJob>> {
  const [before, beforeId] = decodeCursor(filter.cursor, 'instant', 'uuid');
  const rows = await query<ListedJob>(
    `${selectJobs} AND ($1::text IS NULL OR j.state = $1)
       AND ($2::timestamptz IS NULL OR (j.created_at, j.id) < ($2, $3::uuid))
       ORDER BY j.created_at DESC, j.id DESC LIMIT $4`,
    [filter.state ?? null, before, beforeId, filter.limit + 1],
  );
  return pageOfRows(rows, filter.limit, (row) => [row.createdText, row.id]);
}

/** @throws {Refusal} not_found */
export async function findJob(id: string): Promise<ListedJob> {
  const [job] = await query<ListedJob>(`${selectJobs} AND j.id = $1`, [id]);
  if (!job) throw new Refusal('not_found');
  return job;
}
