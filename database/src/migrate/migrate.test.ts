import { fillBooks } from '@smart-accounting/books/ledger/fill-books';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { defaultChart } from '@smart-accounting/accounting/chart-of-accounts';
import type { TenantId } from '@smart-accounting/worker-contract';
import { createTestDatabase, type TestDatabase, testLogins } from '../testing/test-database.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { migratePlatform } from './migrate-platform.ts';
import { migrateTenants } from './migrate-tenants.ts';
import { readMigrations } from './migrations.ts';
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
        "DELETE FROM platform.tenant_migrations WHERE tenant = $1 AND name = '003-seals'",
        [tenant],
      );
    }
    // `behind` never had the third migration; `broken` has half of it, as no run of ours could leave it.
    await admin.query(
      `SET search_path TO ${tenantSchema(behind)}; DROP TABLE seals, sealing_turn; DROP FUNCTION request_seal`,
    );
    const results = await migrateTenants(database.url('smart_migrator'), 2);
    const of = (tenant: TenantId) => results.find((result) => result.tenant === tenant);
    assert.match(
      of(broken)?.error ?? '',
      /tenant\/003-seals failed: relation "seals" already exists/,
    );
    assert.deepEqual(of(behind)?.applied, ['003-seals']);
    assert.equal(results.filter(({ error }) => error).length, 1);
  });
  it('refuse a file that was changed after it had been applied, by its name, and apply nothing', async () => {
    const [, behind] = tenants;
    assert.ok(behind);
    const admin = await database.client('postgres');
    await admin.query(
      "UPDATE platform.tenant_migrations SET sha256 = 'other' WHERE tenant = $1 AND name = '002-documents'",
      [behind],
    );
    const results = await migrateTenants(database.url('smart_migrator'));
    assert.match(
      results.find(({ tenant }) => tenant === behind)?.error ?? '',
      /migrations\/tenant\/002-documents\.sql was changed after it had been applied/,
    );
  });
  it('refuse a database of a version before the baseline by a sentence', async () => {
    const old = await createTestDatabase();
    const admin = await old.client('postgres');
    await admin.query('ALTER TABLE public.platform_migrations DROP COLUMN sha256');
    await assert.rejects(
      migratePlatform(old.url('smart_migrator')),
      /made by a version before the baseline/,
    );
    await old.drop();
  });
  it('are files that never change: each has its hash in SHA256SUMS', async () => {
    const folder = new URL('../../migrations/', import.meta.url);
    const listed = (await readFile(new URL('SHA256SUMS', folder), 'utf8')).trimEnd().split('\n');
    const kinds = ['platform', 'tenant'] as const;
    const found = await Promise.all(
      kinds.map(async (kind) =>
        (await readMigrations(kind)).map(({ name, sha256 }) => `${sha256}  ${kind}/${name}.sql`),
      ),
    );
    assert.deepEqual(found.flat(), listed);
    for (const kind of kinds) {
      const numbers = (await readMigrations(kind)).map(({ name }) => name.slice(0, 3));
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => String(index + 1).padStart(3, '0')),
      );
    }
  });
  it('give each login the kinds of jobs that the contract names, and take away all others', async () => {
    const admin = await database.client('postgres');
    await admin.query(`INSERT INTO platform.job_rights VALUES ('smart_reader', 'seal', true, true);
      UPDATE platform.job_rights SET may_insert = true WHERE login = 'smart_worker'`);
    await migratePlatform(database.url('smart_migrator'));
    const { rows } = await admin.query(
      'SELECT login, kind, may_insert, may_change FROM platform.job_rights ORDER BY login, kind',
    );
    assert.deepEqual(
      rows.map((row: Record<string, unknown>) => Object.values(row).join(' ')),
      [
        'smart_api ocr true true',
        'smart_api parse false true',
        'smart_reader ocr false true',
        'smart_reader parse true false',
        'smart_sealer remove_expired false true',
        'smart_sealer request_seals false true',
        'smart_sealer seal true true',
        'smart_sealer verify false true',
        'smart_worker parse false true',
      ],
    );
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
    await provisionTenant(client, tenant, (owner, schema) => fillBooks(owner, schema, new Date()));
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
  it('but the migrator’s can make no role, no schema and no object, and be no other', async () => {
    for (const login of testLogins.filter((name) => name !== 'smart_migrator')) {
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
  it('but the API’s cannot be the relay, and neither worker sees identities', async () => {
    for (const login of ['smart_reader', 'smart_worker', 'smart_sealer'] as const) {
      const client = await database.client(login);
      for (const role of ['smart_identity', 'smart_relay', 'smart_operations'])
        await assert.rejects(client.query(`SET ROLE ${role}`), { code: '42501' });
    }
  });
  it('of the migrator cannot reach the server itself', async () => {
    const client = await database.client('smart_migrator');
    await assert.rejects(client.query('GRANT pg_execute_server_program TO smart_migrator'), {
      code: '42501',
    });
    await assert.rejects(client.query("COPY (SELECT 1) TO PROGRAM 'true'"), { code: '42501' });
  });
});
