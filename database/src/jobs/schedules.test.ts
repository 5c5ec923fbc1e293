// Jobs that the clock asks for. In a test database it stands still until `letTimeCome`.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jobDefinitions, jobKinds } from '@smart-accounting/worker-contract';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { migratePlatform } from '../migrate/migrate-platform.ts';
import { query } from '../tenancy/database.ts';
import { withRelay } from '../tenancy/with-relay.ts';

let books: TestBooks;

before(async () => {
  books = await openTestBooks();
  for (let n = 0; n < 3; n++) await books.test.createTenant();
});
after(() => books.close());
beforeEach(async () => {
  await superuser('DELETE FROM platform.jobs');
  await superuser("UPDATE platform.schedules SET next_at = 'infinity'");
  await superuser("UPDATE platform.tenants SET state = 'active'");
});

async function superuser(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = await books.test.client('postgres');
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  await client.end();
  return rows;
}

const letTimeCome = (kind: string): Promise<unknown> =>
  superuser("UPDATE platform.schedules SET next_at = now() - interval '1 month' WHERE kind = $1", [
    kind,
  ]);

/** How many jobs were written. */
async function write(): Promise<number> {
  const [row] = await withRelay(books.database, () =>
    query<{ written: number }>('SELECT platform.write_scheduled_jobs() AS written'),
  );
  return row?.written ?? 0;
}

describe('the schedules', () => {
  it('are those of the contract, with every migration', async () => {
    const scheduled = jobKinds.flatMap((kind) => {
      const { schedule } = jobDefinitions[kind];
      return schedule ? [{ kind, scope: schedule.scope, seconds: schedule.everySeconds }] : [];
    });
    await superuser(
      "INSERT INTO platform.schedules (kind, scope, every, next_at) VALUES ('gone', 'platform', '1 hour', now())",
    );
    await superuser("UPDATE platform.schedules SET every = '3 days' WHERE kind = 'verify'");
    await migratePlatform(books.test.url('smart_migrator'));
    const rows = await superuser(
      'SELECT kind, scope, extract(epoch FROM every)::int AS seconds FROM platform.schedules ORDER BY kind',
    );
    assert.deepEqual(
      rows,
      scheduled.sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    );
  });

  it('write nothing before their time', async () => {
    assert.equal(await write(), 0);
  });

  it('write one job of the platform itself, or one for each active tenant', async () => {
    await superuser(
      "UPDATE platform.tenants SET state = 'suspended' WHERE id = (SELECT max(id) FROM platform.tenants WHERE id <> $1)",
      [books.tenant],
    );
    await letTimeCome('remove_expired');
    await letTimeCome('verify');
    assert.equal(await write(), 1 + 3);
    const jobs = await superuser('SELECT kind, tenant FROM platform.jobs ORDER BY kind, tenant');
    const active = await superuser(
      "SELECT 'verify' AS kind, id AS tenant FROM platform.tenants WHERE state = 'active' ORDER BY id",
    );
    assert.deepEqual(jobs, [{ kind: 'remove_expired', tenant: null }, ...active]);
  });

  it('spread the tenants over the interval, each always at the same time of it', async () => {
    const times = async (): Promise<unknown[]> => {
      await superuser('DELETE FROM platform.jobs');
      await letTimeCome('verify');
      await write();
      return superuser(
        `SELECT tenant, extract(epoch FROM run_at - date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')::int AS second
           FROM platform.jobs ORDER BY tenant`,
      );
    };
    const first = await times();
    assert.deepEqual(await times(), first);
    const seconds = new Set(first.map((row) => JSON.stringify(row).replace(/.*second":/, '')));
    assert.ok(seconds.size > 1, 'not all at the same second');
    const outside = await superuser(
      `SELECT FROM platform.jobs WHERE run_at < date_bin('1 day', now(), 'epoch') OR run_at >= date_bin('1 day', now(), 'epoch') + interval '1 day'`,
    );
    assert.deepEqual(outside, []);
  });

  it('write once for an interval, whoever asks at the same time, and make up for none that passed', async () => {
    await letTimeCome('verify');
    const written = await Promise.all(Array.from({ length: 6 }, write));
    assert.equal(
      written.reduce((sum, count) => sum + count),
      4,
    );
    const [row] = await superuser(
      "SELECT next_at = date_bin('1 day', now(), 'epoch') + interval '1 day' AS tomorrow, last_at = date_bin('1 day', now(), 'epoch') AS today FROM platform.schedules WHERE kind = 'verify'",
    );
    assert.deepEqual(row, { tomorrow: true, today: true });
    // Somebody set the clock back: the same interval has its jobs already.
    await superuser("UPDATE platform.jobs SET state = 'done'");
    await letTimeCome('verify');
    assert.equal(await write(), 0);
  });

  it('go on after a clock that was a year ahead, and rest where somebody stopped them', async () => {
    await superuser(
      "UPDATE platform.schedules SET next_at = now() + interval '1 year' WHERE kind = 'verify'",
    );
    await superuser(
      `INSERT INTO platform.jobs (id, tenant, kind, run_at, created_at, due_key)
         SELECT gen_random_uuid(), id, 'verify', now() + interval '1 year', now() + interval '1 year', 'due:ahead' FROM platform.tenants`,
    );
    assert.equal(await write(), 4);
    await superuser('DELETE FROM platform.jobs');
    await superuser("UPDATE platform.schedules SET next_at = 'infinity'");
    assert.equal(await write(), 0);
  });

  it('are not stopped by a job that somebody put off', async () => {
    await letTimeCome('verify');
    await letTimeCome('request_seals');
    await write();
    await withRelay(books.database, () =>
      query("UPDATE jobs SET claimed_until = '2999-01-01' WHERE tenant = $1", [books.tenant]),
    );
    await superuser(
      "UPDATE platform.jobs SET due_key = 'due:yesterday', created_at = now() - interval '13 hours'",
    );
    await letTimeCome('verify');
    await letTimeCome('request_seals');
    assert.equal(await write(), 5);
  });

  it('give nobody a second job of a kind while a recent one waits', async () => {
    await letTimeCome('verify');
    await letTimeCome('request_seals');
    await write();
    await superuser("UPDATE platform.jobs SET due_key = 'due:yesterday'");
    await letTimeCome('verify');
    await letTimeCome('request_seals');
    assert.equal(await write(), 0);
  });

  it('end what waits of a kind that is no more', async () => {
    await superuser(
      "INSERT INTO platform.jobs (id, tenant, kind) VALUES (gen_random_uuid(), $1, 'gone'), (gen_random_uuid(), $1, 'seal')",
      [books.tenant],
    );
    await migratePlatform(books.test.url('smart_migrator'));
    assert.deepEqual(await superuser('SELECT kind, state FROM platform.jobs ORDER BY kind'), [
      { kind: 'gone', state: 'failed' },
      { kind: 'seal', state: 'pending' },
    ]);
  });

  it('can be of one tenant alone', async () => {
    await superuser(
      "INSERT INTO platform.schedules (kind, scope, tenant, every, next_at) VALUES ('verify', 'tenant', $1, '1 hour', now())",
      [books.tenant],
    );
    assert.equal(await write(), 1);
    const jobs = await superuser('SELECT tenant, kind FROM platform.jobs');
    assert.deepEqual(jobs, [{ tenant: books.tenant, kind: 'verify' }]);
    await superuser('DELETE FROM platform.schedules WHERE tenant IS NOT NULL');
  });
});
