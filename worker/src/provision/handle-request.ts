import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { DamagedArchive, UntrustedArchive } from '@smart-accounting/books/archive/archive-format';
import { endTenant, eraseTenant } from '@smart-accounting/books/archive/erase-tenant';
import { RestoredBooksFaulty, TenantExists } from '@smart-accounting/books/archive/restore-options';
import { restoreTenant } from '@smart-accounting/books/archive/restore-tenant';
import { RetentionNotOver } from '@smart-accounting/books/archive/retention';
import { TrustedKeys } from '@smart-accounting/books/archive/signing-key';
import { fillBooks } from '@smart-accounting/books/ledger/fill-books';
import { parseHead } from '@smart-accounting/books/ledger/seal/seal-head';
import { migrateTenant } from '@smart-accounting/database/migrate/migrate-tenants';
import { provisionTenant } from '@smart-accounting/database/migrate/provision-tenant';
import { parseArchiveKey } from '@smart-accounting/database/storage/archive-key';
import { ObjectPrefix } from '@smart-accounting/database/storage/object-prefix';
import type { HeadStore, ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import type { Database } from '@smart-accounting/database/tenancy/database';
import {
  resumeTenant,
  suspendTenant,
} from '@smart-accounting/database/tenant-requests/change-tenant-state';
import { isAudited, RequestRefused } from '@smart-accounting/database/tenant-requests/take-request';
import {
  askedOf,
  requestParameters,
  type TenantRequest,
} from '@smart-accounting/database/tenant-requests/tenant-request';
import type pg from 'pg';

/** What the provisioner works with beside its connection. */
export interface ProvisionerResources {
  /** The same login's, for sealing and verifying what is restored. */
  readonly database: Database;
  readonly documents: ObjectStorage;
  readonly archives: ObjectStorage;
  readonly heads: HeadStore;
  /** Public keys of those whose archives are taken, PEM: our own, and those that were ours before. */
  readonly trustedKeys: string;
}

/**
 * Does what was asked of a tenant. Each step can be repeated after a crash.
 * @throws {RequestRefused} when it cannot be done, ever
 */
export async function handleRequest(
  client: pg.Client,
  request: TenantRequest,
  resources: ProvisionerResources,
): Promise<void> {
  const { tenant, verb } = request;
  const asked = askedOf(request);
  switch (verb) {
    case 'create':
      return provisionTenant(client, tenant, (owner, schema) =>
        fillBooks(owner, schema, new Date()),
      );
    case 'migrate':
      await migrateTenant(client, tenant);
      return;
    case 'suspend':
      if (await isAudited(client, request, 'tenant.state_changed')) return;
      return suspendTenant(client, tenant, asked);
    case 'resume':
      if (await isAudited(client, request, 'tenant.state_changed')) return;
      return resumeTenant(client, tenant, asked);
    case 'erase':
    case 'erase_early':
      return erase(client, request, resources);
    case 'restore':
      if (await isAudited(client, request, 'tenant.restored')) return;
      return restore(client, request, resources);
  }
}

async function erase(
  client: pg.Client,
  request: TenantRequest,
  { documents }: ProvisionerResources,
): Promise<void> {
  const today = dateInAmsterdam(new Date());
  const { tenant, verb } = request;
  const early = verb === 'erase_early';
  try {
    await eraseTenant({ client, documents, tenant, today, early, asked: askedOf(request) });
  } catch (error) {
    if (error instanceof RetentionNotOver) throw new RequestRefused('retention', error.message);
    throw error;
  }
}

/** An archive that cannot be restored leaves nothing behind but the reason why. */
async function restore(
  client: pg.Client,
  request: TenantRequest,
  { database, documents, archives, heads, trustedKeys }: ProvisionerResources,
): Promise<void> {
  const { tenant } = request;
  const asked = askedOf(request);
  const { wanted, archiveKey, noted, trusted } = understood(request, trustedKeys);
  const openArchive = async () => {
    const archive = await archives.read(archiveKey.key);
    if (!archive) throw new DamagedArchive(`there is no archive ${archiveKey.key}`);
    return archive;
  };
  try {
    await restoreTenant({
      client,
      database,
      documents,
      heads,
      tenant,
      openArchive,
      of: archiveKey.tenant,
      trusted,
      unsigned: wanted.unsigned,
      noted,
      withMembers: wanted.members,
      name: wanted.name,
      asked,
    });
  } catch (error) {
    if (error instanceof TenantExists) throw new RequestRefused('tenant_exists', error.message);
    if (!(error instanceof DamagedArchive || error instanceof RestoredBooksFaulty)) throw error;
    const facts = { refused: error.message };
    await endTenant(client, tenant, { action: 'tenant.restore_refused', facts }, asked);
    await documents.removeAll(ObjectPrefix.ofTenant(tenant));
    await discard(archives, archiveKey);
    throw new RequestRefused(refusalCode(error), `${error.message}; nothing of it was kept`);
  }
  await discard(archives, archiveKey);
}

function refusalCode(error: DamagedArchive | RestoredBooksFaulty): string {
  if (error instanceof RestoredBooksFaulty) return 'faulty_books';
  return error instanceof UntrustedArchive ? 'untrusted_archive' : 'damaged_archive';
}

/** What a request to restore says. @throws {RequestRefused} when it says something else than the command line would */
function understood({ parameters }: TenantRequest, trustedKeys: string) {
  try {
    const wanted = requestParameters.restore.parse(parameters);
    return {
      wanted,
      archiveKey: parseArchiveKey(wanted.archive),
      noted: wanted.head === null ? [] : [parseHead(wanted.head)],
      trusted: new TrustedKeys([trustedKeys, wanted.trust ?? ''].join('\n')),
    };
  } catch (error) {
    throw new RequestRefused('wrong_request', error instanceof Error ? error.message : 'unknown');
  }
}

/** One that was handed in for this restore goes with it; an export that somebody keeps stays. */
async function discard(
  archives: ObjectStorage,
  key: ReturnType<typeof parseArchiveKey>,
): Promise<void> {
  const handedIn = ObjectPrefix.ofHandedIn(key);
  if (handedIn) await archives.removeAll(handedIn);
}
