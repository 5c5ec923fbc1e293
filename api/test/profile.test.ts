import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient } from './api-client.ts';
import { Mailbox } from './mailbox.ts';
import { newEmail, password, register, signInAgain } from './people.ts';
import { until } from './until.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let mailbox: Mailbox;
let nobody: ApiClient;

before(async () => {
  mailbox = await Mailbox.open();
  api = await startApi({ environment: { SMTP_URL: mailbox.url } });
  nobody = new ApiClient(api.url, null);
});
after(async () => {
  await api.stop();
  await mailbox.close();
});

const asIdentity = <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  withIdentity(api.services.database, () => query<T>(sql, values));
beforeEach(() => asIdentity('DELETE FROM sign_in_attempts'));

const eventsOf = async (userId: string): Promise<string[]> => {
  const rows = await asIdentity<{ action: string }>(
    'SELECT action FROM audit.events WHERE user_id = $1 ORDER BY id',
    [userId],
  );
  return rows.map(({ action }) => action);
};

const confirmed = async (client: ApiClient): Promise<boolean> =>
  (await client.do(contract.readSession)).person.email_confirmed;

describe('confirming an e-mail address', () => {
  it('is asked for at registration and done by the link, also without a session', async () => {
    const { email, client } = await register(api);
    assert.equal(await confirmed(client), false);
    const body = { token: await mailbox.takeToken(email) };
    assert.deepEqual(await nobody.do(contract.confirmEmail, { body }), { email });
    assert.equal(await confirmed(client), true);
  });

  it('works once', async () => {
    const { email } = await register(api);
    const body = { token: await mailbox.takeToken(email) };
    await nobody.do(contract.confirmEmail, { body });
    await nobody.refused(contract.confirmEmail, 'link_expired', { body });
  });

  it('works once also for two who open the link at once', async () => {
    const { email } = await register(api);
    const body = { token: await mailbox.takeToken(email) };
    const answers = await Promise.all([
      nobody.send(contract.confirmEmail, { body }),
      nobody.send(contract.confirmEmail, { body }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410]);
  });

  it('does not work with a link for something else', async () => {
    const { email } = await register(api);
    await mailbox.take(email);
    await nobody.do(contract.requestPasswordReset, { body: { email } });
    const body = { token: await mailbox.takeToken(email) };
    await nobody.refused(contract.confirmEmail, 'link_expired', { body });
  });

  it('can have its mail sent again, and after it is done no more', async () => {
    const { email, client } = await register(api);
    await mailbox.take(email);
    await client.do(contract.sendConfirmation);
    const body = { token: await mailbox.takeToken(email) };
    await nobody.do(contract.confirmEmail, { body });
    await client.do(contract.sendConfirmation);
    assert.deepEqual(await asIdentity('SELECT FROM mails WHERE recipient = $1', [email]), []);
  });
});

describe('changing the e-mail address', () => {
  it('holds once the new address has proven itself, and the old one is told', async () => {
    const { email: old, id, client } = await register(api);
    await mailbox.take(old); // that of the registration
    await nobody.do(contract.requestPasswordReset, { body: { email: old } });
    await mailbox.take(old);
    const email = newEmail();
    await client.do(contract.changeEmail, { body: { email, password } });
    assert.equal((await client.do(contract.readSession)).person.email, old);
    await nobody.do(contract.confirmEmail, { body: { token: await mailbox.takeToken(email) } });
    assert.equal((await client.do(contract.readSession)).person.email, email);
    await nobody.do(contract.signIn, { body: { email, password } });
    await nobody.refused(contract.signIn, 'wrong_credentials', { body: { email: old, password } });
    assert.match((await mailbox.take(old)).subject ?? '', /gewijzigd/);
    assert.deepEqual(await eventsOf(id), ['user.email_changed']);
  });

  it('makes links worthless that were sent to the old address', async () => {
    const { email: old, client } = await register(api);
    await mailbox.take(old);
    await nobody.do(contract.requestPasswordReset, { body: { email: old } });
    const token = await mailbox.takeToken(old);
    const email = newEmail();
    await client.do(contract.changeEmail, { body: { email, password } });
    await nobody.do(contract.confirmEmail, { body: { token: await mailbox.takeToken(email) } });
    const body = { token, password: 'a password of mine' };
    await nobody.refused(contract.resetPassword, 'link_expired', { body });
  });

  it('asks for the password', async () => {
    const { client } = await register(api);
    const body = { email: newEmail(), password: 'not the password' };
    await client.refused(contract.changeEmail, 'wrong_password', { body });
  });

  it('does not tell whether somebody has the address, and never gives it to two', async () => {
    const [first, second] = [await register(api), await register(api)];
    await mailbox.take(second.email);
    await first.client.do(contract.changeEmail, { body: { email: second.email, password } });
    const body = { token: await mailbox.takeToken(second.email) };
    await nobody.refused(contract.confirmEmail, 'email_taken', { body });
    assert.equal((await first.client.do(contract.readSession)).person.email, first.email);
  });
});

describe('a profile', () => {
  it('has a name and a language, each changed by itself', async () => {
    const { client } = await register(api);
    const named = await client.do(contract.updateProfile, { body: { name: 'Eva Jansen' } });
    assert.deepEqual([named.name, named.language], ['Eva Jansen', 'nl']);
    const spoken = await client.do(contract.updateProfile, { body: { language: 'en' } });
    assert.deepEqual([spoken.name, spoken.language], ['Eva Jansen', 'en']);
    assert.deepEqual((await client.do(contract.readSession)).person, spoken);
  });
});

describe('changing the password', () => {
  const next = 'another horse battery';

  it('asks for the current one, ends the other sessions and tells the person', async () => {
    const person = await register(api);
    await mailbox.take(person.email); // that of the registration
    const other = await signInAgain(api, person);
    const wrong = { password: 'not the password', new_password: next };
    await person.client.refused(contract.changePassword, 'wrong_password', { body: wrong });
    await person.client.do(contract.changePassword, { body: { password, new_password: next } });
    await person.client.do(contract.readSession);
    await other.refused(contract.readSession, 'not_signed_in');
    await signInAgain(api, person, { password: next });
    const body = { email: person.email, password };
    await nobody.refused(contract.signIn, 'wrong_credentials', { body });
    assert.match((await mailbox.take(person.email)).subject ?? '', /wachtwoord is gewijzigd/);
    assert.deepEqual(await eventsOf(person.id), ['user.password_changed']);
  });

  it('takes twelve characters at the least', async () => {
    const { client } = await register(api);
    const body = { password, new_password: 'elf letters' };
    assert.deepEqual(await client.wrongFields(contract.changePassword, { body }), ['new_password']);
  });

  it('lets whoever finds an open browser guess ten times', async () => {
    const { client } = await register(api);
    const body = { password: 'a wrong password', new_password: next };
    for (let guess = 1; guess <= 10; guess++)
      await client.refused(contract.changePassword, 'wrong_password', { body });
    const right = { password, new_password: next };
    await client.refused(contract.changePassword, 'too_many_attempts', { body: right });
  });
});

describe('a forgotten password', () => {
  const next = 'another horse battery';

  it('is replaced by the link, once, and all sessions end', async () => {
    const person = await register(api);
    await mailbox.take(person.email);
    await nobody.do(contract.requestPasswordReset, {
      body: { email: ` ${person.email.toUpperCase()} ` },
    });
    const token = await mailbox.takeToken(person.email);
    await nobody.do(contract.resetPassword, { body: { token, password: next } });
    await person.client.refused(contract.readSession, 'not_signed_in');
    await signInAgain(api, person, { password: next });
    assert.match((await mailbox.take(person.email)).subject ?? '', /wachtwoord is gewijzigd/);
    const again = { token, password: 'a third horse battery' };
    await nobody.refused(contract.resetPassword, 'link_expired', { body: again });
  });

  it('proves the address, too', async () => {
    const person = await register(api);
    await mailbox.take(person.email);
    await nobody.do(contract.requestPasswordReset, { body: { email: person.email } });
    const token = await mailbox.takeToken(person.email);
    await nobody.do(contract.resetPassword, { body: { token, password: next } });
    assert.equal(await confirmed(await signInAgain(api, person, { password: next })), true);
  });

  it('is answered alike for an address that nobody has, which gets no mail', async () => {
    const { email } = await register(api);
    const unknown = newEmail();
    const known = await nobody.succeed(contract.requestPasswordReset, { body: { email } });
    const none = await nobody.succeed(contract.requestPasswordReset, { body: { email: unknown } });
    assert.deepEqual([known.status, known.bytes], [none.status, none.bytes]);
    await until(async () => (await asIdentity('SELECT FROM mails')).length === 0);
    assert.deepEqual([mailbox.count(email), mailbox.count(unknown)], [2, 0]);
  });

  it('can be replaced within an hour', async () => {
    const { email } = await register(api);
    await mailbox.take(email);
    await nobody.do(contract.requestPasswordReset, { body: { email } });
    const token = await mailbox.takeToken(email);
    const admin = await api.test.client('postgres');
    const later = (minutes: number) =>
      admin.query(
        `UPDATE platform.links SET expires_at = expires_at - make_interval(mins => $2)
           WHERE email = $1 AND purpose = 'reset_password'`,
        [email, minutes],
      );
    await later(59);
    const short = { token, password: 'too short' };
    assert.deepEqual(await nobody.wrongFields(contract.resetPassword, { body: short }), [
      'password',
    ]);
    await later(1);
    const body = { token, password: next };
    await nobody.refused(contract.resetPassword, 'link_expired', { body });
  });

  it('has every link that was sent for it end with the first that is used', async () => {
    const { email } = await register(api);
    await mailbox.take(email);
    const tokens: string[] = [];
    for (let time = 1; time <= 2; time++) {
      await nobody.do(contract.requestPasswordReset, { body: { email } });
      tokens.push(await mailbox.takeToken(email));
    }
    const [older = '', newer = ''] = tokens;
    await nobody.do(contract.resetPassword, { body: { token: older, password: next } });
    const body = { token: newer, password: next };
    await nobody.refused(contract.resetPassword, 'link_expired', { body });
  });

  it('cannot be used to fill somebody’s mailbox', async () => {
    const body = { email: newEmail() };
    for (let time = 1; time <= 10; time++) await nobody.do(contract.requestPasswordReset, { body });
    await nobody.refused(contract.requestPasswordReset, 'too_many_attempts', { body });
  });

  it('is not replaced by a token that nobody was sent', async () => {
    for (const token of ['', 'x'.repeat(43), "' OR true --"])
      await nobody.refused(contract.resetPassword, 'link_expired', {
        body: { token, password: next },
      });
  });
});

describe('the browsers of a person', () => {
  it('are listed with the one at hand, and can be signed out one by one', async () => {
    const person = await register(api);
    const other = await signInAgain(api, person);
    const { items } = await person.client.do(contract.listSessions);
    assert.deepEqual(items.map(({ current }) => current).sort(), [false, true]);
    const session = items.find(({ current }) => !current)?.id ?? '';
    await person.client.do(contract.endSession, { params: { session } });
    await other.refused(contract.readSession, 'not_signed_in');
    assert.equal((await person.client.do(contract.listSessions)).items.length, 1);
  });

  it('are nobody else’s', async () => {
    const [person, stranger] = [await register(api), await register(api)];
    const [theirs] = (await person.client.do(contract.listSessions)).items;
    const params = { session: theirs?.id ?? '' };
    await stranger.client.refused(contract.endSession, 'not_found', { params });
    await person.client.do(contract.readSession);
  });

  it('tell no token and no hash', async () => {
    const { client } = await register(api);
    const { bytes } = await client.succeed(contract.listSessions);
    const [row] = await asIdentity<{ hash: Buffer }>('SELECT token_hash AS hash FROM sessions');
    assert.ok(!bytes.toString().includes(row?.hash.toString('hex') ?? ''));
  });

  it('are all signed out at once, the one at hand too', async () => {
    const person = await register(api);
    const other = await signInAgain(api, person);
    const { headers } = await person.client.succeed(contract.signOutEverywhere);
    assert.match(headers.getSetCookie()[0] ?? '', /^smart_session=; Path=\/; Expires=Thu, 01 Jan/);
    await person.client.refused(contract.readSession, 'not_signed_in');
    await other.refused(contract.readSession, 'not_signed_in');
  });
});
