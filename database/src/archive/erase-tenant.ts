import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { asOwner } from '../tenancy/as-owner.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { keepUntil, RetentionNotOver } from './retention.ts';
import { sharedTables } from './tables-of-all-tenants.ts';

export interface EraseOptions {
  /** Login `smart_migrator`. */
  readonly client: pg.Client;
  readonly storage: ObjectStorage;
  readonly tenant: TenantId;
  /** Civil day in the Netherlands, which decides whether the retention has passed. */
  readonly today: string;
  /** A retention that ends on this day or earlier need not be waited for: somebody else keeps the books. */
  readonly forceBefore: string | null;
}

/**
 * Removes a tenant's schema, role, shared rows and files for good. Its id stays, as erased, and the audit keeps that
 * and when it was. Can be repeated after a crash.
 * @throws {RetentionNotOver} when the law still wants the books kept
 */
export async function eraseTenant(options: EraseOptions): Promise<void> {
  const { client, storage, tenant, today, forceBefore } = options;
  if ((await stateOf(client, tenant)) !== 'erased') {
    const until = keepUntil(await lastFiscalYear(client, tenant));
    if (until && until > today && !(forceBefore && until <= forceBefore))
      throw new RetentionNotOver(until);
    await endTenant(client, tenant, { kept_until: until, force_before: forceBefore });
  }
  await storage.removeAll(tenant);
}

/**
 * Removes all of a tenant that the database holds but its id, whatever the law says.
 * @param why what the audit keeps beside the fact
 */
export async function endTenant(
  client: pg.Client,
  tenant: TenantId,
  why: Readonly<Record<string, string | null>>,
): Promise<void> {
  await asOwner(client, tenant, async () => {
    await client.query(
      "UPDATE platform.tenants SET state = 'erased', name = '(erased)', kvk_number = NULL, vat_number = NULL WHERE id = $1",
      [tenant],
    );
    await dropBooks(client, tenant);
    await client.query('SET LOCAL ROLE smart_identity');
    await client.query(
      "INSERT INTO audit.events (tenant, action, subject, subject_id, after) VALUES (NULL, 'tenant.erased', 'tenant', $1, $2)",
      [tenant, JSON.stringify(why)],
    );
  });
}

/** Removes what a tenant that is still `creating` has got so far. */
export async function removeUnfinished(client: pg.Client, tenant: TenantId): Promise<void> {
  await asOwner(client, tenant, () => dropBooks(client, tenant));
}

/** Schema, shared rows and role; the transaction is no longer the owner's afterwards. */
async function dropBooks(client: pg.Client, tenant: TenantId): Promise<void> {
  const schema = tenantSchema(tenant);
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  for (const { name, erasedWhere = 'true' } of sharedTables)
    await client.query(`DELETE FROM ${name} WHERE tenant = $1 AND ${erasedWhere}`, [tenant]);
  await client.query('RESET ROLE');
  await client.query(`DROP ROLE IF EXISTS ${schema}`);
}

/** The tenant's state as its own row says. @throws {Error} when there is no such tenant */
export async function stateOf(client: pg.Client, tenant: TenantId): Promise<string> {
  return asOwner(client, tenant, async () => {
    const { rows } = await client.query<{ state: string }>(
      'SELECT state FROM platform.tenants WHERE id = $1',
      [tenant],
    );
    if (!rows[0]) throw new Error(`there is no tenant ${tenant}`);
    return rows[0].state;
  });
}

async function lastFiscalYear(client: pg.Client, tenant: TenantId): Promise<number | null> {
  return asOwner(client, tenant, async () => {
    const books = `${tenantSchema(tenant)}.journal_entries`;
    const found = await client.query('SELECT WHERE to_regclass($1) IS NOT NULL', [books]);
    if (found.rowCount === 0) return null; // its schema was never made
    const { rows } = await client.query<{ year: number | null }>(
      `SELECT max(fiscal_year) AS year FROM ${books}`,
    );
    return rows[0]?.year ?? null;
  });
}
