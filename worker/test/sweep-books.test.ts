// What the sealer does by the clock: entries nobody asked to seal, and a verification of all books once a day.
import { models } from '@smart-accounting/books/models';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { postEntry } from '@smart-accounting/books/ledger/post-entry';
import { Database, query } from '@smart-accounting/database/tenancy/database';
import { withSealer } from '@smart-accounting/database/tenancy/with-sealer';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { requestForgottenSeals, requestVerifications } from '../src/seal/sweep-books.ts';
import { Workshop } from './running-worker.ts';

let books: TestBooks;
let sealer: Database;

before(async () => {
  books = await openTestBooks();
  sealer = new Database({
    models,
    url: books.test.url('smart_sealer'),
    maxConnections: 1,
    applicationName: 'test',
  });
});
after(async () => {
  await sealer.close();
  await books.close();
});

async function superuser(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = await books.test.client('postgres');
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  await client.end();
  return rows;
}

/** One entry, of which nobody asks a seal. */
async function postForgotten(of: TestBooks = books): Promise<void> {
  const accounts = [await of.account('4790'), await of.account('1600')];
  const lines = accounts.map((accountId, index) => ({
    accountId,
    description: '',
    ...debitOrCredit(index ? -1n : 1n),
  }));
  await of.in(() =>
    postEntry({ journal: 'MEM', entryDate: '2026-04-01', description: '', postedBy: null, lines }),
  );
  const client = await of.test.client('postgres');
  // The request is written in the background, after the posting.
  let removed = 0;
  while (removed === 0)
    removed =
      (await client.query("DELETE FROM platform.jobs WHERE due_key LIKE 'posted:%'")).rowCount ?? 0;
  await client.end();
}

describe('the sweep', () => {
  const sweep = (): Promise<void> => requestForgottenSeals(sealer, new AbortController().signal);
  const sealJobs = (): Promise<object[]> =>
    superuser("SELECT tenant FROM platform.jobs WHERE kind = 'seal' ORDER BY tenant");

  it('asks for a seal where entries wait for one, and nowhere else', async () => {
    await books.test.createTenant();
    await sweep();
    assert.deepEqual(await sealJobs(), []);
    await postForgotten();
    await sweep();
    await sweep();
    assert.deepEqual(await sealJobs(), [{ tenant: books.tenant }]);
  });
  it('passes over tenants that are suspended, being made or gone', async () => {
    await superuser('DELETE FROM platform.jobs');
    for (const state of ['suspended', 'creating', 'erased']) {
      await superuser('UPDATE platform.tenants SET state = $1 WHERE id = $2', [
        state,
        books.tenant,
      ]);
      await sweep();
      assert.deepEqual(await sealJobs(), [], state);
    }
    await superuser("UPDATE platform.tenants SET state = 'active'");
    await superuser(
      "INSERT INTO platform.tenants (id, name, state) VALUES ('nobooks23456', 'x', 'active')",
    );
    await sweep();
    assert.deepEqual(await sealJobs(), [{ tenant: books.tenant }]);
    await superuser("DELETE FROM platform.tenants WHERE id = 'nobooks23456'");
  });
});

describe('the daily verification', () => {
  const schedule = (): Promise<number> => withSealer(sealer, null, requestVerifications);

  it('is written once a day for each active tenant, spread over the day', async () => {
    await superuser(
      "UPDATE platform.tenants SET state = 'suspended' WHERE id = (SELECT max(id) FROM platform.tenants)",
    );
    const [row] = await superuser(
      "SELECT count(*)::int AS tenants FROM platform.tenants WHERE state = 'active'",
    );
    assert.equal(await schedule(), row?.['tenants']);
    assert.equal(await schedule(), 0);
    const jobs = await superuser(
      `SELECT run_at >= date_trunc('day', now()) AND run_at < date_trunc('day', now()) + interval '1 day' AS today
         FROM platform.jobs WHERE kind = 'verify'`,
    );
    assert.ok(jobs.length > 0 && jobs.every(({ today }) => today));
  });
  it('removes jobs of its kinds that are over and old, and nothing else', async () => {
    await superuser('DELETE FROM platform.jobs');
    const old: readonly [kind: string, state: string, days: number, stays: boolean][] = [
      ['seal', 'done', 2, false],
      ['seal', 'done', 0, true],
      ['verify', 'failed', 2, true],
      ['verify', 'failed', 8, false],
      ['ocr', 'done', 30, true],
    ];
    for (const [kind, state, days, stays] of old)
      await superuser(
        `INSERT INTO platform.jobs (id, tenant, kind, payload, state, finished_at, detail)
           VALUES (gen_random_uuid(), $1, $2, '{}', $3, now() - make_interval(days => $4), $5)`,
        [books.tenant, kind, state, days, String(stays)],
      );
    await schedule();
    const left = await superuser(
      "SELECT detail FROM platform.jobs WHERE state <> 'pending' ORDER BY kind",
    );
    assert.equal(left.length, 3);
    assert.ok(left.every(({ detail }) => detail === 'true'));
  });
});

describe('a verification', () => {
  it('seals what waits first, and keeps what it found in the audit and as a metric', async () => {
    const workshop = await Workshop.open();
    try {
      await postForgotten(workshop.books);
      const verify = (): Promise<void> =>
        workshop.asSuperuser(
          `INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '${workshop.books.tenant}', 'verify', '{}')`,
        );
      const verdicts = async (
        times: number,
      ): Promise<{ faults: number; head: string | null }[]> => {
        for (;;) {
          const rows = await workshop.books.in(() =>
            query<{ after: { faults: number; head: string | null } }>(
              "SELECT after FROM audit.events WHERE action = 'ledger.verified' ORDER BY id",
            ),
          );
          if (rows.length >= times) return rows.map(({ after: verdict }) => verdict);
        }
      };
      // The sealer would ask for today's by itself, and both verdicts would be kept.
      await workshop.asSuperuser(
        `INSERT INTO platform.jobs (id, tenant, kind, payload, state, finished_at, due_key)
           SELECT gen_random_uuid(), '${workshop.books.tenant}', 'verify', '{}', 'done', now(),
             'day:' || to_char((now() + days * interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM generate_series(0, 1) days`,
      );
      await verify();
      const running = workshop.startSealer();
      const [first] = await verdicts(1);
      assert.equal(first?.faults, 0);
      assert.match(first.head ?? '', /^1:[0-9a-f]{64}$/);
      await workshop.asSuperuser(
        `SET session_replication_role = replica;
         UPDATE t_${workshop.books.tenant}.ledger_entries SET description = 'forged' WHERE line = 1`,
      );
      await verify();
      const [, second] = await verdicts(2);
      assert.deepEqual([second?.faults, second?.head], [1, null]);
      await running.stop();
      assert.match(running.log(), /line_changed.*the books have a fault/);
    } finally {
      await workshop.close();
    }
  });
});
