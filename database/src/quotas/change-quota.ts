import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../tenancy/database.ts';
import { withOperations } from '../tenancy/with-operations.ts';
import { recordDone } from '../tenant-requests/record-done.ts';
import type { Asker } from '../tenant-requests/tenant-request.ts';
import { type QuotaKind, readQuota } from './quota.ts';

const columns: Readonly<Record<QuotaKind, string>> = {
  documents: 'documents_per_month',
  pages: 'pages_per_month',
  bytes: 'stored_bytes',
};

/** Sets the limits that are given, null for none, and keeps in the audit what they were before. */
export async function changeQuota(
  database: Database,
  tenant: TenantId,
  limits: readonly { kind: QuotaKind; limit: bigint | null }[],
  asker: Asker,
): Promise<void> {
  await withOperations(database, null, async () => {
    const before = await readQuota(tenant);
    for (const { kind, limit } of limits)
      await query(
        `INSERT INTO quotas (tenant, ${columns[kind]}) VALUES ($1, $2)
           ON CONFLICT (tenant) DO UPDATE SET ${columns[kind]} = excluded.${columns[kind]}`,
        [tenant, limit],
      );
    await recordDone(tenant, asker, {
      action: 'tenant.quota_changed',
      before: Object.fromEntries(limits.map(({ kind }) => [kind, asText(before[kind])])),
      after: Object.fromEntries(limits.map(({ kind, limit }) => [kind, asText(limit)])),
    });
  });
}

function asText(limit: bigint | null): string {
  return limit?.toString() ?? 'none';
}
