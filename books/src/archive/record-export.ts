import type { Database } from '@smart-accounting/database/tenancy/database';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import { recordDone } from '@smart-accounting/database/tenant-requests/record-done';
import type { Asker } from '@smart-accounting/database/tenant-requests/tenant-request';
import type { TenantId } from '@smart-accounting/worker-contract';
import type { ExportSummary } from './export-tenant.ts';

/**
 * Keeps in the audit what was exported, where to and for whom.
 * @param to the file, or the key in the store of archives
 */
export async function recordExport(
  database: Database,
  tenant: TenantId,
  { rows, objects: files, setAside, head }: ExportSummary,
  { to, asker }: { to: string; asker: Asker },
): Promise<void> {
  const after = { to, rows, files, seal_head: head.seal_head, set_aside: setAside.length };
  await withOperations(database, null, () =>
    recordDone(tenant, asker, { action: 'tenant.exported', after }),
  );
}
