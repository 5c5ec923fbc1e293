import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import {
  type ErrorCode,
  type Operation,
  operations,
  type Problem,
} from '@smart-accounting/api-contract';
import { routes } from '../src/routes.ts';
import { accessRows, type AccessRow, roles } from './access-rows.ts';
import { ApiClient, type Parts } from './api-client.ts';
import { type Books, openBooks, platformOperator } from './books.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
/** Ours, and those of somebody else. */
let books: Books;
let theirs: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  theirs = await openBooks(api);
});
after(() => api.stop());

function rowOf({ id }: Operation): AccessRow {
  const row = accessRows[id];
  assert.ok(row, `${id} has no row in the matrix`);
  return row;
}

const inTenant = operations.filter(({ path }) => path.includes('{tenant}'));
const withResource = inTenant.filter(({ path }) => /\{tenant\}.*\{/.test(path));
const nobody = (): ApiClient => new ApiClient(api.url, books.tenant);

describe('the matrix', () => {
  it('has a row for every operation of the contract, and every operation has one route', () => {
    const ids = operations.map(({ id }) => id).sort();
    assert.deepEqual(Object.keys(accessRows).sort(), ids);
    assert.deepEqual(routes.map(({ operation }) => operation.id).sort(), ids);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('without a session', () => {
  for (const operation of operations) {
    const { who, request } = rowOf(operation);
    if (who === 'public') {
      it(`${operation.id} is done`, async () => {
        await nobody().succeed(operation, await request(books, api));
      });
    } else {
      it(`${operation.id} is refused with 401`, async () => {
        await nobody().refused(operation, 'not_signed_in', await request(books, api));
      });
    }
  }
});

/** They end the session that the others use; their own tests have them. */
const ending = ['signOut', 'signOutEverywhere'];

for (const role of roles) {
  describe(`the ${role}`, () => {
    for (const operation of operations) {
      const { who, request } = rowOf(operation);
      const may =
        who === 'public' ||
        who === 'session' ||
        (who !== 'operator' && roles.indexOf(role) >= roles.indexOf(who));
      if (ending.includes(operation.id)) continue;
      it(`${may ? 'may' : 'may not'} ${operation.id}`, async () => {
        const parts = await request(books, api, books[role]);
        if (may) await books[role].succeed(operation, parts);
        else await books[role].refused(operation, 'forbidden', parts);
      });
    }
  });
}

describe('a platform operator who is in no tenant', () => {
  for (const operation of operations.filter(({ id }) => !ending.includes(id))) {
    const { who, request } = rowOf(operation);
    const may = ['public', 'session', 'operator'].includes(who);
    it(`${may ? 'may' : 'finds no tenant by'} ${operation.id}`, async () => {
      const operator = await platformOperator(api, books.tenant);
      const parts = await request(books, api, operator);
      if (may) await operator.succeed(operation, parts);
      else await operator.refused(operation, 'not_found', parts);
    });
  }
});

describe('somebody of another tenant', () => {
  for (const operation of inTenant) {
    it(`finds nothing by ${operation.id} at our address with our ids`, async () => {
      const stranger = theirs.owner.inTenant(books.tenant);
      await stranger.refused(operation, 'not_found', await rowOf(operation).request(books, api));
    });
  }
  for (const operation of withResource) {
    it(`finds nothing by ${operation.id} at their own address with our ids`, async () => {
      await theirs.owner.refused(
        operation,
        'not_found',
        await rowOf(operation).request(books, api),
      );
    });
  }
  it('hears the same of a tenant that is not theirs as of one that does not exist', async () => {
    const ours = await theirs.owner
      .inTenant(books.tenant)
      .refused(contract.readTenant, 'not_found');
    const none = await theirs.owner
      .inTenant('aaaaaaaaaaaa')
      .refused(contract.readTenant, 'not_found');
    assert.deepEqual({ ...ours, instance: '' }, { ...none, instance: '' });
  });
});

describe('an address that no resource has', () => {
  for (const operation of withResource) {
    it(`is not found by ${operation.id}`, async () => {
      const parts = await rowOf(operation).request(books, api);
      const names = Object.keys(parts.params ?? {});
      const instead = (id: string): Parts<Operation> => ({
        ...parts,
        params: Object.fromEntries(names.map((name) => [name, name === 'page' ? 1 : id])),
      });
      await books.owner.refused(operation, 'not_found', instead(randomUUID()));
      await books.owner.refused(operation, 'not_found', instead("' OR true --"));
    });
  }
});

describe('a tenant that is not active', () => {
  /** Refuses all of our operations but the question which state it is in, which it answers. */
  async function refusesAll(state: 'creating' | 'suspended', code: ErrorCode): Promise<Problem[]> {
    const requests: [Operation, Parts<Operation>][] = [];
    for (const operation of inTenant)
      requests.push([operation, await rowOf(operation).request(books, api)]);
    const problems: Problem[] = [];
    await setState(state);
    for (const [operation, parts] of requests) {
      if (operation.id === 'readTenant')
        assert.equal((await books.viewer.do(contract.readTenant)).state, state);
      else problems.push(await books.owner.refused(operation, code, parts));
    }
    await setState('active');
    return problems;
  }
  async function setState(state: string): Promise<void> {
    await api.asSuperuser('UPDATE platform.tenants SET state = $2 WHERE id = $1', [
      books.tenant,
      state,
    ]);
    api.services.sessions.forget();
  }

  it('answers 409 to everything while its books are being created, and when to ask again', async () => {
    const problems = await refusesAll('creating', 'tenant_not_ready');
    assert.ok(problems.every(({ retry_after: seconds }) => seconds === 1));
  });
  it('answers 403 to everything while it is suspended', async () => {
    const problems = await refusesAll('suspended', 'tenant_suspended');
    assert.ok(problems.every(({ retry_after: seconds }) => seconds === undefined));
  });
});
