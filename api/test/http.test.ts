import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as contract from '@smart-accounting/api-contract';
import { operations } from '@smart-accounting/api-contract';
import { z } from 'zod';
import { ApiClient, readRefusal } from './api-client.ts';
import { type Books, openBooks } from './books.ts';
import { type RunningApi, serve, startApi, today } from './running-api.ts';

let api: RunningApi;
let books: Books;
let contacts: string;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  contacts = `/api/v1/tenants/${books.tenant}/contacts`;
});
after(() => api.stop());

type Sent = Parameters<ApiClient['fetch']>[2];

/** The code of the problem that is answered; the problem itself is checked on the way. */
async function codeOf(method: string, address: string, sent?: Sent): Promise<string> {
  return (await readRefusal(await books.owner.fetch(method, address, sent))).problem.code;
}

const json = { 'content-type': 'application/json' };

/** Where below `at` a schema takes objects with any fields. */
function openObjects(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isOpen = 'properties' in schema && !('additionalProperties' in schema);
  const below = Object.entries(schema).flatMap(([key, part]) => openObjects(part, `${at}.${key}`));
  return isOpen && 'type' in schema ? [at, ...below] : below;
}

describe('an address that nobody serves', () => {
  const addresses = [
    '/api',
    '/api/',
    '/api/v1',
    '/api/v2/session',
    '/api/v1/nothing',
    '/api/v1/session/',
  ];
  for (const address of [...addresses, '/api/v1/Session', '/api/v1/tenants/../session/x']) {
    it(`is a problem 404: ${address}`, async () => {
      assert.equal(await codeOf('get', address), 'not_found');
    });
  }
  it('is a problem 400 when it cannot be decoded', async () => {
    assert.equal(await codeOf('get', `${contacts}/%E0%A4%A`), 'bad_request');
  });
});

describe('a method that an address does not take', () => {
  it('is a problem 405 that tells the others', async () => {
    const response = await books.owner.fetch('put', contacts);
    assert.equal(response.headers.get('allow'), 'GET, POST');
    assert.equal((await readRefusal(response)).problem.code, 'method_not_allowed');
  });
  it('may be HEAD wherever GET is taken', async () => {
    const response = await books.owner.fetch('head', contacts);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });
});

describe('a body', () => {
  const post = (headers: Readonly<Record<string, string>>, body: RequestInit['body']) =>
    codeOf('post', contacts, { headers, body });

  it('that is no JSON is refused', async () => {
    for (const text of ['{"name":', 'name=A', '"text"', 'null', '{"name":"A"}}'])
      assert.equal(await post(json, text), 'bad_request', text);
  });
  it('of another type is refused', async () => {
    assert.equal(
      await post({ 'content-type': 'text/plain' }, '{"name":"A"}'),
      'unsupported_content_type',
    );
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal(await post(form, 'name=A'), 'unsupported_content_type');
    const latin = { 'content-type': 'application/json; charset=iso-8859-1' };
    assert.equal(await post(latin, '{"name":"A"}'), 'unsupported_content_type');
    assert.equal(await post({}, null), 'unsupported_content_type');
  });
  it('above a megabyte is refused, also when it only grows to that', async () => {
    const large = JSON.stringify({ name: 'A', address: 'x'.repeat(1_100_000) });
    assert.equal(await post(json, large), 'body_too_large');
    const packed = new Uint8Array(gzipSync(large));
    assert.equal(await post({ ...json, 'content-encoding': 'gzip' }, packed), 'body_too_large');
  });
  it('that cannot be unpacked is refused', async () => {
    assert.equal(await post({ ...json, 'content-encoding': 'gzip' }, 'no gzip'), 'bad_request');
    assert.equal(
      await post({ ...json, 'content-encoding': 'lzma' }, 'x'),
      'unsupported_content_type',
    );
  });
  it('that is nested a hundred thousand times does no harm', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const headers = { ...json, 'idempotency-key': 'deep' };
    const answer = await books.owner.fetch('post', contacts, {
      headers,
      body: `{"name":"A","x":${nested}}`,
    });
    assert.equal(answer.status, 422);
  });
  it('names each wrong field by its path', async () => {
    const fields = await books.owner.wrongFields(contract.createContact, {
      json: { email: 'none', ibans: ['NL91ABNA0417164300', 7], payment_days: 1.5 },
    });
    assert.deepEqual(fields.sort(), ['email', 'ibans.1', 'name', 'payment_days']);
  });
  it('with a field that there is not is refused, by its path', async () => {
    const line = { ledger_account_id: await books.account('4510'), debit: '1.00' };
    const json = {
      entry_date: today,
      description: 'By hand',
      lines: [line, { ...line, amount: '1.00' }],
      tenant: books.tenant,
    };
    assert.deepEqual((await books.owner.wrongFields(contract.postJournalEntry, { json })).sort(), [
      'lines.1.amount',
      'tenant',
    ]);
  });
  it('of no operation may hold fields that there are not, however deep', () => {
    const open = operations.flatMap(({ id, body }) =>
      body ? openObjects(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }), id) : [],
    );
    assert.deepEqual(open, []);
  });
  it('with a character that cannot be kept is refused', async () => {
    const json = { name: 'A', address: 'a\u0000b' };
    assert.deepEqual(await books.owner.wrongFields(contract.createContact, { json }), ['address']);
  });
});

describe('a query', () => {
  it('with a parameter given twice is refused', async () => {
    assert.equal(await codeOf('get', `${contacts}?limit=1&limit=2`), 'bad_request');
  });
  it('with an unknown parameter is refused, by its name', async () => {
    for (const [address, field] of [
      [`${contacts}?filter=x`, 'filter'],
      ['/api/v1/session?fields=all', 'fields'],
    ] as const) {
      const { problem } = await readRefusal(await books.owner.fetch('get', address));
      assert.equal(problem.code, 'invalid_fields');
      assert.equal(problem.errors?.[0]?.field, field);
    }
  });
  it('with a limit outside of 1 to 500 is refused', async () => {
    for (const limit of [0, 501, 1.5, -1, 'all'])
      assert.deepEqual(await books.owner.wrongFields(contract.listContacts, { query: { limit } }), [
        'limit',
      ]);
  });
  it('with a cursor that no list gave is refused, in every list', async () => {
    const encode = (keys: unknown): string =>
      Buffer.from(JSON.stringify(keys)).toString('base64url');
    const id = '01920000-0000-7000-8000-000000000000';
    const account = await books.account('4510');
    const cursors = [
      'x',
      '!',
      encode({}),
      encode([1, 2]),
      encode(['a']),
      encode(['a', 'b']),
      encode(['a', id, 'c']),
    ];
    for (const cursor of cursors) {
      const parts = { query: { cursor } };
      for (const list of [
        contract.listDocuments,
        contract.listPurchaseInvoices,
        contract.listContacts,
        contract.listJournalEntries,
        contract.listJobs,
      ]) {
        if (list === contract.listContacts && cursor === encode(['a', id])) continue;
        assert.deepEqual(
          await books.owner.wrongFields(list, parts),
          ['cursor'],
          `${list.id} ${cursor}`,
        );
      }
      const card = { ...parts, params: { account } };
      assert.deepEqual(await books.owner.wrongFields(contract.readAccountCard, card), ['cursor']);
    }
  });
  it('with a cursor of another sort is refused', async () => {
    const cursor = Buffer.from(
      JSON.stringify(['glasnet', '01920000-0000-7000-8000-000000000000']),
    ).toString('base64url');
    for (const sort of ['created_at', 'invoice_date', 'due_date', 'total'] as const) {
      const query = { cursor, sort };
      assert.deepEqual(await books.owner.wrongFields(contract.listPurchaseInvoices, { query }), [
        'cursor',
      ]);
    }
    await books.owner.do(contract.listPurchaseInvoices, {
      query: { cursor, sort: 'supplier_name' },
    });
  });
  it('with a date that no book has is refused', async () => {
    for (const from of [
      '0000-01-01',
      '0001-01-01',
      '1899-12-31',
      '2200-01-01',
      '2026-02-30',
      '01-02-2026',
    ]) {
      const query = { from };
      assert.deepEqual(
        await books.owner.wrongFields(contract.readTrialBalance, { query }),
        ['from'],
        from,
      );
      assert.deepEqual(await books.owner.wrongFields(contract.listJournalEntries, { query }), [
        'from',
      ]);
    }
  });
});

describe('every answer', () => {
  it('carries the request id that was given, or one of ours', async () => {
    const ask = async (id: string): Promise<string | null> => {
      const answer = await books.owner.fetch('get', '/api/v1/session', {
        headers: { 'x-request-id': id },
      });
      return answer.headers.get('x-request-id');
    };
    assert.equal(await ask('from-the-proxy_17'), 'from-the-proxy_17');
    for (const id of ['has space', 'x'.repeat(65), '<script>'])
      assert.match((await ask(id)) ?? '', /^[0-9a-f-]{36}$/);
  });
  it('says nothing of the program, is not kept by caches, framed or guessed', async () => {
    const { headers } = await books.owner.fetch('get', '/api/v1/session');
    assert.equal(headers.get('x-powered-by'), null);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
    assert.equal(headers.get('strict-transport-security'), null);
  });
  it('tells a browser to come by https only, where the portal is reached by it', async () => {
    const settings = { ...api.services.settings, PUBLIC_URL: 'https://books.example' };
    const { url, close } = await serve({ ...api.services, settings });
    const answer = await fetch(`${url}/api/v1/session`);
    assert.equal(answer.headers.get('strict-transport-security'), 'max-age=63072000');
    await close();
  });
});

describe('too many requests from one address', () => {
  const from = (url: string, address: string): ApiClient =>
    new ApiClient(url, books.tenant, { ...books.owner.headers, 'x-forwarded-for': address });

  it('are told when to come back, and come again when the minute is over', async () => {
    const settings = { ...api.services.settings, RATE_LIMIT_PER_MINUTE: 3, TRUST_PROXY: 1 };
    const { url, close } = await serve({ ...api.services, settings });
    for (let request = 1; request <= 3; request++)
      await from(url, '192.0.2.1').do(contract.readSession);
    const problem = await from(url, '192.0.2.1').refused(contract.readSession, 'too_many_requests');
    assert.ok(problem.retry_after && problem.retry_after <= 60);
    await from(url, '192.0.2.2').do(contract.readSession);
    await close();
  });
  it('are not counted together for the people of a portal in the same process', async () => {
    const settings = { ...api.services.settings, RATE_LIMIT_PER_MINUTE: 3, TRUST_PROXY: 0 };
    const seen: unknown[] = [];
    const { url, close } = await serve({ ...api.services, settings }, (request, response) => {
      seen.push(request.headers['x-forwarded-for']);
      response.end();
    });
    for (let person = 1; person <= 5; person++)
      await from(url, `192.0.2.${person}`).do(contract.readSession);
    await fetch(url, { headers: { 'x-forwarded-for': '192.0.2.9' } });
    assert.deepEqual(seen, ['192.0.2.9']);
    await close();
  });
  it('are counted together when somebody else only says that they come for others', async () => {
    const settings = { ...api.services.settings, RATE_LIMIT_PER_MINUTE: 3, TRUST_PROXY: 0 };
    const { url, close } = await serve({ ...api.services, settings });
    for (let person = 1; person <= 3; person++)
      await from(url, `192.0.2.${person}`).do(contract.readSession);
    await from(url, '192.0.2.4').refused(contract.readSession, 'too_many_requests');
    await close();
  });
});
