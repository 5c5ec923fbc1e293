import { jobDefinitions, jobKindSchema } from '@smart-accounting/worker-contract';
import { Refusal } from '../refusal.ts';
import { retryJob } from './enqueue-job.ts';
import { findJob, type ListedJob } from './list-jobs.ts';

/**
 * Has a failed job tried again, from its first attempt. Runs in the tenant's unit of work.
 * @throws {Refusal} not_found, job_repeats_itself, conflict when it has not failed
 */
export async function retryFailedJob(id: string): Promise<ListedJob> {
  const { kind, state } = await findJob(id);
  // What the clock asks for comes again by itself, and no role of a tenant touches it; other versions know other kinds.
  const { data: known } = jobKindSchema.safeParse(kind);
  if (!known || !jobDefinitions[known].ofPeople)
    throw new Refusal('job_repeats_itself', { detail: `A ${kind} job is repeated by itself.` });
  if (!(await retryJob(id)))
    throw new Refusal('conflict', { detail: `The job is ${state}, not failed.` });
  return findJob(id);
}
