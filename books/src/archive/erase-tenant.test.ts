import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { bookDemoYear } from '../demo/demo-books.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  readerRole,
  tenantSchema,
  withTenant,
} from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks } from '../testing/open-test-books.ts';
import { ArchiveRoom, asked } from '../testing/test-archive.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { eraseTenant } from './erase-tenant.ts';
import { keepUntil, RetentionNotOver } from './retention.ts';
import { sharedTables } from './tables-of-all-tenants.ts';

const books = await openTestBooks();
const room = await ArchiveRoom.open(books.test);
let admin: pg.Client;

before(async () => {
  admin = await books.test.client('postgres');
});
after(async () => {
  await room.close();
  await books.close();
});

/** A tenant with books of 2026, a file, a job, an audit event and a member. */
async function lived(): Promise<TenantId> {
  const tenant = await books.test.createTenant();
  await withTenant(books.database, tenant, async () => {
    await bookDemoYear(isoDate('2026-11-23'));
    await enqueueJob('ocr', randomUuidV7());
    await recordEvent({
      userId: null,
      action: 'contact.created',
      subject: 'contact',
      subjectId: '1',
    });
  });
  await room.documents.put(`${tenant}/file`, Buffer.from('x'));
  const user = randomUuidV7();
  await admin.query(
    "INSERT INTO platform.users (id, email, name, password_hash) VALUES ($1::uuid, $1::uuid::text, 'Eva', '')",
    [user],
  );
  await admin.query("INSERT INTO platform.memberships VALUES ($1, $2, 'owner')", [tenant, user]);
  return tenant;
}

function erase(tenant: TenantId, today: string, early = false): Promise<void> {
  const { client, documents } = room;
  return eraseTenant({ client, documents, tenant, today, early, asked });
}

/** Rows of every table outside of the tenants' schemas that name the tenant. */
async function remains(tenant: TenantId): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const name of await tablesOfTenants()) {
    const { rows } = await admin.query<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM ${name} WHERE tenant = $1`,
      [tenant],
    );
    if (rows[0]?.rows) found[name] = rows[0].rows;
  }
  return found;
}

async function tablesOfTenants(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT c.relnamespace::regnamespace || '.' || c.relname AS name FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
       WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(t_|pg_)' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describe('the duty to keep books', () => {
  it('is seven years after the year of the last entry, and none where nothing was posted', () => {
    assert.equal(keepUntil(2026), '2034-01-01');
    assert.equal(keepUntil(null), null);
  });
  it('stops an erasure, and nothing is touched', async () => {
    const tenant = await lived();
    const contents = await room.contents(tenant);
    for (const today of ['2026-11-23', '2033-12-31'])
      await assert.rejects(
        erase(tenant, today),
        (error) => error instanceof RetentionNotOver && error.until === '2034-01-01',
      );
    assert.deepEqual(await room.contents(tenant), contents);
    assert.deepEqual(await room.documents.list(tenant), [`${tenant}/file`]);
  });
  it('ends by itself, or by a person whose reason the audit keeps', async () => {
    await erase(await lived(), '2034-01-01');
    await erase(await lived(), '2026-11-23', true);
    await erase(await books.test.createTenant(), '2026-11-23');
  });
});

describe('an erased tenant', () => {
  let tenant: TenantId;
  let neighbour: Record<string, string>;

  before(async () => {
    await withTenant(books.database, books.tenant, () => bookDemoYear(isoDate('2026-11-23')));
    neighbour = await room.contents(books.tenant);
    tenant = await lived();
    await admin.query(
      "INSERT INTO platform.tenant_requests (tenant, verb, asked_by, reason) VALUES ($1, 'erase', 'test', 'test')",
      [tenant],
    );
    await erase(tenant, '2040-01-01');
  });

  it('has no schema, no roles, no files and no rows but what was asked of the provisioner', async () => {
    const schema = tenantSchema(tenant);
    const { rows } = await admin.query(
      'SELECT (SELECT count(*)::int FROM pg_namespace WHERE nspname = $1) AS schemas, (SELECT count(*)::int FROM pg_roles WHERE rolname IN ($1, $2)) AS roles',
      [schema, readerRole(tenant)],
    );
    assert.deepEqual(rows, [{ schemas: 0, roles: 0 }]);
    assert.deepEqual(await room.documents.list(tenant), []);
    assert.deepEqual(await remains(tenant), { 'platform.tenant_requests': 1 });
  });
  it('keeps its id and no name, and the audit keeps that it was erased', async () => {
    const kept = await admin.query(
      'SELECT name, kvk_number, state FROM platform.tenants WHERE id = $1',
      [tenant],
    );
    assert.deepEqual(kept.rows, [{ name: '(erased)', kvk_number: null, state: 'erased' }]);
    const audit = await admin.query(
      "SELECT action, after FROM audit.events WHERE tenant IS NULL AND subject_id = $1 AND action = 'tenant.erased'",
      [tenant],
    );
    assert.deepEqual(audit.rows, [
      {
        action: 'tenant.erased',
        after: {
          kept_until: '2034-01-01',
          overruled: false,
          asked_by: asked.askedBy,
          reason: asked.reason,
        },
      },
    ]);
  });
  it('can be erased again, as after a crash before the files were gone', async () => {
    await room.documents.put(`${tenant}/left`, Buffer.from('x'));
    await erase(tenant, '2026-11-23');
    assert.deepEqual(await room.documents.list(tenant), []);
  });
  it('leaves its neighbour as it was', async () => {
    assert.deepEqual(await room.contents(books.tenant), neighbour);
  });
  it('can be entered by nobody', async () => {
    await assert.rejects(
      withTenant(books.database, tenant, () => query('SELECT 1')),
      /role .* does not exist/,
    );
  });
});

describe('the tables that tenants share', () => {
  it('are all named with what becomes of their rows', async () => {
    assert.deepEqual(await tablesOfTenants(), sharedTables.map(({ name }) => name).sort());
  });
  it('show the owner the tenant in hand alone, and only for a transaction', async () => {
    const other = await lived();
    const client = await books.test.client('smart_migrator');
    const seen = async (): Promise<unknown[]> =>
      (
        await client.query<{ tenant: string }>(
          'SELECT DISTINCT tenant FROM audit.events WHERE tenant IS NOT NULL',
        )
      ).rows;
    await client.query('BEGIN; SET LOCAL ROLE smart_owner');
    await client.query("SELECT set_config('smart.tenant', $1, true)", [other]);
    assert.deepEqual(await seen(), [{ tenant: other }]);
    await assert.rejects(
      client.query(
        "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES ($1, 'x.x', '', '')",
        [books.tenant],
      ),
      /row-level security/,
    );
    await client.query('ROLLBACK; SET ROLE smart_owner');
    assert.deepEqual(await seen(), []);
  });
  it('give nothing to the run-time logins that name a tenant so', async () => {
    const client = await books.test.client('smart_api');
    await client.query("SELECT set_config('smart.tenant', $1, false)", [books.tenant]);
    await client.query(`SET ROLE ${tenantSchema(await books.test.createTenant())}`);
    const { rows } = await client.query('SELECT DISTINCT tenant FROM audit.events');
    assert.deepEqual(rows, []);
  });
});
