import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { operations, type Scope, scopes } from '@smart-accounting/api-contract';
import { ApiKeyStore } from '@smart-accounting/database/people/api-keys/api-key-store';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { accessRows } from './access-rows.ts';
import { ApiClient, readRefusal } from './api-client.ts';
import { addPerson, type Books, openBooks, signIn } from './books.ts';
import { password } from './people.ts';
import { type RunningApi, serve, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => (api = await startApi()));
beforeEach(async () => (books = await openBooks(api)));
after(() => api.stop());

interface Key {
  readonly id: string;
  readonly key: string;
  readonly program: ApiClient;
}

/** A key made by an owner, and a program that has it. */
async function keyFor(wanted: readonly Scope[], maker = books.owner): Promise<Key> {
  const { key, api_key: made } = await maker.do(contract.createApiKey, {
    body: { name: 'Webwinkel', scopes: [...wanted], password },
  });
  return { id: made.id, key, program: programWith(key) };
}

function programWith(key: string): ApiClient {
  return new ApiClient(api.url, books.tenant, { authorization: `Bearer ${key}` });
}

const name = { name: 'A' };

describe('an API key', () => {
  it('is shown once, and kept as its hash', async () => {
    const { key } = await keyFor(['read']);
    assert.match(key, /^sak_[\w-]{43}$/);
    const { bytes } = await books.owner.succeed(contract.listApiKeys);
    assert.ok(!bytes.toString().includes(key));
    const rows = await withIdentity(api.services.database, () =>
      query<{ text: string }>('SELECT k::text AS text FROM api_keys k WHERE key_hash = $1', [
        createHash('sha256').update(key).digest(),
      ]),
    );
    assert.equal(rows.length, 1);
    assert.ok(!rows[0]?.text.includes(key));
  });

  it('does what its scopes allow, and nothing else', async () => {
    const { program } = await keyFor(['read', 'contacts.write']);
    const { id } = await program.do(contract.createContact, { body: name });
    await program.do(contract.readContact, { params: { contact: id } });
    await program.do(contract.readTenant);
    await program.refused(contract.retryJob, 'forbidden', { params: { job: id } });
  });

  it('works for its own tenant only', async () => {
    const { program } = await keyFor(['read']);
    const theirs = await openBooks(api);
    const elsewhere = program.inTenant(theirs.tenant);
    const refused = await elsewhere.refused(contract.listContacts, 'not_found');
    const none = await program.inTenant('aaaaaaaaaaaa').refused(contract.listContacts, 'not_found');
    assert.deepEqual({ ...refused, instance: '' }, { ...none, instance: '' });
  });

  it('does not open another tenant of the person who made it', async () => {
    const other = await openBooks(api);
    const owner = (await books.owner.do(contract.readSession)).person.id;
    await withIdentity(api.services.database, () =>
      query("INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, 'owner')", [
        other.tenant,
        owner,
      ]),
    );
    const { program } = await keyFor(['read']);
    await program.inTenant(other.tenant).refused(contract.listContacts, 'not_found');
  });

  it('says in every audit event that it was the key', async () => {
    const { id: key, program } = await keyFor(['contacts.write']);
    await program.do(contract.createContact, { body: name });
    const [event] = await books.in(() =>
      query<{ person: string; key: string }>(
        `SELECT user_id AS person, api_key AS key FROM audit.events WHERE action = 'contact.created'`,
      ),
    );
    const owner = (await books.owner.do(contract.readSession)).person.id;
    assert.deepEqual(event, { person: owner, key });
  });

  it('is refused when it is revoked, and that is in the audit trail', async () => {
    const { id, program } = await keyFor(['read']);
    await program.do(contract.listContacts);
    await books.owner.do(contract.revokeApiKey, { params: { key: id } });
    await program.refused(contract.listContacts, 'invalid_api_key');
    const events = await books.in(() =>
      query<{ action: string }>('SELECT action FROM audit.events ORDER BY id'),
    );
    assert.deepEqual(
      events.map(({ action }) => action),
      ['api_key.created', 'api_key.revoked'],
    );
  });

  it('is refused when it has expired', async () => {
    const body = {
      name: 'Kort',
      scopes: ['read' as const],
      expires_at: new Date(Date.now() + 60_000).toISOString(),
      password,
    };
    const { key, api_key: made } = await books.owner.do(contract.createApiKey, { body });
    assert.equal(made.expires_at, body.expires_at);
    await programWith(key).do(contract.listContacts);
    const admin = await api.test.client('postgres');
    await admin.query('UPDATE platform.api_keys SET expires_at = now() WHERE id = $1', [made.id]);
    api.services.apiKeys.forget();
    await programWith(key).refused(contract.listContacts, 'invalid_api_key');
  });

  it('is refused when it is none', async () => {
    for (const key of ['x', `sak_${'x'.repeat(43)}`, "'--"])
      await programWith(key).refused(contract.listContacts, 'invalid_api_key');
  });

  it('does no more than whoever made it may still do', async () => {
    const id = await addPerson(api, 'owner', books.tenant);
    const maker = await signIn(api, id, books.tenant);
    const { program } = await keyFor(['read', 'accounts.write', 'contacts.write'], maker);
    await program.do(contract.createContact, { body: name });
    const params = { member: id };
    await books.owner.do(contract.changeMemberRole, { params, body: { role: 'viewer' } });
    await program.refused(contract.createContact, 'forbidden', { body: name });
    await program.do(contract.listContacts);
    await books.owner.do(contract.removeMember, { params });
    await program.refused(contract.listContacts, 'invalid_api_key');
    const { items } = await books.owner.do(contract.listApiKeys);
    assert.equal(items[0]?.created_by, null);
  });

  it('needs no Origin, and a cookie beside it counts for nothing', async () => {
    const { program } = await keyFor(['read', 'contacts.write']);
    const headers = { origin: 'https://shop.example' };
    await program.do(contract.createContact, { body: name, headers });
    const { cookie = '' } = books.owner.headers;
    const both = new ApiClient(api.url, books.tenant, { ...program.headers, cookie });
    await both.refused(contract.listMembers, 'forbidden');
    await both.refused(contract.readSession, 'not_signed_in');
    const wrong = new ApiClient(api.url, books.tenant, { authorization: 'Bearer x', cookie });
    await wrong.refused(contract.listContacts, 'invalid_api_key');
  });

  it('notes its use at most once a minute', async () => {
    const { id, key } = await keyFor(['read']);
    const used = async (): Promise<string | null> => {
      const { items } = await books.owner.do(contract.listApiKeys);
      return items.find((one) => one.id === id)?.last_used_at ?? null;
    };
    const elsewhere = async (): Promise<void> => {
      const apiKeys = new ApiKeyStore(api.services.database);
      const other = await serve({ ...api.services, apiKeys });
      const headers = { authorization: `Bearer ${key}` };
      await new ApiClient(other.url, books.tenant, headers).do(contract.listContacts);
      await other.close();
    };
    assert.equal(await used(), null);
    await elsewhere();
    const first = await used();
    assert.ok(first);
    await elsewhere();
    assert.equal(await used(), first);
  });

  it('is made with at least one scope, each once, of those that a key can have', async () => {
    for (const wanted of [[], ['read', 'read'], ['members.manage'], ['api_keys.manage'], ['all']])
      assert.match(
        (
          await books.owner.wrongFields(contract.createApiKey, {
            json: { name: 'A', scopes: wanted, password },
          })
        ).join(),
        /^scopes/,
      );
  });
});

describe('a key with every scope', () => {
  for (const operation of operations) {
    if (scopes.some((scope) => scope === operation.access)) {
      it(`may ${operation.id}`, async () => {
        const { program } = await keyFor(scopes);
        await program.succeed(operation, await accessRows[operation.id]?.request(books, api));
      });
    } else if (operation.access !== 'public') {
      it(`may not ${operation.id}`, async () => {
        const { program } = await keyFor(scopes);
        const answer = await program.send(
          operation,
          await accessRows[operation.id]?.request(books, api),
        );
        assert.ok('problem' in answer);
        const isOfPeople = operation.access === 'session' || operation.access === 'operator';
        const code = isOfPeople ? 'not_signed_in' : 'forbidden';
        assert.equal(answer.problem.code, code);
      });
    }
  }

  it('is nobody where one signs in or follows a link', async () => {
    const { program } = await keyFor(scopes);
    const response = await program.fetch('post', '/api/v1/invitation/acceptance', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'x'.repeat(43) }),
    });
    assert.equal((await readRefusal(response)).problem.code, 'link_expired');
  });
});
