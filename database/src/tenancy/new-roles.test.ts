// A role that was just granted can be taken at once on every connection, however many are granted at the same time.
import { peopleModels } from '../people/people-models.ts';
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { Database, query } from './database.ts';

const rolesMade = 600;
let test: TestDatabase;
let database: Database;
const made: string[] = [];

before(async () => {
  test = await createTestDatabase();
  database = new Database({
    models: peopleModels,
    url: test.url('smart_api'),
    maxConnections: 12,
    applicationName: 'new-roles-test',
  });
});
after(async () => {
  await database.close();
  const admin = await test.client('postgres');
  await admin.query(made.map((role) => `DROP ROLE ${role}`).join('; '));
  await test.drop();
});

it('a role is taken as soon as it is granted', async () => {
  const mark = Date.now().toString(36);
  const makers = await Promise.all([1, 2, 3].map(() => test.client('postgres')));
  const making = makers.map(async (maker, number) => {
    for (let count = 0; count < rolesMade / makers.length; count++) {
      const role = `t_new_${mark}_${number}_${count}`;
      await maker.query(`CREATE ROLE ${role}; GRANT ${role} TO smart_api WITH SET TRUE`);
      made.push(role);
    }
  });
  let taken = 0;
  const takers = Array.from({ length: 12 }, async () => {
    while (made.length < rolesMade) {
      const role = made.at(-1) ?? 'smart_identity';
      const scope = { role, searchPath: 'pg_catalog' };
      const [row] = await database.unitOfWork(scope, () => query('SELECT current_user AS role'));
      assert.deepEqual(row, { role });
      taken += 1;
    }
  });
  await Promise.all([...making, ...takers]);
  assert.ok(taken > 100, `${taken}`);
});
