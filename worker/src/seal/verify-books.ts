import {
  formatHead,
  publishedHeads,
  sealHead,
} from '@smart-accounting/books/ledger/seal/seal-head';
import { verifyBooks } from '@smart-accounting/books/ledger/verify-books';
import { query } from '@smart-accounting/database/tenancy/database';
import { ledgerVerifyFaults } from '@smart-accounting/monitoring';
import type { Handler } from '../run/job-context.ts';
import { type SealerResources, sealWaiting } from './seal-books.ts';

/** Faults that the newest verification found, by tenant; forgotten at a restart, and found again within a day. */
const faultsByTenant = new Map<string, number>();

/**
 * The `verify` job: seals what waits, then recomputes all of a tenant's books and compares them with their seals and
 * published heads. What it finds is kept in the audit, shown as a metric, and written to the log.
 */
export const verifyTenant: Handler<SealerResources> = async (context) => {
  const { tenant, resources } = context;
  if (!(await sealWaiting(context))) return 'yielded';
  const published = await publishedHeads(resources.heads, tenant);
  const { faults, head } = await context.read(async () => ({
    faults: await verifyBooks({ published, noted: [] }),
    head: await sealHead(),
  }));
  for (const { rule, subject, detail } of faults)
    resources.logger.error({ rule, subject, detail }, 'the books have a fault');
  await context.finish(async () => {
    const named = faults.slice(0, 20).map(({ rule, subject }) => `${rule} ${subject}`);
    await query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after)
         VALUES ($1, 'ledger.verified', 'tenant', $1, $2)`,
      [
        tenant,
        JSON.stringify({
          faults: faults.length,
          named,
          // Only a chain that was found whole is held against later ones.
          head: head && faults.length === 0 ? formatHead(head) : null,
        }),
      ],
    );
  });
  faultsByTenant.set(tenant, faults.length);
  ledgerVerifyFaults.set([...faultsByTenant.values()].reduce((sum, count) => sum + count, 0));
  return 'done';
};
