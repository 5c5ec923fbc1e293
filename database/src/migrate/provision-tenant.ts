import { type ChartAccount, defaultChart } from '@smart-accounting/accounting/chart-of-accounts';
import { vatCodes } from '@smart-accounting/accounting/vat';
import type { TenantId } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { randomUuidV7 } from '../uuid-v7.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { migrateTenant } from './migrate-tenants.ts';

const journals = [
  { code: 'INK', name: 'Inkoop', type: 'purchase' },
  { code: 'VRK', name: 'Verkoop', type: 'sales' },
  { code: 'BNK', name: 'Bank', type: 'bank' },
  { code: 'KAS', name: 'Kas', type: 'cash' },
  { code: 'MEM', name: 'Memoriaal', type: 'memorial' },
] as const;

/**
 * Gives a registered tenant its role, its schema at the newest version, its chart of accounts and its periods, and
 * marks it active. Each step can be repeated: one that was cut off goes on.
 * @param today decides the fiscal years: the two before, the current one and the next
 */
export async function provisionTenant(
  client: pg.Client,
  tenant: TenantId,
  today: Date,
): Promise<void> {
  await createSchema(client, tenant);
  await migrateTenant(client, tenant);
  await fillBooks(client, tenantSchema(tenant), today.getFullYear());
  await client.query('BEGIN');
  await client.query('SET LOCAL ROLE smart_identity');
  await client.query(
    "UPDATE platform.tenants SET state = 'active' WHERE id = $1 AND state = 'creating'",
    [tenant],
  );
  await client.query('COMMIT');
}

/** Makes a tenant's role and its empty schema where they are not there yet. */
export async function createSchema(client: pg.Client, tenant: TenantId): Promise<void> {
  const schema = tenantSchema(tenant);
  const { rowCount: exists } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [
    schema,
  ]);
  await client.query('BEGIN');
  if (!exists) {
    await client.query(`CREATE ROLE ${schema} NOLOGIN`);
    await client.query(`GRANT smart_tenant TO ${schema} WITH INHERIT TRUE, SET FALSE`);
    await client.query(`GRANT ${schema} TO smart_api, smart_worker WITH INHERIT FALSE, SET TRUE`);
  }
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION smart_owner`);
  await client.query('SET LOCAL ROLE smart_owner');
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${schema}`);
  await client.query('COMMIT');
}

async function fillBooks(client: pg.Client, schema: string, year: number): Promise<void> {
  const accounts = defaultChart.map((account: ChartAccount) => ({
    id: randomUuidV7(),
    number: account.number,
    name: account.name.nl,
    type: account.type,
    rgs_code: account.rgsCode,
    role: account.role,
    vat_code: account.vatCode,
  }));
  const codes = vatCodes.map(({ code, name, direction }) => ({ code, name: name.nl, direction }));
  await client.query('BEGIN');
  await client.query(`SET LOCAL ROLE smart_owner; SET LOCAL search_path TO ${schema}, pg_temp`);
  await client.query(
    `INSERT INTO vat_codes (code, name, direction)
       SELECT code, name, direction FROM json_populate_recordset(NULL::vat_codes, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(codes)],
  );
  await client.query(
    `INSERT INTO ledger_accounts (id, number, name, type, rgs_code, role, vat_code)
       SELECT id, number, name, type, rgs_code, role, vat_code FROM json_populate_recordset(NULL::ledger_accounts, $1)
       WHERE NOT EXISTS (SELECT FROM ledger_accounts)`,
    [JSON.stringify(accounts)],
  );
  await client.query(
    'INSERT INTO journals SELECT * FROM json_populate_recordset(NULL::journals, $1) ON CONFLICT DO NOTHING',
    [JSON.stringify(journals)],
  );
  await client.query(
    `INSERT INTO fiscal_periods (year, number, starts_on, ends_on)
       SELECT extract(year FROM day), extract(month FROM day), day, day + interval '1 month' - interval '1 day'
       FROM generate_series(make_date($1, 1, 1), make_date($2, 12, 1), interval '1 month') AS day
       ON CONFLICT DO NOTHING`,
    [year - 2, year + 1],
  );
  await client.query('COMMIT');
}
