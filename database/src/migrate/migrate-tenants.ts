import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { readerRole, tenantSchema } from '../tenancy/with-tenant.ts';
import { applyPending, type MigrationTarget } from './migrations.ts';

export interface TenantMigrationResult {
  readonly tenant: TenantId;
  /** Names of the migrations applied now; empty when the tenant was at the newest version. */
  readonly applied: readonly string[];
  /** What went wrong for this tenant; the others went on. */
  readonly error: string | null;
}

/**
 * Brings every provisioned tenant's schema to the newest version, several at a time. One tenant's failure is reported
 * and does not hold up the others; a run that was cut off goes on where it stopped.
 * @param migratorUrl URL of the login `smart_migrator`, straight to the server (not through a pooler)
 */
export async function migrateTenants(
  migratorUrl: string,
  concurrency = 8,
): Promise<TenantMigrationResult[]> {
  const waiting = await provisionedTenants(migratorUrl);
  const results: TenantMigrationResult[] = [];
  await Promise.all(
    Array.from({ length: Math.min(concurrency, waiting.length) }, async () => {
      const client = new pg.Client({ connectionString: migratorUrl });
      await client.connect();
      try {
        for (let tenant = waiting.pop(); tenant; tenant = waiting.pop()) {
          results.push(await attempt(client, tenant));
        }
      } finally {
        await client.end();
      }
    }),
  );
  return results.sort((a, b) => a.tenant.localeCompare(b.tenant));
}

/**
 * Brings one tenant's schema to a version, by default the newest; gives the names applied.
 * @throws {Error} naming the migration that failed
 */
export async function migrateTenant(
  client: pg.Client,
  tenant: TenantId,
  version?: string,
): Promise<string[]> {
  // Held by the session: whoever migrates the same tenant at the same time waits and then finds nothing to do.
  await client.query('SELECT pg_advisory_lock(7462002, hashtext($1))', [tenant]);
  try {
    const target: MigrationTarget = {
      kind: 'tenant',
      schema: tenantSchema(tenant),
      names: { tenant: tenantSchema(tenant), reader: readerRole(tenant), id: tenant },
      applied: async () => {
        const { rows } = await client.query<{ name: string; sha256: string }>(
          'SELECT name, sha256 FROM platform.tenant_migrations WHERE tenant = $1',
          [tenant],
        );
        return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
      },
      record: async (_client, { name, sha256 }) => {
        await client.query(
          'INSERT INTO platform.tenant_migrations (tenant, name, sha256) VALUES ($1, $2, $3)',
          [tenant, name, sha256],
        );
      },
    };
    return await applyPending(client, target, version);
  } finally {
    await client.query('SELECT pg_advisory_unlock(7462002, hashtext($1))', [tenant]);
  }
}

async function attempt(client: pg.Client, tenant: TenantId): Promise<TenantMigrationResult> {
  try {
    return { tenant, applied: await migrateTenant(client, tenant), error: null };
  } catch (error) {
    return { tenant, applied: [], error: error instanceof Error ? error.message : String(error) };
  }
}

async function provisionedTenants(migratorUrl: string): Promise<TenantId[]> {
  const client = new pg.Client({ connectionString: migratorUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant: string }>(
      'SELECT DISTINCT tenant FROM platform.tenant_migrations',
    );
    return rows.map(({ tenant }) => tenantIdSchema.parse(tenant));
  } finally {
    await client.end();
  }
}
