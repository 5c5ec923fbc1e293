import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { twoStepIs } from './account-requests.ts';
import { ApiClient, readRefusal } from './api-client.ts';
import { addPerson, type Books, openBooks, signIn } from './books.ts';
import { pdfBytes } from './documents.ts';
import { password } from './people.ts';
import { type RunningApi, startApi } from './running-api.ts';
import { until } from './until.ts';

let api: RunningApi;
let books: Books;

before(async () => (api = await startApi()));
beforeEach(async () => (books = await openBooks(api)));
after(() => api.stop());

/** As the provisioner does it, in another process. */
const suspend = (): Promise<void> =>
  api.asSuperuser("UPDATE platform.tenants SET state = 'suspended' WHERE id = $1", [books.tenant]);

/** The milliseconds until a stream of events of this client ends, after `what` was done. */
async function endOfStream(client: ApiClient, what: () => Promise<unknown>): Promise<number> {
  const response = await client.fetch('get', `/api/v1/tenants/${books.tenant}/events`);
  assert.equal(response.status, 200);
  await what();
  const begun = Date.now();
  await response.text();
  return Date.now() - begun;
}

describe('a stream of events ends within five seconds', () => {
  const cases: readonly [string, () => Promise<unknown>][] = [
    ['of signing out everywhere', () => books.viewer.do(contract.signOutEverywhere)],
    [
      'of being removed, also when no hint tells of it',
      () =>
        api.asSuperuser("DELETE FROM platform.memberships WHERE tenant = $1 AND role = 'viewer'", [
          books.tenant,
        ]),
    ],
    ['of the suspension of the company', suspend],
    [
      'of a rule that asks for the second step',
      () =>
        api.asSuperuser('UPDATE platform.tenants SET two_step_required = true WHERE id = $1', [
          books.tenant,
        ]),
    ],
  ];
  for (const [what, done] of cases)
    it(what, async () => assert.ok((await endOfStream(books.viewer, done)) < 5_000));

  it('of revoking the key by which a program listens', async () => {
    const body = { name: 'Listens', scopes: ['read' as const], password };
    const { key, api_key: made } = await books.owner.do(contract.createApiKey, { body });
    const program = new ApiClient(api.url, books.tenant, { authorization: `Bearer ${key}` });
    const revoke = () => books.owner.do(contract.revokeApiKey, { params: { key: made.id } });
    assert.ok((await endOfStream(program, revoke)) < 5_000);
  });
});

describe('streams of one person', () => {
  it('are ten at most, wherever they listen; another person has ten of their own', async () => {
    const open = (client: ApiClient) =>
      client.fetch('get', `/api/v1/tenants/${books.tenant}/events`);
    const streams = await Promise.all(Array.from({ length: 10 }, () => open(books.viewer)));
    assert.deepEqual(new Set(streams.map(({ status }) => status)), new Set([200]));
    const { problem } = await readRefusal(await open(books.viewer));
    assert.equal(problem.code, 'too_many_streams');
    assert.ok(problem.retry_after);
    const other = await open(books.owner);
    assert.equal(other.status, 200);
    await Promise.all([...streams, other].map(async ({ body }) => body?.cancel()));
    await until(async () => {
      const again = await open(books.viewer);
      await again.body?.cancel();
      return again.status === 200;
    });
  });
});

/** An upload that sends its first half and then waits for `goOn`. */
function slowUpload(client: ApiClient, fileName = 'slow.pdf') {
  const half = Promise.withResolvers<undefined>();
  const rest = Promise.withResolvers<undefined>();
  const bytes = pdfBytes(200_000);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (sent === 1) await rest.promise;
      if (sent === 2) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.subarray(sent * 100_000, (sent + 1) * 100_000));
      sent += 1;
      if (sent === 1) half.resolve(undefined);
    },
  });
  const answer = client.send(contract.uploadDocument, {
    query: { file_name: fileName },
    bytes: body,
  });
  return { half: half.promise, goOn: () => rest.resolve(undefined), answer };
}

const waitingFiles = (): Promise<string[]> => readdir(api.uploadFolder).catch(() => []);

describe('an upload that ends after', () => {
  const cases: readonly [string, string, () => Promise<unknown>][] = [
    ['the company was suspended', 'tenant_suspended', suspend],
    [
      'the person signed out everywhere',
      'not_signed_in',
      () => books.bookkeeper.do(contract.signOutEverywhere),
    ],
    [
      'the person was removed',
      'not_found',
      async () => {
        const member = (await books.bookkeeper.do(contract.readSession)).person.id;
        await books.owner.do(contract.removeMember, { params: { member } });
      },
    ],
  ];
  for (const [what, code, done] of cases)
    it(`${what} is refused, and nothing of it is left`, async () => {
      const upload = slowUpload(books.bookkeeper);
      await upload.half;
      await until(async () => (await waitingFiles()).length === 1);
      await done();
      upload.goOn();
      const answer = await upload.answer;
      assert.equal('problem' in answer ? answer.problem.code : answer.status, code);
      assert.deepEqual(await waitingFiles(), []);
      assert.deepEqual(await readdir(`${api.storageFolder}/${books.tenant}`).catch(() => []), []);
      assert.equal((await books.in(() => query('SELECT FROM documents'))).length, 0);
    });
});

describe('uploads at once', () => {
  it('are eight of a company at most; the ninth is told to come again, and then goes on', async () => {
    const uploads = Array.from({ length: 8 }, (_, at) => slowUpload(books.bookkeeper, `${at}.pdf`));
    await until(async () => (await waitingFiles()).length === 8);
    const ninth = { query: { file_name: 'ninth.pdf' }, bytes: pdfBytes() };
    const { retry_after: wait } = await books.owner.refused(
      contract.uploadDocument,
      'too_many_uploads',
      ninth,
    );
    assert.equal(wait, 1);
    const elsewhere = await openBooks(api);
    await elsewhere.owner.do(contract.uploadDocument, ninth);
    for (const upload of uploads) upload.goOn();
    const answers = await Promise.all(uploads.map(({ answer }) => answer));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
    await books.owner.do(contract.uploadDocument, ninth);
  });
});

describe('a rule that asks for the second step', () => {
  it('is made only by an owner who has it, and keeps out the others and their keys', async () => {
    const rule = (required: boolean) => ({ body: { required } });
    await books.owner.refused(contract.requireTwoStep, 'two_step_off', rule(true));
    const body = { name: 'Of the owner', scopes: ['read' as const], password };
    const { key } = await books.owner.do(contract.createApiKey, { body });
    await twoStepIs('on', {})(books, api, books.owner);
    await books.owner.do(contract.requireTwoStep, rule(true));

    await books.viewer.refused(contract.listContacts, 'two_step_required');
    assert.equal((await books.viewer.do(contract.readTenant)).two_step_required, true);
    const program = new ApiClient(api.url, books.tenant, { authorization: `Bearer ${key}` });
    await program.do(contract.listContacts);
    await twoStepIs('on', {})(books, api, books.viewer);
    await books.viewer.do(contract.listContacts);

    await twoStepIs('off', {})(books, api, books.owner);
    api.services.apiKeys.forget();
    await program.refused(contract.listContacts, 'two_step_required');
    await twoStepIs('on', {})(books, api, books.owner);
    await books.owner.do(contract.requireTwoStep, rule(false));
    await books.bookkeeper.do(contract.listContacts);
    const events = await books.in(() =>
      query("SELECT after FROM audit.events WHERE action = 'member.two_step_rule_changed'"),
    );
    assert.equal(events.length, 2);
  });
});

describe('keys that act for a person', () => {
  it('are seen by that person in every company, and revoked', async () => {
    const body = { name: 'Webwinkel', scopes: ['read' as const], password };
    const { key, api_key: made } = await books.owner.do(contract.createApiKey, { body });
    const program = new ApiClient(api.url, books.tenant, { authorization: `Bearer ${key}` });
    await program.do(contract.listContacts);
    const { items } = await books.owner.do(contract.listOwnApiKeys);
    assert.deepEqual(
      items.map(({ id, tenant }) => [id, tenant.id]),
      [[made.id, books.tenant]],
    );
    assert.deepEqual((await books.viewer.do(contract.listOwnApiKeys)).items, []);
    await books.viewer.refused(contract.revokeOwnApiKey, 'not_found', { params: { key: made.id } });
    await books.owner.do(contract.revokeOwnApiKey, { params: { key: made.id } });
    await program.refused(contract.listContacts, 'invalid_api_key');
    const [event] = await books.in(() =>
      query("SELECT subject_id AS id FROM audit.events WHERE action = 'api_key.revoked'"),
    );
    assert.deepEqual(event, { id: made.id });
  });

  it('are made only with the password, and with the code where the second step is on', async () => {
    const owner = await signIn(api, await addPerson(api, 'owner', books.tenant), books.tenant);
    const body = { name: 'Webwinkel', scopes: ['read' as const] };
    assert.deepEqual(await owner.wrongFields(contract.createApiKey, { json: body }), ['password']);
    await owner.refused(contract.createApiKey, 'wrong_password', {
      body: { ...body, password: 'a wrong password' },
    });
    const { json } = await twoStepIs('on', {})(books, api, owner);
    await owner.refused(contract.createApiKey, 'code_required', { body: { ...body, password } });
    await owner.refused(contract.createApiKey, 'wrong_code', {
      body: { ...body, password, code: '000000' },
    });
    await owner.do(contract.createApiKey, { json: { ...body, password, ...(json ?? {}) } });
  });
});
