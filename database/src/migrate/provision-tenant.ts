import type { TenantId } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { asOwner } from '../tenancy/as-owner.ts';
import { readerRole, tenantSchema } from '../tenancy/with-tenant.ts';
import { migrateTenant } from './migrate-tenants.ts';

/**
 * Gives a registered tenant its roles, its schema at the newest version and what new books begin with, and marks it
 * active. Each step can be repeated: one that was cut off goes on.
 * @param fill writes what new books begin with into the schema of this name; may be called again
 */
export async function provisionTenant(
  client: pg.Client,
  tenant: TenantId,
  fill: (client: pg.Client, schema: string) => Promise<void>,
): Promise<void> {
  await createSchema(client, tenant);
  await migrateTenant(client, tenant);
  await fill(client, tenantSchema(tenant));
  await asOwner(client, tenant, async () => {
    await client.query(openSchemaStatement(tenant));
    await client.query(
      "UPDATE platform.tenants SET state = 'active', active_since = now() WHERE id = $1 AND state = 'creating'",
      [tenant],
    );
  });
}

/** Makes a tenant's roles and its empty schema where they are not there yet. Nobody enters it before it is opened. */
export async function createSchema(client: pg.Client, tenant: TenantId): Promise<void> {
  const schema = tenantSchema(tenant);
  await client.query('BEGIN');
  await createRole(client, schema, 'smart_tenant', ['smart_api', 'smart_worker']);
  await createRole(client, readerRole(tenant), 'smart_tenant_reader', ['smart_reader']);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION smart_owner`);
  await client.query('COMMIT');
}

/** Lets in whoever has business in a tenant's schema; run as the owner. */
export function openSchemaStatement(tenant: TenantId): string {
  const schema = tenantSchema(tenant);
  return `GRANT USAGE ON SCHEMA ${schema} TO ${schema}, ${readerRole(tenant)}, smart_sealer, smart_operations`;
}

/** @param group what all roles of its kind may do @param logins who may take it, for a transaction at a time */
async function createRole(
  client: pg.Client,
  role: string,
  group: string,
  logins: readonly string[],
): Promise<void> {
  const { rowCount: exists } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [
    role,
  ]);
  if (exists) return;
  await client.query(`CREATE ROLE ${role} NOLOGIN`);
  await client.query(`GRANT ${group} TO ${role} WITH INHERIT TRUE, SET FALSE`);
  await client.query(`GRANT ${role} TO ${logins.join(', ')} WITH INHERIT FALSE, SET TRUE`);
}
