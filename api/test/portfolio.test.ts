import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { type Books, openBooks, signIn } from './books.ts';
import type { ApiClient } from './api-client.ts';
import { draftInvoice, failedDocument } from './drafts.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let busy: Books;
let quiet: Books;
/** The accountant of the first, who is also a viewer of the second and a member of no other. */
let accountant: ApiClient;

before(async () => {
  api = await startApi();
  [busy, quiet] = [await openBooks(api), await openBooks(api)];
  await openBooks(api);
  const { person } = await busy.accountant.do(contract.readSession);
  await withIdentity(api.services.database, () =>
    query("INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, 'viewer')", [
      quiet.tenant,
      person.id,
    ]),
  );
  accountant = await signIn(api, person.id, busy.tenant);
});
after(() => api.stop());

const rowOf = async (tenant: string): Promise<contract.PortfolioRow | undefined> =>
  (await accountant.do(contract.readPortfolio)).items.find((row) => row.tenant === tenant);

describe('the portfolio', () => {
  it('has a row for each tenant of the person, by name, and for no other', async () => {
    const { items } = await accountant.do(contract.readPortfolio);
    const names = items.map(({ name }) => name);
    assert.deepEqual(names, [...names].sort());
    assert.deepEqual(
      items.map(({ tenant, role }) => `${tenant} ${role}`).sort(),
      [`${busy.tenant} accountant`, `${quiet.tenant} viewer`].sort(),
    );
  });

  it('tells of each what its own dashboard tells', async () => {
    const invoice = await draftInvoice(busy);
    await busy.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 });
    await draftInvoice(busy);
    await failedDocument(busy);
    const dashboard = await busy.accountant.do(contract.readDashboard);
    const { to_review, ready_to_post, failed_documents, payable, vat } = dashboard;
    const figures = { to_review, ready_to_post, failed_documents, payable, vat };
    assert.ok(to_review + ready_to_post > 0 && failed_documents === 1 && payable.count === 1);
    assert.deepEqual((await rowOf(busy.tenant))?.figures, figures);
    assert.equal((await rowOf(quiet.tenant))?.figures?.payable.count, 0);
  });

  it('shows a tenant without figures when its books cannot be opened, and the others with', async () => {
    const setState = (state: string): Promise<void> =>
      api.asSuperuser('UPDATE platform.tenants SET state = $2 WHERE id = $1', [
        quiet.tenant,
        state,
      ]);
    await setState('suspended');
    api.services.sessions.forget();
    assert.partialDeepStrictEqual(await rowOf(quiet.tenant), { state: 'suspended', figures: null });
    await setState('active');
    api.services.sessions.forget();
    const admin = await api.test.client('postgres');
    const schema = `t_${quiet.tenant}`;
    await admin.query(`ALTER TABLE ${schema}.invoices RENAME TO invoices_away`);
    assert.partialDeepStrictEqual(await rowOf(quiet.tenant), { state: 'active', figures: null });
    assert.ok((await rowOf(busy.tenant))?.figures);
    await admin.query(`ALTER TABLE ${schema}.invoices_away RENAME TO invoices`);
  });

  it('does not take all connections, however many tenants a person has', async () => {
    const { person } = await accountant.do(contract.readSession);
    for (let count = 0; count < 12; count++) {
      const tenant = await api.test.createTenant();
      await withIdentity(api.services.database, () =>
        query("INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, 'viewer')", [
          tenant,
          person.id,
        ]),
      );
    }
    api.services.sessions.forget();
    const boards = await Promise.all(
      Array.from({ length: 20 }, () => accountant.do(contract.readPortfolio)),
    );
    for (const { items } of boards)
      assert.equal(items.filter(({ figures }) => figures !== null).length, 14);
  });
});
