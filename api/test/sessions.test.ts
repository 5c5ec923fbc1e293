import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { SessionStore } from '@smart-accounting/database/people/sessions/session-store';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient, readRefusal } from './api-client.ts';
import { addPerson, type Books, openBooks, signIn } from './books.ts';
import { type RunningApi, serve, startApi } from './running-api.ts';

const login = { email: 'eva@example.nl', password: 'correct horse battery' };

let api: RunningApi;
let books: Books;
/** A process behind a proxy that speaks https with the browser. */
let behindProxy: { url: string; close: () => Promise<void> };

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  behindProxy = await serve({
    ...api.services,
    settings: { ...api.services.settings, TRUST_PROXY: 1 },
  });
  await new ApiClient(api.url, null).do(contract.register, {
    body: { ...login, name: 'Eva', company_name: 'Eva' },
  });
});
after(async () => {
  await behindProxy.close();
  await api.stop();
});

const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };

/** Signs in and gives what the cookie says. */
async function cookieOf(client: ApiClient): Promise<string> {
  const { headers } = await client.succeed(contract.signIn, { body: login });
  const cookies = headers.getSetCookie();
  return cookies[0] ?? '';
}

describe('the session cookie', () => {
  it('goes with another that only tells that the person was here, and is kept for a year', async () => {
    const { headers } = await new ApiClient(api.url, null).succeed(contract.signIn, {
      body: login,
    });
    const [, known = ''] = headers.getSetCookie();
    assert.match(
      known,
      /^smart_browser=[\w-]{22}\.[\w-]{43}; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const cookie = known.split(';')[0] ?? '';
    await new ApiClient(api.url, null, { cookie }).refused(contract.readSession, 'not_signed_in');
    const again = await new ApiClient(api.url, null, { cookie }).succeed(contract.signIn, {
      body: login,
    });
    assert.equal(again.headers.getSetCookie()[1]?.split(';')[0], cookie);
  });

  it('is for http on the same machine a plain name that no script reads', async () => {
    const cookie = await cookieOf(new ApiClient(api.url, null));
    assert.match(cookie, /^smart_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is over https one that no other host or path can set, and never sent in clear', async () => {
    const client = new ApiClient(behindProxy.url, null, https);
    const cookie = await cookieOf(client);
    assert.match(
      cookie,
      /^__Host-smart_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const token = cookie.split(';')[0] ?? '';
    const person = new ApiClient(behindProxy.url, null, { ...https, cookie: token });
    assert.equal((await person.do(contract.readSession)).person.email, login.email);
  });

  it('is over https not taken by the name that another host could set', async () => {
    const token = (await cookieOf(new ApiClient(api.url, null))).split(/[=;]/)[1] ?? '';
    const cookie = `smart_session=${token}`;
    await new ApiClient(api.url, null, { cookie }).do(contract.readSession);
    const overHttps = new ApiClient(behindProxy.url, null, { ...https, cookie });
    await overHttps.refused(contract.readSession, 'not_signed_in');
  });

  it('believes no X-Forwarded-Proto where no proxy stands before us', async () => {
    const cookie = await cookieOf(new ApiClient(api.url, null, https));
    assert.match(cookie, /^smart_session=/);
  });

  it('is found among others', async () => {
    const token = (await cookieOf(new ApiClient(api.url, null))).split(';')[0] ?? '';
    const cookie = `theme=dark; smart_session=short; ${token}; last=1`;
    await new ApiClient(api.url, null, { cookie }).do(contract.readSession);
  });

  it('is kept in the database only as its hash', async () => {
    const token = (await cookieOf(new ApiClient(api.url, null))).split(/[=;]/)[1] ?? '';
    const hash = createHash('sha256').update(token).digest();
    const rows = await withIdentity(api.services.database, () =>
      query('SELECT FROM sessions WHERE token_hash = $1', [hash]),
    );
    assert.equal(rows.length, 1);
  });
});

describe('another site', () => {
  const write = (client: ApiClient, origin: string): Promise<Response> =>
    client.fetch('post', `/api/v1/tenants/${books.tenant}/contacts`, {
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'From elsewhere' }),
    });

  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://127.0.0.1']) {
    it(`cannot write with the person's cookie (Origin: ${origin})`, async () => {
      const { problem } = await readRefusal(await write(books.owner, origin));
      assert.equal(problem.code, 'foreign_origin');
    });
  }
  it('cannot sign somebody in', async () => {
    await new ApiClient(api.url, null).refused(contract.signIn, 'foreign_origin', {
      body: login,
      headers: { origin: 'https://evil.example' },
    });
  });
  it('is not our own, which may write', async () => {
    assert.equal((await write(books.owner, api.url)).status, 201);
  });
  it('is not our own behind a proxy, by the scheme that the browser used', async () => {
    const person = await addPerson(api, 'owner', books.tenant);
    const token = (await signIn(api, person, books.tenant)).headers['cookie']?.split('=')[1] ?? '';
    const cookie = `__Host-smart_session=${token}`;
    const owner = new ApiClient(behindProxy.url, books.tenant, { ...https, cookie });
    const host = new URL(behindProxy.url).host;
    assert.equal((await write(owner, `https://${host}`)).status, 201);
    assert.equal((await write(owner, `http://${host}`)).status, 403);
  });
  it('gets no leave from us to read answers', async () => {
    const headers = { origin: 'https://evil.example' };
    const response = await books.owner.fetch('get', '/api/v1/session', { headers });
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'same-origin');
  });
});

describe('a session', () => {
  /** A person with a session of their own, and a way to change the session's row. */
  async function person() {
    const id = await addPerson(api, 'viewer', books.tenant);
    const client = await signIn(api, id, books.tenant);
    const change = (assignment: string): Promise<object[]> =>
      withIdentity(api.services.database, () =>
        query(`UPDATE sessions SET ${assignment} WHERE user_id = $1`, [id]),
      );
    return { id, client, change };
  }
  /** Another process of the API, which has not looked anybody up yet. */
  async function elsewhere(client: ApiClient, ask: (client: ApiClient) => Promise<unknown>) {
    const sessions = new SessionStore(api.services.database);
    const other = await serve({ ...api.services, sessions });
    await ask(new ApiClient(other.url, client.tenant, client.headers));
    await other.close();
  }

  it('ends here at once when the person signs out, and the cookie is taken away', async () => {
    const { client } = await person();
    const { headers } = await client.succeed(contract.signOut);
    assert.match(
      headers.getSetCookie()[0] ?? '',
      /^smart_session=; Path=\/; Expires=Thu, 01 Jan 1970/,
    );
    await client.refused(contract.readSession, 'not_signed_in');
    await elsewhere(client, (c) => c.refused(contract.readSession, 'not_signed_in'));
  });

  it('ends when its row is deleted: after the five seconds for which it was looked up', async (t) => {
    const { id, client } = await person();
    await client.do(contract.readSession);
    await withIdentity(api.services.database, () =>
      query('DELETE FROM sessions WHERE user_id = $1', [id]),
    );
    await elsewhere(client, (c) => c.refused(contract.readSession, 'not_signed_in'));
    await client.do(contract.readSession);
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 5_000 });
    await client.refused(contract.readSession, 'not_signed_in');
  });

  it('ends after seven days in which it was not used', async () => {
    const { client, change } = await person();
    await change("last_seen_at = now() - interval '7 days' + interval '1 minute'");
    await elsewhere(client, (c) => c.do(contract.readSession));
    await change("last_seen_at = now() - interval '7 days'");
    await elsewhere(client, (c) => c.refused(contract.readSession, 'not_signed_in'));
  });

  it('ends after thirty days however much it was used', async () => {
    const { client, change } = await person();
    await change("expires_at = expires_at - interval '30 days' + interval '1 minute'");
    await elsewhere(client, (c) => c.do(contract.readSession));
    await change("expires_at = now() - interval '1 second'");
    await elsewhere(client, (c) => c.refused(contract.readSession, 'not_signed_in'));
  });

  it('notes its use at most once a minute', async () => {
    const { id, client, change } = await person();
    const seen = (): Promise<{ age: number }[]> =>
      withIdentity(api.services.database, () =>
        query<{ age: number }>(
          'SELECT extract(epoch FROM now() - last_seen_at)::float8 AS age FROM sessions WHERE user_id = $1',
          [id],
        ),
      );
    await change("last_seen_at = now() - interval '50 seconds'");
    await elsewhere(client, (c) => c.do(contract.readSession));
    assert.ok(((await seen())[0]?.age ?? 0) >= 50);
    await change("last_seen_at = now() - interval '61 seconds'");
    await elsewhere(client, (c) => c.do(contract.readSession));
    assert.ok(((await seen())[0]?.age ?? 99) < 5);
  });

  it('has another role as soon as it is looked up again', async () => {
    const { id, client } = await person();
    await client.refused(contract.createContact, 'forbidden', { body: { name: 'A' } });
    await api.asSuperuser(
      "UPDATE platform.memberships SET role = 'bookkeeper' WHERE user_id = $1",
      [id],
    );
    await elsewhere(client, (c) => c.do(contract.createContact, { body: { name: 'A' } }));
  });

  it('is none for a token that is none', async () => {
    for (const token of ['x', 'x'.repeat(43), "'; DROP TABLE sessions --"]) {
      const client = new ApiClient(api.url, null, { cookie: `smart_session=${token}` });
      await client.refused(contract.readSession, 'not_signed_in');
      await client.do(contract.signOut);
    }
  });
});
