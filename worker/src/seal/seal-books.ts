import { sealEntries } from '@smart-accounting/books/ledger/seal/seal-entries';
import { publishHead, sealHead } from '@smart-accounting/books/ledger/seal/seal-head';
import type { HeadStore } from '@smart-accounting/database/storage/object-storage';
import { crashPoint } from '../run/crash-point.ts';
import type { Handler, JobContext, JobResources } from '../run/job-context.ts';

const entriesAtOnce = 1_000;

/** What the jobs of the sealer work with. */
export interface SealerResources extends JobResources {
  readonly heads: HeadStore;
}

/** The `seal` job: a repeat finds less to do; a head that a crash kept back is published by the next job. */
export const sealBooks: Handler<SealerResources> = async (context) => {
  if (!(await sealWaiting(context))) return 'yielded';
  await context.finish();
  return 'done';
};

/**
 * Chains the entries that have no seal yet, a thousand in a transaction, and publishes the head after each.
 * @returns whether nothing is left to seal: it stops when the worker is wanted back
 */
export async function sealWaiting(context: JobContext<SealerResources>): Promise<boolean> {
  for (;;) {
    const sealed = await context.commit(() => sealEntries(entriesAtOnce));
    crashPoint('entries-sealed');
    const head = await context.read(sealHead);
    if (head) await publishHead(context.resources.heads, context.tenant, head);
    if (sealed < entriesAtOnce) return true;
    if (context.yieldSignal.aborted) return false;
  }
}
