import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { defaultChart } from '@smart-accounting/accounting/chart-of-accounts';
import type { TenantId } from '@smart-accounting/worker-contract';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { migratePlatform } from './migrate-platform.ts';
import { migrateTenants } from './migrate-tenants.ts';
import { provisionTenant } from './provision-tenant.ts';

let database: TestDatabase;
let tenants: TenantId[];

before(async () => {
  database = await createTestDatabase();
  tenants = [
    await database.createTenant(),
    await database.createTenant(),
    await database.createTenant(),
  ];
});
after(() => database.drop());

describe('migrations', () => {
  it('find nothing to do the second time', async () => {
    assert.deepEqual(await migratePlatform(database.url('smart_migrator')), []);
    const results = await migrateTenants(database.url('smart_migrator'));
    assert.deepEqual(
      results.map(({ applied, error }) => ({ applied, error })),
      Array(3).fill({ applied: [], error: null }),
    );
  });
  it('go on where they stopped, and one tenant that fails does not hold up the others', async () => {
    const [broken, behind] = tenants;
    assert.ok(broken && behind);
    const admin = await database.client('postgres');
    for (const tenant of [broken, behind]) {
      await admin.query(
        "DELETE FROM platform.tenant_migrations WHERE tenant = $1 AND name LIKE '002%'",
        [tenant],
      );
    }
    // `behind` never had the second migration; `broken` has half of it, as no run of ours could leave it.
    const later =
      'contacts, contact_ibans, documents, document_pages, invoices, invoice_lines, invoice_vat, extracted_fields, supplier_memory';
    await admin.query(
      `SET search_path TO ${tenantSchema(behind)}; DROP VIEW open_purchases; DROP TABLE ${later} CASCADE`,
    );
    const results = await migrateTenants(database.url('smart_migrator'), 2);
    const of = (tenant: TenantId) => results.find((result) => result.tenant === tenant);
    assert.match(
      of(broken)?.error ?? '',
      /tenant\/002-documents failed: relation "contacts" already exists/,
    );
    assert.deepEqual(of(behind)?.applied, ['002-documents']);
    assert.equal(results.filter(({ error }) => error).length, 1);
  });
  it('wait for each other when two run at once', async () => {
    const runs = await Promise.all(
      [1, 2].map(() => migratePlatform(database.url('smart_migrator'))),
    );
    assert.deepEqual(runs, [[], []]);
  });
});

describe('provisioning', () => {
  it('gives a tenant the chart, journals, periods and an active state', async () => {
    const [, , tenant] = tenants;
    assert.ok(tenant);
    const admin = await database.client('postgres');
    const { rows } = await admin.query<{
      accounts: number;
      journals: bigint;
      periods: bigint;
      state: string;
    }>(
      `SELECT (SELECT count(*)::int FROM ${tenantSchema(tenant)}.ledger_accounts) AS accounts,
         (SELECT count(*)::int FROM ${tenantSchema(tenant)}.journals) AS journals,
         (SELECT count(*)::int FROM ${tenantSchema(tenant)}.fiscal_periods) AS periods,
         (SELECT state FROM platform.tenants WHERE id = $1) AS state`,
      [tenant],
    );
    assert.deepEqual(rows, [
      { accounts: defaultChart.length, journals: 5, periods: 48, state: 'active' },
    ]);
  });
  it('can be repeated, as after a crash between its steps, and changes nothing then', async () => {
    const [, , tenant] = tenants;
    assert.ok(tenant);
    const client = await database.client('smart_migrator');
    await provisionTenant(client, tenant, new Date());
    const { rows } = await client.query<{ accounts: number }>(
      `SELECT count(*)::int AS accounts FROM ${tenantSchema(tenant)}.ledger_accounts`,
    );
    assert.deepEqual(rows, [{ accounts: defaultChart.length }]);
  });
  it('makes a role that owns nothing and cannot log in', async () => {
    const admin = await database.client('postgres');
    for (const tenant of tenants) {
      const { rows } = await admin.query(
        `SELECT rolcanlogin, rolsuper, rolcreaterole, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
           FROM pg_roles r WHERE rolname = $1`,
        [tenantSchema(tenant)],
      );
      assert.deepEqual(rows, [
        { rolcanlogin: false, rolsuper: false, rolcreaterole: false, owned: 0 },
      ]);
    }
  });
});

describe('the logins', () => {
  it('of API and worker can make no role, no schema and no object, and be no other', async () => {
    for (const login of ['smart_api', 'smart_worker'] as const) {
      const client = await database.client(login);
      for (const attack of [
        'CREATE ROLE mine',
        'CREATE SCHEMA mine',
        'CREATE TABLE public.mine (x int)',
        'SET ROLE smart_owner',
        'SET ROLE smart_migrator',
        'GRANT pg_execute_server_program TO CURRENT_USER',
        'ALTER ROLE CURRENT_USER SUPERUSER',
      ]) {
        await assert.rejects(client.query(attack), { code: '42501' }, `${login}: ${attack}`);
      }
    }
  });
  it('of the worker cannot be the relay or see identities', async () => {
    const client = await database.client('smart_worker');
    await assert.rejects(client.query('SET ROLE smart_identity'), { code: '42501' });
    await assert.rejects(client.query('SET ROLE smart_relay'), { code: '42501' });
  });
  it('of the migrator cannot reach the server itself', async () => {
    const client = await database.client('smart_migrator');
    await assert.rejects(client.query('GRANT pg_execute_server_program TO smart_migrator'), {
      code: '42501',
    });
    await assert.rejects(client.query("COPY (SELECT 1) TO PROGRAM 'true'"), { code: '42501' });
  });
});
