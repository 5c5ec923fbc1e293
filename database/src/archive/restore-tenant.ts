import type { Readable } from 'node:stream';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { verifyBooks } from '../ledger/verify-books.ts';
import { type LedgerFault } from '../ledger/verify-ledger.ts';
import { migrateTenant } from '../migrate/migrate-tenants.ts';
import { migrationNames } from '../migrate/migrations.ts';
import { createSchema } from '../migrate/provision-tenant.ts';
import { parseHead, publishedHeads } from '../seal/seal-head.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { asOwner } from '../tenancy/as-owner.ts';
import type { Database } from '../tenancy/database.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { type ArchiveHead, archiveNames, DamagedArchive } from './archive-format.ts';
import { ArchiveReader } from './archive-reader.ts';
import { removeUnfinished, stateOf } from './erase-tenant.ts';
import { loadTenant } from './load-tenant.ts';

/** The books were loaded whole, and do not hold what books must hold. */
export class RestoredBooksFaulty extends Error {
  constructor(faults: readonly LedgerFault[]) {
    const named = faults.slice(0, 5).map(({ rule, subject }) => `${rule} ${subject}`);
    super(`${faults.length} faults in the restored books: ${named.join(', ')}`);
  }
}

export interface RestoreOptions {
  /** Login `smart_migrator`, straight to the server. */
  readonly client: pg.Client;
  /** The same login, for the verification. */
  readonly database: Database;
  readonly storage: ObjectStorage;
  /** Registered already, and `creating`. */
  readonly tenant: TenantId;
  /** Called when the tenant is still to be made. */
  readonly openArchive: () => Promise<Readable>;
  /** Whether people who were members and have an account here are members again. */
  readonly withMembers: boolean;
}

/**
 * Makes a tenant that is still `creating` out of an archive: its schema at the archive's version, rows and files, then
 * the newest version, verified, active. Repeated after a crash it begins anew, and does nothing to a tenant that is
 * finished. No row of another tenant is touched.
 * @throws {DamagedArchive} {RestoredBooksFaulty} when this archive cannot be restored, ever
 */
export async function restoreTenant(options: RestoreOptions): Promise<void> {
  const { client, tenant, storage } = options;
  if ((await stateOf(client, tenant)) !== 'creating') return;
  const archive = new ArchiveReader(await options.openArchive());
  try {
    const head = await archive.head();
    if (!(await migrationNames('tenant')).includes(head.version))
      throw new DamagedArchive(`it is of version ${head.version}, which this program has not`);
    await removeUnfinished(client, tenant);
    await storage.removeAll(tenant);
    await createSchema(client, tenant);
    await migrateTenant(client, tenant, head.version);
    await loadTenant(client, tenant, head, archive);
    for await (const { name, bytes } of archive.files(archiveNames.objects))
      await storage.put(`${tenant}/${name.slice(archiveNames.objects.length)}`, bytes);
    await archive.finish();
    await migrateTenant(client, tenant);
    await verify(options, head);
    await activate(options, head);
  } finally {
    archive.close();
  }
}

async function verify(
  { database, storage, tenant }: RestoreOptions,
  head: ArchiveHead,
): Promise<void> {
  const noted = head.seal_head ? [parseHead(head.seal_head)] : [];
  const heads = [...noted, ...(await publishedHeads(storage, tenant))];
  const scope = { role: 'smart_owner', searchPath: tenantSchema(tenant) };
  const faults = await database.unitOfWork(scope, () => verifyBooks(heads));
  if (faults.length > 0) throw new RestoredBooksFaulty(faults);
}

async function activate(
  { client, tenant, withMembers }: RestoreOptions,
  { tenant: from, exported_at, members }: ArchiveHead,
): Promise<void> {
  await asOwner(client, tenant, async () => {
    await client.query('SET LOCAL ROLE smart_identity');
    await client.query("UPDATE platform.tenants SET state = 'active' WHERE id = $1", [tenant]);
    if (withMembers)
      await client.query(
        `INSERT INTO platform.memberships (tenant, user_id, role) SELECT $1, u.id, m.role
           FROM json_to_recordset($2) AS m (user_id uuid, role text) JOIN platform.users u ON u.id = m.user_id`,
        [tenant, JSON.stringify(members)],
      );
    await client.query(
      "INSERT INTO audit.events (tenant, action, subject, subject_id, after) VALUES (NULL, 'tenant.restored', 'tenant', $1, $2)",
      [tenant, JSON.stringify({ from: from.id, exported_at })],
    );
  });
}
