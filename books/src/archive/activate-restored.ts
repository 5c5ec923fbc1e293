import type { TenantId } from '@smart-accounting/worker-contract';
import { verifyBooks } from '../ledger/verify-books.ts';
import { openSchemaStatement } from '@smart-accounting/database/migrate/provision-tenant';
import {
  parseHead,
  publishedHeads,
  publishHead,
  sealHead,
  type SealHead,
} from '../ledger/seal/seal-head.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import type { ArchiveHead } from './archive-format.ts';
import { refusedByDatabase } from './load-tenant.ts';
import { type RestoreOptions, RestoredBooksFaulty } from './restore-options.ts';
import { archivedColumns, sharedTables } from './tables-of-all-tenants.ts';

/**
 * Puts the shared rows where they belong, verifies the books, and lets people in: all at once, or not at all.
 * @throws {DamagedArchive} for shared rows that their tables do not take
 * @throws {RestoredBooksFaulty}
 */
export async function activateRestored(options: RestoreOptions, head: ArchiveHead): Promise<void> {
  const { database, tenant, heads } = options;
  const published = await publishedHeads(heads, tenant);
  const scope = { role: 'smart_owner', searchPath: tenantSchema(tenant) };
  await database.unitOfWork(scope, async () => {
    await query("SELECT set_config('smart.tenant', $1, true)", [tenant]);
    await placeSharedRows(tenant).catch((error: unknown) => {
      throw refusedByDatabase(error);
    });
    const newest = await sealHead();
    const faults = await verifyBooks({
      published: newest ? [...published, newest] : published,
      noted: notedHeads(options, head),
    });
    if (faults.length > 0) throw new RestoredBooksFaulty(faults);
    // Published only now, for it is never removed: of a refused archive it would close the id to the right one.
    if (newest) await publishHead(heads, tenant, newest);
    await query(openSchemaStatement(tenant));
    await query(
      "UPDATE platform.tenants SET state = 'active', active_since = now() WHERE id = $1",
      [tenant],
    );
    if (options.withMembers) await admitMembers(tenant, head);
    await recordRestore(options, head);
  });
}

async function placeSharedRows(tenant: TenantId): Promise<void> {
  for (const table of sharedTables) {
    const { name, archived, restoredAs = {} } = table;
    if (!archived) continue;
    const columns = archivedColumns(table);
    await query(
      `INSERT INTO ${name} (tenant, ${[...Object.keys(restoredAs), ...columns].join(', ')})
         SELECT $1, ${[...Object.values(restoredAs), ...columns].join(', ')}
         FROM restored_rows r CROSS JOIN LATERAL jsonb_populate_recordset(NULL::${name}, r.rows)
         WHERE r.table_name = $2`,
      [tenant, name],
    );
  }
  await query('DROP TABLE restored_rows');
}

async function admitMembers(tenant: TenantId, { members }: ArchiveHead): Promise<void> {
  await query(
    `INSERT INTO platform.memberships (tenant, user_id, role) SELECT $1, u.id, m.role
       FROM json_to_recordset($2) AS m (user_id uuid, role text) JOIN platform.users u ON u.id = m.user_id`,
    [tenant, JSON.stringify(members)],
  );
}

async function recordRestore(
  { tenant, unsigned, asked }: RestoreOptions,
  { tenant: from, exported_at }: ArchiveHead,
): Promise<void> {
  const { askedBy, reason, requestId } = asked;
  const after = { from: from.id, exported_at, unsigned, asked_by: askedBy, reason };
  await query(
    `INSERT INTO audit.events (tenant, action, subject, subject_id, after, request_id)
       VALUES (NULL, 'tenant.restored', 'tenant', $1, $2, $3)`,
    [tenant, JSON.stringify(after), requestId],
  );
}

/** The heads that the archive must hold: that of its export, and those kept elsewhere. */
function notedHeads({ noted }: RestoreOptions, { seal_head }: ArchiveHead): SealHead[] {
  return seal_head === null ? [...noted] : [...noted, parseHead(seal_head)];
}
