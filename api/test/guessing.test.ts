import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { makeLinksFor } from '@smart-accounting/database/mail/links';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient } from './api-client.ts';
import { newEmail, password, register } from './people.ts';
import { type RunningApi, serve, startApi } from './running-api.ts';

let api: RunningApi;
/** A process behind a proxy, which tells it from where people come. */
let behindProxy: { url: string; close: () => Promise<void> };

before(async () => {
  api = await startApi();
  const settings = { ...api.services.settings, TRUST_PROXY: 1 };
  behindProxy = await serve({ ...api.services, settings });
});
after(async () => {
  await behindProxy.close();
  await api.stop();
});

const asIdentity = (sql: string, values: unknown[] = []): Promise<object[]> =>
  withIdentity(api.services.database, () => query(sql, values));
beforeEach(() => asIdentity('DELETE FROM sign_in_attempts'));

const from = (network: string, headers: Readonly<Record<string, string>> = {}): ApiClient =>
  new ApiClient(behindProxy.url, null, { 'x-forwarded-for': network, ...headers });
const right = (email: string) => ({ body: { email, password } });
const wrong = (email: string) => ({ body: { email, password: 'a wrong password' } });
const guess = async (email: string, network: string, times: number): Promise<number[]> => {
  const statuses: number[] = [];
  for (let time = 0; time < times; time++)
    statuses.push((await from(network).send(contract.signIn, wrong(email))).status);
  return statuses;
};
/** The cookies that an answer set, as a browser sends them back. */
const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** So many attempts were counted just now. */
const attempts = (key: string, count: number): Promise<object[]> =>
  asIdentity(
    `INSERT INTO sign_in_attempts (key, at, last_at)
       SELECT $1, array_agg(now()), now() FROM generate_series(1, $2)`,
    [key, count],
  );

describe('guessing a password', () => {
  it('ends after ten attempts from one network, also with the right password, for 15 minutes', async () => {
    const { email } = await register(api);
    assert.deepEqual(new Set(await guess(email, '192.0.2.1', 10)), new Set([401]));
    const { retry_after: seconds = 0 } = await from('192.0.2.1').refused(
      contract.signIn,
      'too_many_attempts',
      right(email),
    );
    assert.ok(seconds > 14 * 60 && seconds <= 15 * 60, `${seconds} s`);
    await asIdentity(
      "UPDATE sign_in_attempts SET at = ARRAY(SELECT t - interval '15 minutes' FROM unnest(at) t)",
    );
    await from('192.0.2.1').do(contract.signIn, right(email));
  });

  it('does not lock out the person, who is elsewhere', async () => {
    const { email } = await register(api);
    await guess(email, '192.0.2.1', 12);
    await from('198.51.100.7').do(contract.signIn, right(email));
  });

  it('gains nothing from guessing many times at once', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => from('192.0.2.1').send(contract.signIn, wrong(email))),
    );
    assert.equal(answers.filter(({ status }) => status === 401).length, 10);
    assert.equal(answers.filter(({ status }) => status === 429).length, 15);
  });

  it('counts wrong guesses no more once the person is in', async () => {
    const { email } = await register(api);
    await guess(email, '192.0.2.1', 9);
    await from('192.0.2.1').do(contract.signIn, right(email));
    assert.deepEqual(await guess(email, '192.0.2.1', 1), [401]);
  });

  it('ends after fifty attempts from one network, whomever they are for', async () => {
    await attempts('network:192.0.2.1', 49);
    assert.deepEqual(await guess(newEmail(), '192.0.2.1', 1), [401]);
    assert.deepEqual(await guess(newEmail(), '192.0.2.1', 1), [429]);
    assert.deepEqual(await guess(newEmail(), '192.0.2.2', 1), [401]);
  });

  it('takes all addresses of one IPv6 network for one', async () => {
    const email = newEmail();
    for (let host = 1; host <= 10; host++)
      assert.deepEqual(await guess(email, `2001:db8:0:7:${host}::${host}`, 1), [401]);
    assert.deepEqual(await guess(email, '2001:db8:0:7:ffff::1', 1), [429]);
    assert.deepEqual(await guess(email, '2001:db8:0:8::1', 1), [401]);
  });
});

describe('guessing from many networks', () => {
  /** Somebody whom wrong guesses from many networks have made unreachable for strangers. */
  async function besieged(): Promise<string> {
    const { email } = await register(api);
    await attempts(`person:${email}`, 50);
    return email;
  }

  it('ends after fifty guesses at one person', async () => {
    const { email } = await register(api);
    await attempts(`person:${email}`, 49);
    assert.deepEqual(await guess(email, '198.51.100.7', 1), [401]);
    assert.deepEqual(await guess(email, '198.51.100.8', 1), [429]);
  });

  it('leaves the browser by which the person was in before its own ten attempts', async () => {
    const { email } = await register(api);
    const first = await from('198.51.100.7').succeed(contract.signIn, right(email));
    const browser = from('203.0.113.9', { cookie: cookiesOf(first.headers) });
    await attempts(`person:${email}`, 50);
    await browser.do(contract.signIn, right(email));
    for (let time = 0; time < 10; time++)
      await browser.refused(contract.signIn, 'wrong_credentials', wrong(email));
    await browser.refused(contract.signIn, 'too_many_attempts', right(email));
  });

  it('leaves a way in by a mailed link', async () => {
    const email = await besieged();
    const [token = ''] = await makeLinksFor(api.services.database, 'reset_password', email);
    const chosen = 'quite another horse';
    const reset = await from('203.0.113.9').succeed(contract.resetPassword, {
      body: { token, password: chosen },
    });
    const browser = from('203.0.113.9', { cookie: cookiesOf(reset.headers) });
    await browser.do(contract.signIn, { body: { email, password: chosen } });
  });

  it('is not helped by the cookie of another person, nor by one made up', async () => {
    const email = await besieged();
    const other = await register(api);
    const theirs = await from('198.51.100.7').succeed(contract.signIn, right(other.email));
    for (const cookie of [
      cookiesOf(theirs.headers),
      `smart_browser=${'a'.repeat(22)}.${'b'.repeat(43)}`,
    ])
      await from('198.51.100.7', { cookie }).refused(
        contract.signIn,
        'too_many_attempts',
        right(email),
      );
  });
});
