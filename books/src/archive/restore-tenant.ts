import type { TenantId } from '@smart-accounting/worker-contract';
import { migrateTenant } from '@smart-accounting/database/migrate/migrate-tenants';
import { readMigrations } from '@smart-accounting/database/migrate/migrations';
import { createSchema } from '@smart-accounting/database/migrate/provision-tenant';
import { sealEntries } from '../ledger/seal/seal-entries.ts';
import { refusalOfObject } from '@smart-accounting/database/storage/document-objects';
import { ObjectPrefix } from '@smart-accounting/database/storage/object-prefix';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { asOwner } from '@smart-accounting/database/tenancy/as-owner';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import { activateRestored } from './activate-restored.ts';
import {
  type ArchiveHead,
  archiveNames,
  DamagedArchive,
  UntrustedArchive,
} from './archive-format.ts';
import { ArchiveReader, type ReadFile, type SignedManifest } from './archive-reader.ts';
import { removeUnfinished, stateOf } from './erase-tenant.ts';
import { loadTenant } from './load-tenant.ts';
import { type RestoreOptions, TenantExists } from './restore-options.ts';

const entriesAtOnce = 1_000;

/**
 * Makes a tenant out of an archive: its schema at the archive's version, rows and files, then the newest version,
 * sealed, verified, active. Until then nobody can enter the schema, and no shared row of it is seen. Repeated after a
 * crash it begins anew, and does nothing to a tenant that is finished. No row of another tenant is touched.
 * @throws {DamagedArchive} {RestoredBooksFaulty} {TenantExists} when this archive cannot be restored like this, ever
 */
export async function restoreTenant(options: RestoreOptions): Promise<void> {
  const { client, documents, tenant, openArchive } = options;
  const state = await stateOf(client, tenant);
  if (state === 'active' || state === 'suspended') throw new TenantExists(tenant);
  await checkWhole(options);
  const archive = new ArchiveReader(await openArchive());
  try {
    const head = await archive.head();
    if (!(await readMigrations('tenant')).some(({ name }) => name === head.version))
      throw new DamagedArchive(`it is of version ${head.version}, which this program has not`);
    if (options.of !== null && head.tenant.id !== options.of)
      throw new DamagedArchive(`it is of ${head.tenant.id}, and lies among those of ${options.of}`);
    await register(options, head);
    await removeUnfinished(client, tenant);
    await documents.removeAll(ObjectPrefix.ofTenant(tenant));
    await createSchema(client, tenant);
    await migrateTenant(client, tenant, head.version);
    await loadTenant(client, tenant, head, archive);
    for await (const file of archive.files(archiveNames.objects))
      await storeObject(documents, tenant, file);
    checkSignature(options, await archive.finish());
    await migrateTenant(client, tenant);
    await sealRestored(options);
    await activateRestored(options, head);
  } finally {
    archive.close();
  }
}

/** Reads the archive from end to end, so that nothing of one that is damaged or not trusted is ever looked at. */
async function checkWhole(options: RestoreOptions): Promise<void> {
  const archive = new ArchiveReader(await options.openArchive());
  try {
    await archive.head();
    await archive.passOver();
    checkSignature(options, await archive.finish());
  } finally {
    archive.close();
  }
}

function checkSignature(
  { trusted, unsigned }: RestoreOptions,
  { manifest, signature }: SignedManifest,
): void {
  if (signature) trusted.check(manifest, signature);
  else if (!unsigned)
    throw new UntrustedArchive('it is not signed: --unsigned takes it, for a reason that is kept');
}

/** Writes the tenant as `creating`; an erased one begins again. @throws {TenantExists} when it came to be meanwhile */
async function register(
  { client, tenant, name }: RestoreOptions,
  { tenant: was }: ArchiveHead,
): Promise<void> {
  const { rowCount } = await asOwner(client, tenant, () =>
    client.query(
      `INSERT INTO platform.tenants (id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET state = 'creating', name = excluded.name, kvk_number = excluded.kvk_number,
           vat_number = excluded.vat_number WHERE tenants.state IN ('creating', 'erased')`,
      [tenant, name ?? was.name, was.kvk_number, was.vat_number],
    ),
  );
  if (rowCount === 0) throw new TenantExists(tenant);
}

/** @throws {DamagedArchive} for what is no object of a document, or not the file whose hash it is named after */
async function storeObject(
  documents: ObjectStorage,
  tenant: TenantId,
  { name, bytes }: ReadFile,
): Promise<void> {
  const key = name.slice(archiveNames.objects.length);
  const wrong = refusalOfObject(key, bytes);
  if (wrong) throw new DamagedArchive(wrong);
  await documents.put(`${tenant}/${key}`, bytes);
}

/** Seals what had no seal when it was exported, before the books are verified. */
async function sealRestored({ database, tenant }: RestoreOptions): Promise<void> {
  const scope = { role: 'smart_owner', searchPath: tenantSchema(tenant) };
  let sealed = entriesAtOnce;
  while (sealed === entriesAtOnce)
    sealed = await database.unitOfWork(scope, () => sealEntries(entriesAtOnce));
}
