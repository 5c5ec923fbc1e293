import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withOperations } from '../../tenancy/with-operations.ts';

/** A tenant as a platform operator sees it. */
export interface ListedTenant {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** The newest migration of its books; null while it has none. */
  readonly version: string | null;
}

/** Every tenant that there is or was, oldest first. */
export function listTenants(database: Database): Promise<ListedTenant[]> {
  return withOperations(database, null, () =>
    query<ListedTenant>(
      `SELECT t.id, t.name, t.state, max(m.name) AS version FROM tenants t
         LEFT JOIN tenant_migrations m ON m.tenant = t.id GROUP BY t.id ORDER BY t.created_at`,
    ),
  );
}

/** The version of each tenant's books: its newest migration. */
export async function versionsOfBooks(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await withOperations(database, null, () =>
    query<{ tenant: string; version: string }>(
      'SELECT tenant, max(name) AS version FROM tenant_migrations GROUP BY tenant',
    ),
  );
  return new Map(rows.map(({ tenant, version }) => [tenant, version]));
}

/** Tenants whose schema is there, by id. */
export async function listTenantsWithBooks(database: Database): Promise<TenantId[]> {
  const rows = await withOperations(database, null, () =>
    query<{ id: string }>(
      "SELECT id FROM tenants WHERE state IN ('active', 'suspended') ORDER BY id",
    ),
  );
  return rows.map(({ id }) => tenantIdSchema.parse(id));
}

/** What a tenant that was not erased is called. @throws {Refusal} not_found */
export async function findTenantName(database: Database, tenant: TenantId): Promise<string> {
  const [known] = await withOperations(database, null, () =>
    query<{ name: string }>("SELECT name FROM tenants WHERE id = $1 AND state <> 'erased'", [
      tenant,
    ]),
  );
  if (!known) throw new Refusal('not_found', { detail: `there is no tenant ${tenant}` });
  return known.name;
}
