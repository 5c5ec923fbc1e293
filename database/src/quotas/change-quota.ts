import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../tenancy/database.ts';
import { withOperations } from '../tenancy/with-operations.ts';
import { recordDone } from '../tenant-requests/record-done.ts';
import type { Asker } from '../tenant-requests/tenant-request.ts';
import { type Quota, type QuotaKind, readQuota } from './quota.ts';

const columns: Readonly<Record<QuotaKind, string>> = {
  documents: 'documents_per_month',
  pages: 'pages_per_month',
  bytes: 'stored_bytes',
};

/** Limits to be set; null is no limit. */
export type Limits = readonly { readonly kind: QuotaKind; readonly limit: bigint | null }[];

/** Sets the limits that are given, and keeps in the audit what they were before. */
export async function changeQuota(
  database: Database,
  tenant: TenantId,
  limits: Limits,
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
    await recordChange(tenant, before, limits, asker);
  });
}

/** Sets the limits that new tenants begin with. */
export async function changeDefaultQuota(
  database: Database,
  limits: Limits,
  asker: Asker,
): Promise<void> {
  await withOperations(database, null, async () => {
    const before = await readDefaultQuota();
    for (const { kind, limit } of limits)
      await query(`UPDATE default_quota SET ${columns[kind]} = $1`, [limit]);
    await recordChange('new', before, limits, asker);
  });
}

/** What a new tenant may use. Runs in a unit of work of `withOperations`. */
export async function readDefaultQuota(): Promise<Quota> {
  const [row] = await query<Quota>(
    `SELECT documents_per_month::bigint AS documents, pages_per_month::bigint AS pages, stored_bytes AS bytes
       FROM default_quota`,
  );
  return row ?? { documents: null, pages: null, bytes: null };
}

async function recordChange(
  tenant: TenantId | 'new',
  before: Quota,
  limits: Limits,
  asker: Asker,
): Promise<void> {
  await recordDone(tenant, asker, {
    action: 'tenant.quota_changed',
    before: Object.fromEntries(limits.map(({ kind }) => [kind, asText(before[kind])])),
    after: Object.fromEntries(limits.map(({ kind, limit }) => [kind, asText(limit)])),
  });
}

function asText(limit: bigint | null): string {
  return limit?.toString() ?? 'none';
}
