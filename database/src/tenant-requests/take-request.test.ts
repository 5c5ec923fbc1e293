import { peopleModels } from '../people/people-models.ts';
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type pg from 'pg';
import type { TenantId } from '@smart-accounting/worker-contract';
import { Database } from '../tenancy/database.ts';
import { randomTenantId } from '../tenancy/random-tenant-id.ts';
import { withIdentity } from '../tenancy/with-identity.ts';
import { withOperations } from '../tenancy/with-operations.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { askProvisioner, latestRequest, registerTenant } from './ask-provisioner.ts';
import { isAudited, RequestRefused, settleRequest, takeRequest } from './take-request.ts';
import type { TenantRequest, TenantVerb } from './tenant-request.ts';

const verbs: readonly TenantVerb[] = ['create', 'migrate', 'suspend', 'erase'];
const asker = { askedBy: 'Eva', reason: 'a test of requests' };
let test: TestDatabase;
let operations: Database;
let client: pg.Client;

before(async () => {
  test = await createTestDatabase();
  operations = new Database({
    models: peopleModels,
    url: test.url('smart_operations'),
    maxConnections: 2,
    applicationName: 'test',
  });
  client = await test.client('smart_migrator');
});
after(async () => {
  await operations.close();
  await test.drop();
});
beforeEach(async () => {
  const admin = await test.client('postgres');
  await admin.query('DELETE FROM platform.tenant_requests');
  await admin.end();
});

function ask(tenant: TenantId, verb: 'migrate' | 'suspend' | 'erase' = 'migrate'): Promise<string> {
  return withOperations(operations, null, () => askProvisioner(tenant, verb, {}, asker));
}

async function taken(by = client): Promise<TenantRequest> {
  const request = await takeRequest(by, verbs);
  assert.ok(request);
  return request;
}

/** As after the pause that a failed attempt is followed by. */
async function makeDue(): Promise<void> {
  const admin = await test.client('postgres');
  await admin.query("UPDATE platform.tenant_requests SET run_at = now() - interval '1 second'");
  await admin.end();
}

const fails = (): Promise<void> => Promise.reject(new Error('the disk is full'));
const works = (): Promise<void> => Promise.resolve();

describe('a request', () => {
  it('says what is asked of whom, by whom and why', async () => {
    const tenant = randomTenantId();
    const id = await ask(tenant, 'suspend');
    const { attempts, ...request } = await taken();
    assert.deepEqual(request, {
      id,
      tenant,
      verb: 'suspend',
      parameters: {},
      asked_by: 'Eva',
      reason: 'a test of requests',
    });
    assert.equal(attempts, 1);
  });
  it('is taken by one of many who look at once', async () => {
    await ask(randomTenantId());
    const others = await Promise.all(
      Array.from({ length: 12 }, () => test.client('smart_migrator')),
    );
    const found = await Promise.all(others.map((other) => takeRequest(other, verbs)));
    assert.equal(found.filter((request) => request !== null).length, 1);
    await Promise.all(others.map((other) => other.end()));
  });
  it('is taken only by whom such a verb concerns, and when it is due', async () => {
    await ask(randomTenantId(), 'erase');
    assert.equal(await takeRequest(client, ['create']), null);
    const request = await taken();
    assert.equal(await settleRequest(client, request, fails), 'retried');
    assert.equal(await takeRequest(client, verbs), null);
  });
  it('whose provisioner dies is taken by the next at once, and given up after five', async () => {
    const tenant = randomTenantId();
    await ask(tenant);
    for (let attempt = 1; attempt <= 5; attempt++) {
      const doomed = await test.client('smart_migrator');
      assert.equal((await taken(doomed)).attempts, attempt);
      assert.equal(await takeRequest(client, verbs), null);
      await doomed.end();
    }
    // The server lets go of a lock when it has seen that the connection ended.
    for (let n = 0; n < 1_200; n++) {
      assert.equal(await takeRequest(client, verbs), null);
      const latest = await withOperations(operations, null, () => latestRequest(tenant));
      if (latest?.state === 'failed') {
        assert.equal(latest.failure, 'provisioner_died');
        return;
      }
    }
    assert.fail('it was not given up');
  });
  it('that fails is due again after a growing pause, and failed after the fifth attempt', async () => {
    const tenant = randomTenantId();
    await ask(tenant);
    for (const outcome of ['retried', 'retried', 'retried', 'retried', 'failed']) {
      const request = await taken();
      assert.equal(await settleRequest(client, request, fails), outcome);
      await makeDue();
    }
    const latest = await withOperations(operations, null, () => latestRequest(tenant));
    assert.deepEqual(latest, {
      state: 'failed',
      begun: true,
      failure: 'internal',
      detail: 'the disk is full',
    });
  });
  it('that cannot be done fails at once, by its reason', async () => {
    const tenant = randomTenantId();
    await ask(tenant);
    const refuses = (): Promise<void> => Promise.reject(new RequestRefused('retention', 'no'));
    assert.equal(await settleRequest(client, await taken(), refuses), 'refused');
    const latest = await withOperations(operations, null, () => latestRequest(tenant));
    assert.partialDeepStrictEqual(latest, { state: 'failed', failure: 'retention', detail: 'no' });
  });
  it('waits for those before it of the same tenant, and for no other’s', async () => {
    const [one, other] = [randomTenantId(), randomTenantId()];
    await ask(one, 'migrate');
    await ask(one, 'erase');
    await ask(other, 'suspend');
    const first = await taken();
    const second = await taken(await test.client('smart_migrator'));
    assert.deepEqual([first.tenant, first.verb, second.tenant], [one, 'migrate', other]);
    assert.equal(await settleRequest(client, first, fails), 'retried');
    assert.equal(await takeRequest(client, verbs), null);
    await makeDue();
    assert.equal(await settleRequest(client, await taken(), works), 'done');
    assert.equal((await taken()).verb, 'erase');
  });
});

describe('registering', () => {
  it('asks for nothing but a new tenant', async () => {
    const api = new Database({
      models: peopleModels,
      url: test.url('smart_api'),
      maxConnections: 1,
      applicationName: 'test',
    });
    const tenant = randomTenantId();
    const register = (): Promise<void> =>
      withIdentity(api, () =>
        registerTenant(tenant, { name: 'X', kvkNumber: null, vatNumber: null }, asker),
      );
    await register();
    await assert.rejects(register(), /duplicate key/);
    const request = await taken();
    assert.partialDeepStrictEqual(request, {
      tenant,
      verb: 'create',
      asked_by: 'Eva',
      reason: 'a test of requests',
    });
    const { rows } = await client.query<{ after: unknown }>(
      "SELECT after FROM audit.events WHERE action = 'tenant.created' AND subject_id = $1",
      [tenant],
    );
    assert.deepEqual(rows, [{ after: { asked_by: 'Eva', reason: 'a test of requests' } }]);
    await settleRequest(client, request, works);
    assert.equal(await isAudited(client, request, 'tenant.restored'), false);
    await api.close();
  });
});
