import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DescribedApi, DescribedOperation } from './fuzz/described-api.ts';
import { readDescription } from './fuzz/described-api.ts';
import { fuzzApi } from './fuzz/fuzz-api.ts';
import { type Answer, Judge, type Sent } from './fuzz/judge.ts';
import { Mailbox } from './mailbox.ts';
import { type RunningApi, startApi } from './running-api.ts';

/** A short run; `npm run fuzz` is the long one. The seed is fixed, so that what it finds today it finds tomorrow. */
const run = { requests: 1_800, seed: 20_261_126 };

let mailbox: Mailbox;
let api: RunningApi;
before(async () => {
  mailbox = await Mailbox.open();
  api = await startApi({ environment: { SMTP_URL: mailbox.url } });
});
after(async () => {
  await api.stop();
  await mailbox.close();
});

describe('requests made of the OpenAPI document, right and wrong', () => {
  it('are all answered as it declares', async () => {
    const { statuses, neverDone, complaints } = await fuzzApi(api, mailbox, run);
    assert.deepEqual(complaints, []);
    assert.ok(
      (statuses['200'] ?? 0) > 200 && (statuses['422'] ?? 0) > 100,
      JSON.stringify(statuses),
    );
    assert.ok(neverDone.length < 25, neverDone.join(', '));
  });
});

describe('the judge of answers', () => {
  let described: DescribedApi;
  let judge: Judge;
  before(async () => {
    described = await readDescription(api.url);
    judge = new Judge(described);
  });

  const named = (id: string): DescribedOperation => {
    const found = described.operations.find(({ operationId }) => operationId === id);
    assert.ok(found);
    return found;
  };
  const rightly: Sent = { withoutSession: false, ofAnotherTenant: false, body: undefined };
  const json = (status: number, body: unknown): Answer => ({
    status,
    contentType: 'application/json; charset=utf-8',
    text: JSON.stringify(body),
  });
  const noTenants = json(200, { items: [] });

  it('has nothing against an answer that is as declared', () => {
    assert.deepEqual(judge.complaints(named('listTenants'), rightly, noTenants), []);
  });
  it('finds a crash, a status and a type that are not declared, and an answer off its schema', () => {
    for (const wrong of [
      json(500, {}),
      json(418, {}),
      { ...noTenants, contentType: 'text/html' },
      json(200, { items: [{ id: 'k3v9x2m8qa4d' }] }),
    ])
      assert.equal(judge.complaints(named('listTenants'), rightly, wrong).length, 1, wrong.text);
  });
  it('finds what is answered to somebody who may not have it', () => {
    const sent = { ...rightly, withoutSession: true };
    assert.equal(judge.complaints(named('listTenants'), sent, noTenants).length, 1);
    const strange = { ...rightly, ofAnotherTenant: true };
    const none = json(200, { items: [], next_cursor: null });
    assert.ok(judge.complaints(named('listContacts'), strange, none).length > 0);
  });
  it('finds what is done although its schema refuses it', () => {
    const body = { email: 'eva@example.nl', password: 5 };
    const found = judge.complaints(named('signIn'), { ...rightly, body }, json(200, {}));
    assert.match(found.join(), /which its schema refuses/);
  });
});
