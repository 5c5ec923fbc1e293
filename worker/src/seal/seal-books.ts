import { publishHead, sealEntries, sealHead } from '@smart-accounting/database';
import { crashPoint } from '../run/crash-point.ts';
import type { JobContext, Outcome } from '../run/job-context.ts';

const entriesAtOnce = 1_000;

/**
 * The `seal` job: chains the entries that have no seal yet, a thousand in a transaction, then publishes the head. A
 * repeat finds less to do; a head that a crash kept back is published by the next job.
 */
export async function sealBooks(context: JobContext): Promise<Outcome> {
  for (;;) {
    const sealed = await context.commit(() => sealEntries(entriesAtOnce));
    crashPoint('entries-sealed');
    if (sealed < entriesAtOnce) break;
    if (context.yieldSignal.aborted) return 'yielded';
  }
  const head = await context.read(sealHead);
  if (head) await publishHead(context.resources.storage, context.tenant, head);
  await context.finish();
  return 'done';
}
