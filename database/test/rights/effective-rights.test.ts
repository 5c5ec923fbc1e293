// What each role may do is what `rights.txt` says, line by line: a right that a migration adds or takes is seen there.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { readerRole, tenantSchema } from '../../src/tenancy/with-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';
import { effectiveRights } from './effective-rights.ts';

const list = new URL('rights.txt', import.meta.url);
let database: TestDatabase;
let admin: pg.Client;
let tenant: TenantId;

before(async () => {
  database = await createTestDatabase();
  tenant = await database.createTenant();
  admin = await database.client('postgres');
});
after(() => database.drop());

describe('the rights of every role', () => {
  it('are those that are written down (WRITE_RIGHTS=yes writes them anew)', async () => {
    const roles = [
      'smart_api',
      'smart_relay',
      'smart_identity',
      tenantSchema(tenant),
      'smart_reader',
      readerRole(tenant),
      'smart_worker',
      'smart_sealer',
      'smart_operations',
    ];
    const parts: string[] = [];
    for (const role of roles) {
      const rights = await effectiveRights(admin, role, tenant);
      // Other suites' tenants are on this server, too.
      const own = rights.filter((line) => !/may become [tr]_(?!<id>)/.test(line));
      parts.push([role.replace(tenant, '<id>'), ...own.map((line) => `  ${line}`)].join('\n'));
    }
    const found = `${parts.join('\n\n')}\n`;
    if (process.env['WRITE_RIGHTS']) await writeFile(list, found);
    assert.equal(found, await readFile(list, 'utf8'));
  });
  it('hold nothing of the server: no superuser, no login that makes roles or databases but the migrator', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT rolname AS name FROM pg_roles WHERE rolname ~ '^(smart_|[tr]_)'
         AND (rolsuper OR rolcreatedb OR rolreplication OR rolbypassrls OR (rolcreaterole AND rolname <> 'smart_migrator'))`,
    );
    assert.deepEqual(rows, []);
  });
  it('lock no shared table as a whole, but for those of signing in and of the operators', async () => {
    const { rows } = await admin.query<{ role: string; name: string }>(
      `SELECT rolname AS role, c.oid::regclass::text AS name FROM pg_roles r, pg_class c
         WHERE (rolname ~ '^smart_' OR rolname = ANY ($1))
           AND rolname NOT IN ('smart_identity', 'smart_operations', 'smart_owner', 'smart_migrator')
           AND relnamespace::regnamespace::text IN ('platform', 'audit') AND relkind IN ('r', 'p', 'v', 'm', 'f')
           AND has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE, TRUNCATE, MAINTAIN')`,
      [[tenantSchema(tenant), readerRole(tenant)]],
    );
    assert.deepEqual(rows, []);
  });
  it('end every pause, statement and wait of a login after its time', async () => {
    const { rows } = await admin.query<{ name: string; settings: string[] }>(
      `SELECT rolname AS name, setconfig AS settings FROM pg_roles r JOIN pg_db_role_setting s ON s.setrole = r.oid
         WHERE rolname ~ '^smart_' ORDER BY 1`,
    );
    const runTime = ['20s', '60s', '25s'];
    const limits = Object.fromEntries(
      rows.map(({ name, settings }) => [name, settings.map((one) => one.split('=')[1])]),
    );
    assert.deepEqual(limits, {
      smart_api: runTime,
      smart_migrator: ['10min', '0', '25s'],
      smart_operations: ['10min', '2h', '25s'],
      smart_reader: runTime,
      smart_sealer: ['60s', '10min', '25s'],
      smart_worker: runTime,
    });
    const client = await database.client('smart_api');
    const { rows: shown } = await client.query('SHOW idle_in_transaction_session_timeout');
    assert.deepEqual(shown, [{ idle_in_transaction_session_timeout: '20s' }]);
  });
});
