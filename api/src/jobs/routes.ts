import {
  exportJobs,
  type Job,
  listJobs as listJobsOperation,
  retryJob,
} from '@smart-accounting/api-contract';
import { type ListedJob, listJobs } from '@smart-accounting/database/jobs/list-jobs';
import { retryFailedJob } from '@smart-accounting/database/jobs/retry-failed-job';
import { exportRoute } from '../export/export-route.ts';
import { type Route, tenantRoute } from '../http/route.ts';
import { jobSheet } from './job-sheet.ts';

export const jobRoutes: readonly Route[] = [
  tenantRoute(listJobsOperation, async ({ query: filter }) => {
    const { items, nextCursor } = await listJobs(filter);
    return { items: items.map(present), next_cursor: nextCursor };
  }),

  exportRoute(exportJobs, jobSheet, async ({ query: filter }, page) => {
    const { items, nextCursor } = await listJobs({ ...filter, ...page });
    return { items: items.map(present), next_cursor: nextCursor };
  }),

  tenantRoute(retryJob, async ({ tenant, params, services: { notifier } }) => {
    const job = await retryFailedJob(params.job);
    notifier.afterCommit({ tenant, resource: 'job', id: job.id });
    if (job.document) notifier.afterCommit({ tenant, resource: 'document', id: job.document });
    return present(job);
  }),
];

function present(job: ListedJob): Job {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    attempts: job.attempts,
    reason: job.reason,
    detail: job.detail,
    document: job.document ? { id: job.document, file_name: job.fileName ?? '' } : null,
    created_at: job.createdAt.toISOString(),
    run_at: job.runAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
  };
}
