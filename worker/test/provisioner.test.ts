// The provisioner as a process: what it does with requests that the command line would never write, and with a crash.
import { models } from '@smart-accounting/books/models';
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import { Database, query } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import {
  askProvisioner,
  latestRequest,
  registerTenant,
  type RequestProgress,
} from '@smart-accounting/database/tenant-requests/ask-provisioner';
import { newSigningKeyFile, openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { testVhost } from '@smart-accounting/database/testing';
import type { TenantId } from '@smart-accounting/worker-contract';

const script = new URL('../src/provisioner.ts', import.meta.url).pathname;
const asker = { askedBy: 'Eva', reason: 'a test of the provisioner' };
let books: TestBooks;
let operations: Database;
let folder: string;
let environment: Record<string, string>;
const running = new Set<ChildProcess>();

before(async () => {
  books = await openTestBooks();
  operations = new Database({
    models,
    url: books.test.url('smart_operations'),
    maxConnections: 2,
    applicationName: 'test',
  });
  folder = await mkdtemp(path.join(tmpdir(), 'provisioner-'));
  environment = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_DIRECT_URL: books.test.url('smart_migrator'),
    AMQP_URL: await testVhost('provisioner'),
    STORAGE: path.join(folder, 'objects'),
    ARCHIVES: path.join(folder, 'archives'),
    HEADS: path.join(folder, 'heads'),
    SIGNING_KEY_FILE: await newSigningKeyFile(folder),
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
  };
});
after(async () => {
  for (const child of running) child.kill('SIGKILL');
  await operations.close();
  await books.close();
  await rm(folder, { recursive: true, force: true });
});

function start(): ChildProcess {
  const child = spawn(process.execPath, [script], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** What came of the tenant's latest request. */
async function settled(tenant: TenantId): Promise<RequestProgress> {
  for (;;) {
    const request = await withOperations(operations, null, () => latestRequest(tenant));
    if (request && request.state !== 'pending') return request;
    await pause(50);
  }
}

const place = (store: 'objects' | 'archives' | 'heads') => folderStorage(path.join(folder, store));

describe('the provisioner', () => {
  it('makes what is registered while a thousand migrations wait', async () => {
    const child = start();
    await withOperations(operations, null, async () => {
      for (let n = 0; n < 1_000; n++) await askProvisioner(books.tenant, 'migrate', {}, asker);
    });
    const tenant = randomTenantId();
    const company = { name: 'Bakker', kvkNumber: null, vatNumber: null };
    await withOperations(operations, null, () => registerTenant(tenant, company, asker));
    assert.equal((await settled(tenant)).state, 'done');
    const [waiting] = await withOperations(operations, null, () =>
      query<{ requests: bigint }>(
        "SELECT count(*) AS requests FROM tenant_requests WHERE state = 'pending'",
      ),
    );
    assert.ok((waiting?.requests ?? 0n) > 0n, 'it was made after all migrations');
    child.kill('SIGKILL');
    const admin = await books.test.client('postgres');
    await admin.query("DELETE FROM platform.tenant_requests WHERE verb = 'migrate'");
  });
  it('reads and removes no object of another tenant, whatever a request names as its archive', async () => {
    const victim = await books.test.createTenant();
    const file = `${victim}/${'a'.repeat(64)}`;
    await place('objects').put(file, Buffer.from('a file'));
    await place('archives').put(`${victim}/20261129T120000Z.tar.gz`, Buffer.from('an export'));
    await place('heads').put(`${victim}/000000000001-${'b'.repeat(64)}.json`, Buffer.from('{}'));
    start();
    for (const archive of [
      victim,
      `${victim}/seals`,
      `${victim}/..`,
      `../objects/${victim}`,
      `handed-in/../${victim}`,
      'handed-in',
      '',
    ]) {
      const tenant = randomTenantId();
      const id = await withOperations(operations, null, async () => {
        const [row] = await query<{ id: string }>(
          `INSERT INTO tenant_requests (id, tenant, verb, parameters, asked_by, reason)
             VALUES (gen_random_uuid(), $1, 'restore', $2, 'x', 'x') RETURNING id`,
          [
            tenant,
            JSON.stringify({
              archive,
              discard: true,
              members: false,
              name: null,
              head: null,
              trust: null,
              unsigned: true,
            }),
          ],
        );
        return row?.id;
      });
      assert.ok(id);
      const { state, failure } = await settled(tenant);
      assert.deepEqual([state, failure], ['failed', 'wrong_request'], archive);
    }
    // One that is another tenant's export is read, and stays.
    const onto = randomTenantId();
    const parameters = { members: false, name: null, head: null, trust: null, unsigned: true };
    await withOperations(operations, null, () =>
      askProvisioner(
        onto,
        'restore',
        { archive: `${victim}/20261129T120000Z.tar.gz`, ...parameters },
        asker,
      ),
    );
    assert.equal((await settled(onto)).failure, 'damaged_archive');
    assert.deepEqual(await place('objects').list(victim), [file]);
    assert.equal((await place('archives').list(victim)).length, 1);
    assert.equal((await place('heads').list(victim)).length, 1);
  });
  it('erases no books that the law wants kept, whatever a request says beside its verb', async () => {
    const keeper = await books.test.createTenant();
    const admin = await books.test.client('postgres');
    await admin.query(
      `SET session_replication_role = replica; INSERT INTO t_${keeper}.journal_entries (id, journal, fiscal_year, number, entry_date, description)
         VALUES (gen_random_uuid(), 'MEM', 2026, 1, '2026-01-01', '')`,
    );
    const erase = (verb: string, parameters: object): Promise<object[]> =>
      withOperations(operations, null, () =>
        query(
          `INSERT INTO tenant_requests (id, tenant, verb, parameters, asked_by, reason)
             VALUES (gen_random_uuid(), $1, $2, $3, 'Eva', 'because')`,
          [keeper, verb, JSON.stringify(parameters)],
        ),
      );
    await erase('erase', { force_before: '2099-01-01', early: true, verb: 'erase_early' });
    assert.equal((await settled(keeper)).failure, 'retention');
    await assert.rejects(erase('erase_early', {}), /check constraint/); // a reason of seven letters
    await place('heads').put(`${keeper}/000000000001-${'c'.repeat(64)}.json`, Buffer.from('{}'));
    await withOperations(operations, null, () => askProvisioner(keeper, 'erase_early', {}, asker));
    assert.equal((await settled(keeper)).state, 'done');
    const { rows } = await admin.query(
      "SELECT after FROM audit.events WHERE action = 'tenant.erased' AND subject_id = $1",
      [keeper],
    );
    assert.deepEqual(rows, [
      {
        after: {
          kept_until: '2034-01-01',
          overruled: true,
          asked_by: 'Eva',
          reason: 'a test of the provisioner',
        },
      },
    ]);
    assert.equal((await place('heads').list(keeper)).length, 1, 'published heads stay');
  });
  it('goes on with a request in the middle of which it was killed', async () => {
    for (const child of running) child.kill('SIGKILL');
    const doomed = start();
    const tenants = Array.from({ length: 12 }, () => randomTenantId());
    await withOperations(operations, null, async () => {
      for (const tenant of tenants)
        await registerTenant(tenant, { name: 'X', kvkNumber: null, vatNumber: null }, asker);
    });
    const [first] = tenants;
    assert.ok(first);
    await settled(first);
    doomed.kill('SIGKILL');
    start();
    for (const tenant of tenants) assert.equal((await settled(tenant)).state, 'done');
    const active = await withOperations(operations, null, () =>
      query("SELECT FROM tenants WHERE state = 'active' AND id = ANY ($1)", [tenants]),
    );
    assert.equal(active.length, tenants.length);
  });
});
