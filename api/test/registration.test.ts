import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient } from './api-client.ts';
import { Mailbox } from './mailbox.ts';
import { newEmail, password, withCookie } from './people.ts';
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

async function registered(email: string): Promise<ApiClient> {
  const { headers, body } = await nobody.succeed(contract.register, {
    body: { company_name: 'De Korenaar', kvk_number: '27312345', name: 'Eva', email, password },
  });
  assert.deepEqual(body.tenants, []);
  return withCookie(api, headers, null);
}

async function requests(): Promise<number> {
  const admin = await api.test.client('postgres');
  const { rowCount } = await admin.query('SELECT FROM platform.tenant_requests');
  await admin.end();
  return rowCount ?? 0;
}

describe('a company that registers where mail is sent', () => {
  it('gets its books when the address was proven, once, under the default quota', async () => {
    const email = newEmail();
    const before = await requests();
    const eva = await registered(email);
    assert.equal(await requests(), before);
    const token = await mailbox.takeToken(email);
    await nobody.do(contract.confirmEmail, { body: { token } });
    const { tenants, person } = await eva.do(contract.readSession);
    assert.equal(person.email_confirmed, true);
    const [tenant] = tenants;
    assert.deepEqual(
      [tenants.length, tenant?.name, tenant?.kvk_number, tenant?.role, tenant?.state],
      [1, 'De Korenaar', '27312345', 'owner', 'creating'],
    );
    assert.equal(await requests(), before + 1);

    const admin = await api.test.client('postgres');
    const quota = await admin.query(
      'SELECT documents_per_month AS documents, pages_per_month AS pages, stored_bytes AS bytes FROM platform.quotas WHERE tenant = $1',
      [tenant?.id],
    );
    await admin.end();
    assert.deepEqual(quota.rows, [{ documents: 1000, pages: 5000, bytes: 10_000_000_000n }]);
    await nobody.refused(contract.confirmEmail, 'link_expired', { body: { token } });
    assert.equal(await requests(), before + 1);
  });

  it('gets them, too, when its owner chooses a password by a mailed link', async () => {
    const email = newEmail();
    const eva = await registered(email);
    await mailbox.take(email);
    await nobody.do(contract.requestPasswordReset, { body: { email } });
    const token = await mailbox.takeToken(email);
    await nobody.do(contract.resetPassword, { body: { token, password: 'quite another horse' } });
    await eva.refused(contract.readSession, 'not_signed_in');
    const body = { email, password: 'quite another horse' };
    assert.equal((await nobody.do(contract.signIn, { body })).tenants.length, 1);
  });

  it('leaves nothing waiting once it has them', async () => {
    const rows = await withIdentity(api.services.database, () =>
      query('SELECT FROM registrations'),
    );
    assert.deepEqual(rows, []);
  });
});
