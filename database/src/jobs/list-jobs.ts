import type { listJobs as listJobsOperation, QueryOf } from '@smart-accounting/api-contract';
import { listPage, type Page } from '../paging/keyset-page.ts';
import { found } from '../refusal.ts';
import { query } from '../tenancy/database.ts';

/** A job as its tenant sees it. */
export interface ListedJob {
  readonly id: string;
  /** Also of another version. */
  readonly kind: string;
  readonly state: 'pending' | 'done' | 'failed';
  readonly attempts: number;
  readonly reason: string | null;
  readonly detail: string | null;
  /** Id and name of the document that it is about. */
  readonly document: string | null;
  readonly fileName: string | null;
  readonly createdAt: Date;
  readonly runAt: Date;
  readonly finishedAt: Date | null;
}

const jobs = `
  j.id, j.kind, j.state, j.attempts, j.reason, j.detail, d.id AS document, d.file_name AS "fileName",
    j.created_at AS "createdAt", j.run_at AS "runAt", j.finished_at AS "finishedAt"
  FROM platform.jobs j LEFT JOIN documents d ON d.id = j.subject_id AND j.subject_kind = 'document'`;

/** A tenant's jobs, latest first. Runs in the tenant's unit of work, as all here. */
export async function listJobs(
  filter: QueryOf<typeof listJobsOperation>,
): Promise<Page<ListedJob>> {
  return listPage<ListedJob>(filter, {
    rows: jobs,
    where: 'j.tenant = platform.current_tenant() AND ($1::text IS NULL OR j.state = $1)',
    values: [filter.state ?? null],
    by: { 'j.created_at': 'timestamptz', 'j.id': 'uuid' },
    descending: true,
  });
}

/** @throws {Refusal} not_found */
export async function findJob(id: string): Promise<ListedJob> {
  const [job] = await query<ListedJob>(
    `SELECT ${jobs} WHERE j.tenant = platform.current_tenant() AND j.id = $1`,
    [id],
  );
  return found(job);
}
