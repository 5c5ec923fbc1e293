import { type Job, listJobs, retryJob as retryJobOperation } from '@smart-accounting/api-contract';
import { query, retryJob } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { type Route, tenantRoute } from '../http/route.ts';

interface Row {
  id: string;
  kind: string;
  state: Job['state'];
  attempts: number;
  reason: string | null;
  detail: string | null;
  document: string | null;
  fileName: string | null;
  createdAt: Date;
  createdText: string;
  runAt: Date;
  finishedAt: Date | null;
}

const selectJobs = `
  SELECT j.id, j.kind, j.state, j.attempts, j.reason, j.detail, d.id AS document, d.file_name AS "fileName",
    j.created_at AS "createdAt", j.created_at::text AS "createdText", j.run_at AS "runAt", j.finished_at AS "finishedAt"
  FROM platform.jobs j LEFT JOIN documents d ON d.id::text = j.payload ->> 'document'
  WHERE j.tenant = platform.current_tenant()`;

export const jobRoutes: readonly Route[] = [
  tenantRoute(listJobs, async ({ query: filter }) => {
    const [before, beforeId] = decodeCursor(filter.cursor, 'instant', 'uuid');
    const rows = await query<Row>(
      `${selectJobs} AND ($1::text IS NULL OR j.state = $1)
         AND ($2::timestamptz IS NULL OR (j.created_at, j.id) < ($2, $3::uuid))
         ORDER BY j.created_at DESC, j.id DESC LIMIT $4`,
      [filter.state ?? null, before, beforeId, filter.limit + 1],
    );
    const page = pageOfRows(rows, filter.limit, (row) => [row.createdText, row.id]);
    return { items: page.items.map(present), next_cursor: page.next_cursor };
  }),

  tenantRoute(retryJobOperation, async ({ tenant, params, services }) => {
    const before = await readJob(params.job);
    if (!(await retryJob(params.job)))
      throw new ApiError('conflict', { detail: `The job is ${before.state}, not failed.` });
    services.announcer.afterCommit({ tenant, resource: 'job', id: params.job });
    if (before.document)
      services.announcer.afterCommit({ tenant, resource: 'document', id: before.document.id });
    return readJob(params.job);
  }),
];

async function readJob(id: string): Promise<Job> {
  const [row] = await query<Row>(`${selectJobs} AND j.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return present(row);
}

function present(row: Row): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    reason: row.reason,
    detail: row.detail,
    document: row.document ? { id: row.document, file_name: row.fileName ?? '' } : null,
    created_at: row.createdAt.toISOString(),
    run_at: row.runAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
