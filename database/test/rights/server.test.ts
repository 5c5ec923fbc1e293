// What a login may do to the server that all share, and what it leaves behind there.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';

const logins = ['api', 'reader', 'worker', 'sealer', 'operations', 'migrator'] as const;
let test: TestDatabase;

before(async () => {
  test = await createTestDatabase();
});
after(() => test.drop());

describe('on the server', () => {
  it('no login enters the databases that belong to the server', async () => {
    for (const login of logins)
      for (const database of ['postgres', 'template1']) {
        const url = new URL(test.url(`smart_${login}`));
        url.pathname = `/${database}`;
        const client = new pg.Client({ connectionString: url.href });
        await assert.rejects(client.connect(), { code: '42501' }, `${login} in ${database}`);
      }
  });
  it('no login but the API’s may take more than a third of the connections', async () => {
    const admin = await test.client('postgres');
    const { rows } = await admin.query<{ login: string; most: number; all: number }>(
      `SELECT rolname AS login, rolconnlimit AS most, current_setting('max_connections')::integer AS all
         FROM pg_roles WHERE rolname LIKE 'smart_%' AND rolcanlogin AND rolname <> 'smart_api'`,
    );
    await admin.end();
    assert.equal(rows.length, logins.length - 1);
    for (const { login, most, all } of rows) assert.ok(most > 0 && most <= all / 3, login);
  });
});
