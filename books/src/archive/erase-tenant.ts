import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { ObjectPrefix } from '@smart-accounting/database/storage/object-prefix';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { asOwner } from '@smart-accounting/database/tenancy/as-owner';
import { readerRole, tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import type { Asked } from '@smart-accounting/database/tenant-requests/tenant-request';
import { keepUntil, RetentionNotOver } from './retention.ts';
import { sharedTables } from './tables-of-all-tenants.ts';

export interface EraseOptions {
  /** Login `smart_migrator`. */
  readonly client: pg.Client;
  readonly documents: ObjectStorage;
  readonly tenant: TenantId;
  /** Civil day in the Netherlands, which decides whether the retention has passed. */
  readonly today: string;
  /** Whether the books go although the law still wants them kept. */
  readonly early: boolean;
  /** Who asked, and why, and by which request: kept in the audit. */
  readonly asked: Asked;
}

/**
 * Removes a tenant's schema, roles, shared rows and files for good. Its id stays, as erased, and the audit keeps that,
 * when, by whom and why; the heads of its seals stay where they were published. Can be repeated after a crash.
 * @throws {RetentionNotOver} when the law still wants the books kept
 */
export async function eraseTenant(options: EraseOptions): Promise<void> {
  const { client, documents, tenant, today, early, asked } = options;
  if ((await stateOf(client, tenant)) !== 'erased') {
    const until = keepUntil(await lastFiscalYear(client, tenant));
    const tooEarly = until !== null && until > today;
    if (tooEarly && !early) throw new RetentionNotOver(until);
    const facts = { kept_until: until, overruled: tooEarly };
    await endTenant(client, tenant, { action: 'tenant.erased', facts }, asked);
  }
  await documents.removeAll(ObjectPrefix.ofTenant(tenant));
}

/**
 * Removes all of a tenant that the database holds but its id, whatever the law says.
 * @param event what the audit keeps: that it was erased, or what was begun of it, and facts beside who asked and why
 */
export async function endTenant(
  client: pg.Client,
  tenant: TenantId,
  event: {
    readonly action: 'tenant.erased' | 'tenant.restore_refused';
    readonly facts: Readonly<Record<string, string | boolean | null>>;
  },
  { askedBy, reason, requestId }: Asked,
): Promise<void> {
  await asOwner(client, tenant, async () => {
    await client.query(
      "UPDATE platform.tenants SET state = 'erased', name = '(erased)', kvk_number = NULL, vat_number = NULL WHERE id = $1",
      [tenant],
    );
    await client.query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after, request_id)
         VALUES (NULL, $4, 'tenant', $1, $2, $3)`,
      [
        tenant,
        JSON.stringify({ ...event.facts, asked_by: askedBy, reason }),
        requestId,
        event.action,
      ],
    );
    await dropBooks(client, tenant);
  });
}

/** Removes what a tenant that is still `creating` has got so far. */
export async function removeUnfinished(client: pg.Client, tenant: TenantId): Promise<void> {
  await asOwner(client, tenant, () => dropBooks(client, tenant));
}

/** Schema, shared rows and roles; the transaction is no longer the owner's afterwards. */
async function dropBooks(client: pg.Client, tenant: TenantId): Promise<void> {
  const schema = tenantSchema(tenant);
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  for (const { name, erased } of sharedTables)
    if (erased) await client.query(`DELETE FROM ${name} WHERE tenant = $1`, [tenant]);
  await client.query('RESET ROLE');
  await client.query(`DROP ROLE IF EXISTS ${schema}, ${readerRole(tenant)}`);
}

/** The tenant's state as its own row says; null when there is no such tenant. */
export async function stateOf(client: pg.Client, tenant: TenantId): Promise<string | null> {
  return asOwner(client, tenant, async () => {
    const { rows } = await client.query<{ state: string }>(
      'SELECT state FROM platform.tenants WHERE id = $1',
      [tenant],
    );
    return rows[0]?.state ?? null;
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
