import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { PipeliningClient } from './pipelining-client.ts';

let test: TestDatabase;
let client: PipeliningClient;

before(async () => {
  test = await createTestDatabase();
  client = new PipeliningClient({ connectionString: test.url('smart_api') });
  await client.connect();
});
after(async () => {
  await client.end();
  await test.drop();
});

describe('a pipelining client', () => {
  it('keeps what it is asked until the process would wait, then sends it', async () => {
    const { stream } = client.connection;
    client.holdUntilWaiting();
    const answers = [client.query('SELECT 1 AS n'), client.query('SELECT $1::int AS n', [2])];
    await Promise.resolve();
    assert.ok(stream.writableLength > 0);
    const rows = (await Promise.all(answers)).flatMap((answer): unknown[] => answer.rows);
    assert.deepEqual(rows, [{ n: 1 }, { n: 2 }]);
    assert.equal(stream.writableLength, 0);
  });
  it('gives each statement the answer or error that is its own', async () => {
    const answers = await Promise.allSettled([
      client.query('SELECT $1::int AS n', [1]),
      client.query('SELECT 1 / $1::int', [0]),
      client.query('SELECT $1::int AS n', [3]),
    ]);
    assert.deepEqual(
      answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value.rows : String(answer.reason),
      ),
      [[{ n: 1 }], 'error: division by zero', [{ n: 3 }]],
    );
  });
});
