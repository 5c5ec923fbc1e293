import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { Secret, TOTP } from 'otpauth';
import { ApiClient } from './api-client.ts';
import { Mailbox } from './mailbox.ts';
import { password, type Person, register, signInAgain } from './people.ts';
import { type RunningApi, startApi, today } from './running-api.ts';

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

let minutes = 0;
/** A new minute for each test, so that no code was used before. */
beforeEach(async () => {
  minutes += 1;
  api.setNow(new Date(Date.parse(`${today}T12:00:00Z`) + minutes * 60_000));
  await asIdentity('DELETE FROM sign_in_attempts');
});

/** What an app shows now, or so many seconds from now. */
function codeOf(secret: string, later = 0): string {
  const timestamp = api.services.now().getTime() + later * 1000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

const otherCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Somebody with two-step sign-in, half a minute after they switched it on. */
async function withTwoStep(): Promise<Person & { secret: string; recoveryCodes: string[] }> {
  const person = await register(api);
  const { secret } = await person.client.do(contract.beginTwoStep, { body: { password } });
  const body = { code: codeOf(secret) };
  const { recovery_codes: recoveryCodes } = await person.client.do(contract.switchOnTwoStep, {
    body,
  });
  api.setNow(new Date(api.services.now().getTime() + 30_000));
  return { ...person, secret, recoveryCodes };
}

describe('switching on two-step sign-in', () => {
  it('takes the password and a code of the app, ends other sessions and tells the person', async () => {
    const person = await register(api);
    await mailbox.take(person.email);
    const other = await signInAgain(api, person);
    const wrong = { password: 'not the password' };
    await person.client.refused(contract.beginTwoStep, 'wrong_password', { body: wrong });
    const { secret, qr_code: picture } = await person.client.do(contract.beginTwoStep, {
      body: { password },
    });
    assert.match(picture, /^<svg/);
    const code = codeOf(secret);
    await person.client.refused(contract.switchOnTwoStep, 'wrong_code', {
      body: { code: otherCode(code) },
    });
    const { recovery_codes: codes } = await person.client.do(contract.switchOnTwoStep, {
      body: { code: `${code.slice(0, 3)} ${code.slice(3)}` },
    });
    assert.equal(new Set(codes).size, 10);
    assert.equal((await person.client.do(contract.readSession)).person.two_step, true);
    await other.refused(contract.readSession, 'not_signed_in');
    assert.match((await mailbox.take(person.email)).subject ?? '', /staat aan/);
  });

  it('counts for nothing until the code has come', async () => {
    const person = await register(api);
    await person.client.do(contract.beginTwoStep, { body: { password } });
    await signInAgain(api, person);
  });

  it('is not begun by a code alone, and not done twice', async () => {
    const person = await register(api);
    await person.client.refused(contract.switchOnTwoStep, 'two_step_off', {
      body: { code: '123456' },
    });
    const { client } = await withTwoStep();
    await client.refused(contract.beginTwoStep, 'two_step_on', { body: { password } });
    await client.refused(contract.switchOnTwoStep, 'two_step_on', { body: { code: '123456' } });
  });

  it('keeps the secret encrypted and the recovery codes as hashes', async () => {
    const { id, secret, recoveryCodes } = await withTwoStep();
    const [user] = await asIdentity<{ kept: Buffer }>(
      'SELECT totp_secret AS kept FROM users WHERE id = $1',
      [id],
    );
    const plain = Buffer.from(Secret.fromBase32(secret).bytes);
    assert.equal(user?.kept.includes(plain), false);
    const rows = await asIdentity<{ text: string }>(
      'SELECT code_hash::text AS text FROM recovery_codes WHERE user_id = $1',
      [id],
    );
    assert.equal(rows.length, 10);
    const [code = ''] = recoveryCodes;
    assert.ok(rows.every(({ text }) => text.length === 66 && !text.includes(code)));
  });
});

describe('signing in with two steps', () => {
  it('asks for the code once the password is right', async () => {
    const { email, secret } = await withTwoStep();
    const wrong = { email, password: 'not the password', code: codeOf(secret) };
    await nobody.refused(contract.signIn, 'wrong_credentials', { body: wrong });
    const asked = await nobody.send(contract.signIn, { body: { email, password } });
    assert.equal('problem' in asked && asked.problem.code, 'code_required');
    assert.deepEqual(asked.headers.getSetCookie(), []);
    await nobody.do(contract.signIn, { body: { email, password, code: codeOf(secret) } });
  });

  it('takes no code twice, nor an older one', async () => {
    const { email, secret } = await withTwoStep();
    const code = codeOf(secret);
    const older = codeOf(secret, -30);
    await nobody.do(contract.signIn, { body: { email, password, code } });
    for (const used of [code, older])
      await nobody.refused(contract.signIn, 'wrong_code', {
        body: { email, password, code: used },
      });
    await nobody.do(contract.signIn, {
      body: { email, password, code: codeOf(secret, 30) },
    });
  });

  it('takes a code of two who send it at once from one of them', async () => {
    const { email, secret } = await withTwoStep();
    const body = { email, password, code: codeOf(secret) };
    const answers = await Promise.all([1, 2, 3].map(() => nobody.send(contract.signIn, { body })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401]);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { email, recoveryCodes } = await withTwoStep();
    const [first = '', second = ''] = recoveryCodes;
    await nobody.do(contract.signIn, { body: { email, password, code: first } });
    await nobody.refused(contract.signIn, 'wrong_code', {
      body: { email, password, code: first },
    });
    const typed = ` ${second.toUpperCase().replaceAll('-', ' ')} `;
    await nobody.do(contract.signIn, { body: { email, password, code: typed } });
  });

  it('lets nobody guess codes for long', async () => {
    const { email, secret } = await withTwoStep();
    const code = otherCode(codeOf(secret, 600));
    for (let guess = 1; guess <= 10; guess++)
      await nobody.refused(contract.signIn, 'wrong_code', { body: { email, password, code } });
    const right = { email, password, code: codeOf(secret) };
    await nobody.refused(contract.signIn, 'too_many_attempts', { body: right });
  });

  it('is still asked for after the password was forgotten', async () => {
    const { email } = await withTwoStep();
    for (let mail = 1; mail <= 2; mail++) await mailbox.take(email);
    await nobody.do(contract.requestPasswordReset, { body: { email } });
    const body = { token: await mailbox.takeToken(email), password: 'another horse battery' };
    await nobody.do(contract.resetPassword, { body });
    await nobody.refused(contract.signIn, 'code_required', {
      body: { email, password: body.password },
    });
  });
});

describe('recovery codes', () => {
  it('are renewed with password and code; the old ones work no more', async () => {
    const { email, client, secret, recoveryCodes } = await withTwoStep();
    const [old = ''] = recoveryCodes;
    const code = codeOf(secret);
    await client.refused(contract.renewRecoveryCodes, 'wrong_code', {
      body: { password, code: otherCode(code) },
    });
    const { recovery_codes: codes } = await client.do(contract.renewRecoveryCodes, {
      body: { password, code },
    });
    await nobody.refused(contract.signIn, 'wrong_code', { body: { email, password, code: old } });
    const [fresh = ''] = codes;
    await nobody.do(contract.signIn, { body: { email, password, code: fresh } });
  });
});

describe('switching off two-step sign-in', () => {
  it('takes password and code, and tells the person', async () => {
    const { email, client, secret } = await withTwoStep();
    for (let mail = 1; mail <= 2; mail++) await mailbox.take(email);
    const code = codeOf(secret);
    const wrong = { password: 'not the password', code };
    await client.refused(contract.switchOffTwoStep, 'wrong_password', { body: wrong });
    await client.refused(contract.switchOffTwoStep, 'wrong_code', {
      body: { password, code: otherCode(code) },
    });
    await client.do(contract.switchOffTwoStep, { body: { password, code } });
    await nobody.do(contract.signIn, { body: { email, password } });
    await client.refused(contract.switchOffTwoStep, 'two_step_off', { body: { password, code } });
    assert.match((await mailbox.take(email)).subject ?? '', /staat uit/);
  });

  it('leaves no secret and no recovery code behind', async () => {
    const { id, client, secret } = await withTwoStep();
    const body = { password, code: codeOf(secret) };
    await client.do(contract.switchOffTwoStep, { body });
    const kept = await asIdentity(
      `SELECT FROM users WHERE id = $1 AND totp_secret IS NOT NULL
         UNION ALL SELECT FROM recovery_codes WHERE user_id = $1`,
      [id],
    );
    assert.deepEqual(kept, []);
  });
});
