import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { makeLinksFor } from '@smart-accounting/database/mail/links';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient } from './api-client.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let nobody: ApiClient;

before(async () => {
  api = await startApi();
  nobody = new ApiClient(api.url, null);
});
after(() => api.stop());

const password = 'correct horse battery';
const newEmail = (): string => `${randomUUID()}@example.nl`;

const company = (email: string) => ({
  company_name: 'Bakkerij De Korenaar',
  kvk_number: '27312345',
  vat_number: 'nl 0044.95.445.b01',
  name: 'Eva de Bakker',
  email,
  password,
});

const asIdentity = <T extends object>(sql: string, values: unknown[]): Promise<T[]> =>
  withIdentity(api.services.database, () => query<T>(sql, values));

describe('registering', () => {
  it('writes company, owner and the request that makes the books, and signs in', async () => {
    const email = newEmail();
    const { body: session, headers } = await nobody.succeed(contract.register, {
      body: company(email),
    });
    assert.equal(session.person.email, email);
    assert.equal(session.person.platform_operator, false);
    const [tenant] = session.tenants;
    assert.ok(tenant);
    assert.deepEqual(
      [tenant.name, tenant.kvk_number, tenant.vat_number, tenant.role, tenant.state],
      ['Bakkerij De Korenaar', '27312345', 'NL004495445B01', 'owner', 'creating'],
    );
    assert.ok(tenant.permissions.includes('entries.post'));
    const admin = await api.test.client('postgres');
    const requests = await admin.query(
      'SELECT verb, asked_by FROM platform.tenant_requests WHERE tenant = $1',
      [tenant.id],
    );
    assert.deepEqual(requests.rows, [{ verb: 'create', asked_by: `user ${session.person.id}` }]);
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const owner = new ApiClient(api.url, tenant.id, { cookie });
    assert.deepEqual(await owner.do(contract.readSession), session);
  });

  it('keeps no password, only its hash', async () => {
    const email = newEmail();
    await nobody.do(contract.register, { body: company(email) });
    const [user] = await asIdentity<{ hash: string }>(
      'SELECT password_hash AS hash FROM users WHERE email = $1',
      [email],
    );
    assert.match(user?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('refuses an address that has an account, in whatever letters, and writes nothing', async () => {
    const email = newEmail();
    await nobody.do(contract.register, { body: company(email) });
    const count = (): Promise<object[]> => asIdentity('SELECT id FROM tenants', []);
    const before = await count();
    await nobody.refused(contract.register, 'email_taken', {
      body: company(` ${email.toUpperCase()} `),
    });
    assert.deepEqual(await count(), before);
  });

  it('lets one of two who register the same address at once come in', async () => {
    const body = company(newEmail());
    const answers = await Promise.all([
      nobody.send(contract.register, { body }),
      nobody.send(contract.register, { body }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
  });

  const wrong: readonly [string, object, string][] = [
    ['a password of eleven characters', { password: 'elf letters' }, 'password'],
    ['a password of 201 characters', { password: 'x'.repeat(201) }, 'password'],
    ['a KvK number of seven digits', { kvk_number: '1234567' }, 'kvk_number'],
    ['no e-mail address', { email: 'eva' }, 'email'],
    ['an empty company name', { company_name: '  ' }, 'company_name'],
    ['a name of two lines', { name: 'Eva\nde Bakker' }, 'name'],
    ['a name that turns the direction of text', { name: 'Eva \u202e reka' }, 'name'],
    ['a name with half a character', { name: 'Eva \ud83d' }, 'name'],
    ['a VAT number that is none', { vat_number: 'NL123' }, 'vat_number'],
  ];
  for (const [what, part, field] of wrong) {
    it(`refuses ${what}`, async () => {
      const json = { ...company(newEmail()), ...part };
      assert.deepEqual(await nobody.wrongFields(contract.register, { json }), [field]);
    });
  }
});

describe('a new password', () => {
  const bakery = { company_name: 'Bakkerij De Korenaar', name: 'Eva van den Heuvel' };
  const weak = [
    ['one of the commonest with a number', 'password1234'],
    ['one of the commonest twice', 'passwordpassword'],
    ['a repetition', 'abcabcabcabc'],
    ['one letter', 'aaaaaaaaaaaaaaaa'],
    ['a row of keys', 'qwertyuiopas'],
    ['the company', 'Bakkerij De Korenaar'],
    ['the company and a year', 'bakkerijkorenaar2026'],
    ['the person', 'Eva van den Heuvel'],
  ] as const;
  for (const [what, tried] of weak)
    it(`that is ${what} is refused, and nothing is written`, async () => {
      const email = newEmail();
      const body = { ...company(email), ...bakery, password: tried };
      const { errors } = await nobody.refused(contract.register, 'weak_password', { body });
      assert.deepEqual(
        errors?.map(({ field }) => field),
        ['password'],
      );
      assert.deepEqual(await asIdentity('SELECT FROM users WHERE email = $1', [email]), []);
    });

  it('of a few words that do not belong together is taken', async () => {
    const body = { ...company(newEmail()), ...bakery, password: 'fietsband oktober thee' };
    await nobody.do(contract.register, { body });
  });

  it('is refused by the same rule when it is changed or chosen by a link', async () => {
    const email = newEmail();
    const { headers } = await nobody.succeed(contract.register, {
      body: { ...company(email), ...bakery },
    });
    const person = new ApiClient(api.url, null, {
      cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '',
    });
    const { errors } = await person.refused(contract.changePassword, 'weak_password', {
      body: { password, new_password: 'bakkerijkorenaar2025' },
    });
    assert.equal(errors?.[0]?.field, 'new_password');
    const [token = ''] = await makeLinksFor(api.services.database, 'reset_password', email);
    await nobody.refused(contract.resetPassword, 'weak_password', {
      body: { token, password: 'bakkerijkorenaar' },
    });
    await nobody.do(contract.resetPassword, { body: { token, password: 'quite another horse' } });
  });
});

describe('signing in', () => {
  it('takes the address in any letters and with spaces around it', async () => {
    const email = newEmail();
    await nobody.do(contract.register, { body: company(email) });
    const body = { email: ` ${email.toUpperCase()} `, password };
    assert.equal((await nobody.do(contract.signIn, { body })).person.email, email);
  });

  it('takes a password typed on another keyboard: the same letters in another composition', async () => {
    const email = newEmail();
    const composed = 'één appeltaart'.normalize('NFC');
    await nobody.do(contract.register, { body: { ...company(email), password: composed } });
    const body = { email, password: composed.normalize('NFD') };
    await nobody.do(contract.signIn, { body });
  });

  it('answers a wrong password as it answers an address that nobody has', async () => {
    const email = newEmail();
    await nobody.do(contract.register, { body: company(email) });
    const known = await nobody.refused(contract.signIn, 'wrong_credentials', {
      body: { email, password: 'wrong horse battery' },
    });
    const unknown = await nobody.refused(contract.signIn, 'wrong_credentials', {
      body: { email: newEmail(), password },
    });
    assert.deepEqual({ ...known, instance: '' }, { ...unknown, instance: '' });
  });
});
