import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import * as contract from '@smart-accounting/api-contract';
import { twoStepIs } from './account-requests.ts';
import { ApiClient } from './api-client.ts';
import { type Books, openBooks } from './books.ts';
import { newEmail, password, register, signInAgain } from './people.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;
let nobody: ApiClient;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  nobody = new ApiClient(api.url, null);
});
after(() => api.stop());

const main = path.resolve(import.meta.dirname, '../src/command-line/main.ts');

/** Runs the command line as an operator does; gives the lines it printed. */
async function users(...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'users', ...args], {
    env: {
      ...process.env,
      DATABASE_URL: api.test.url('smart_operations'),
      PUBLIC_URL: 'https://boeken.example.nl',
      AMQP_URL: undefined,
    },
  });
  return stdout.trim().split('\n');
}

const tokenOf = (link: string | undefined, page: string): string => {
  const url = new URL(link ?? '');
  assert.equal(url.origin + url.pathname, `https://boeken.example.nl${page}`);
  return url.searchParams.get('token') ?? '';
};

describe('users link', () => {
  it('prints the link that a mail would hold, to confirm or to reset', async () => {
    const { email } = await register(api);
    const [confirm] = await users('link', '--email', email, '--for', 'confirm');
    await nobody.do(contract.confirmEmail, { body: { token: tokenOf(confirm, '/confirm-email') } });
    const [reset] = await users('link', '--email', email.toUpperCase(), '--for', 'reset');
    const body = { token: tokenOf(reset, '/reset-password'), password: 'another horse battery' };
    await nobody.do(contract.resetPassword, { body });
    await nobody.do(contract.signIn, { body: { email, password: body.password } });
  });

  it('prints one for each invitation that waits', async () => {
    const email = newEmail();
    await books.owner.do(contract.invite, { body: { email, role: 'viewer' } });
    const [link] = await users('link', '--email', email, '--for', 'invitation');
    const query = { token: tokenOf(link, '/invitation') };
    assert.equal((await nobody.do(contract.readInvitation, { query })).email, email);
  });

  it('says so when there is nobody, or nothing to print for', async () => {
    const { email } = await register(api);
    await assert.rejects(users('link', '--email', newEmail(), '--for', 'reset'), /nobody has/);
    await assert.rejects(users('link', '--email', email, '--for', 'invitation'), /nobody invited/);
    await assert.rejects(users('link', '--email', email, '--for', 'fun'), /confirm, reset, inv/);
  });
});

describe('users create', () => {
  it('makes a person whose address the operator answers for', async () => {
    const email = newEmail();
    const [line] = await users('create', '--email', email, '--name', 'Piet');
    const made = line?.split('\t')[1] ?? '';
    const client = await signInAgain(api, { email, tenant: '' }, { password: made });
    assert.equal((await client.do(contract.readSession)).person.email_confirmed, true);
  });
});

describe('what is typed wrongly', () => {
  it('is told in a sentence, by exit code 2', async () => {
    const person = ['create', '--email', newEmail(), '--name', 'Piet'];
    const asRole = (role: string, tenant: string = books.tenant): Promise<string[]> =>
      users(...person, '--tenant', tenant, '--role', role);
    await assert.rejects(asRole('boss'), { code: 2, stderr: /^--role is one of owner, / });
    await assert.rejects(asRole('owner', 'x'), { code: 2, stderr: /^"x" is no id of a tenant/ });
    const nobody = asRole('owner', 'nobody234567');
    await assert.rejects(nobody, {
      code: 1,
      stderr: 'there is no such tenant: see tenants list\n',
    });
    await users(...person);
    await assert.rejects(users(...person), {
      code: 1,
      stderr: /^there is an account with .* already/,
    });
  });
});

describe('users two-step-off', () => {
  it('lets in whoever lost app and recovery codes, by the password alone', async () => {
    const person = await register(api);
    await twoStepIs('on', {})(books, api, person.client);
    const body = { email: person.email, password };
    await nobody.refused(contract.signIn, 'code_required', { body });
    await users('two-step-off', '--email', person.email);
    await signInAgain(api, person);
    await assert.rejects(users('two-step-off', '--email', newEmail()), /nobody has/);
  });
});

describe('users reset-password', () => {
  it('gives another password and ends all sessions', async () => {
    const person = await register(api);
    const [line] = await users('reset-password', '--email', person.email);
    const given = line?.split('\t')[1] ?? '';
    api.services.sessions.forget();
    await person.client.refused(contract.readSession, 'not_signed_in');
    await signInAgain(api, person, { password: given });
  });
});
