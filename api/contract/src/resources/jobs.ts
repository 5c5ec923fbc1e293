import { jobStates } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import { id, instant, pageOf, pageQuery, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });

export const job = z
  .object({
    id,
    kind: z.string(),
    state: z.enum(jobStates),
    attempts: z.number().int(),
    reason: z.string().nullable().describe('code of why it failed, for people'),
    detail: z.string().nullable(),
    document: z.object({ id, file_name: z.string() }).nullable(),
    created_at: instant,
    run_at: instant,
    finished_at: instant.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof job>;

const jobFilter = { state: z.enum(jobStates).optional() };

export const listJobs = operation({
  id: 'listJobs',
  method: 'get',
  path: '/tenants/{tenant}/jobs',
  tag: 'jobs',
  summary: 'Jobs, latest first',
  access: 'read',
  params: inTenant,
  query: pageQuery.extend(jobFilter),
  success: { status: 200, body: pageOf(job) },
});

export const exportJobs = operation({
  ...exportOf(listJobs),
  id: 'exportJobs',
  summary: 'Jobs, latest first, as a file',
  query: exportQuery.extend(jobFilter),
});

export const retryJob = operation({
  id: 'retryJob',
  method: 'post',
  path: '/tenants/{tenant}/jobs/{job}/retry',
  tag: 'jobs',
  summary: 'Run a failed job again',
  access: 'jobs.retry',
  params: inTenant.extend({ job: id }),
  success: { status: 200, body: job },
  errors: ['conflict', 'job_repeats_itself'],
});
