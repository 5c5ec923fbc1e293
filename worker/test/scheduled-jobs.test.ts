// What the sealer does by the clock: entries nobody asked to seal, a verification of all books once a day, and the removal
// of what is over and old.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { postEntry } from '@smart-accounting/books/ledger/post-entry';
import { sealWindowMs } from '@smart-accounting/books/ledger/seal/request-seal';
import { query } from '@smart-accounting/database/tenancy/database';
import type { TestBooks } from '@smart-accounting/books/testing';
import { type RunningWorker, Workshop } from './running-worker.ts';

async function superuser(
  books: TestBooks,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = await books.test.client('postgres');
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  await client.end();
  return rows;
}

/** One entry, of which nobody asks a seal. */
async function postForgotten(books: TestBooks): Promise<void> {
  const accounts = [await books.account('4790'), await books.account('1600')];
  const lines = accounts.map((accountId, index) => ({
    accountId,
    description: '',
    ...debitOrCredit(index ? -1n : 1n),
  }));
  // Within one window a process asks once, and the request of this entry is to be known.
  await pause(sealWindowMs - (Date.now() % sealWindowMs));
  await books.in(() =>
    postEntry({ journal: 'MEM', entryDate: '2026-04-01', description: '', postedBy: null, lines }),
  );
  const client = await books.test.client('postgres');
  // The request is written in the background, after the posting.
  let removed = 0;
  while (removed === 0)
    removed =
      (await client.query("DELETE FROM platform.jobs WHERE due_key LIKE 'posted:%'")).rowCount ?? 0;
  await client.end();
}

describe('entries that nobody asked to seal', () => {
  let workshop: Workshop;
  let sealer: RunningWorker;
  const sealJobs = (): Promise<object[]> =>
    superuser(
      workshop.books,
      "SELECT tenant FROM platform.jobs WHERE kind = 'seal' ORDER BY tenant",
    );

  before(async () => {
    workshop = await Workshop.open();
    sealer = workshop.startSealer();
  });
  after(async () => {
    await sealer.stop();
    await workshop.close();
  });

  it('are sealed when the clock asks, and nothing is asked for other tenants', async () => {
    const { books } = workshop;
    await books.test.createTenant();
    await workshop.letTimeCome('request_seals');
    assert.deepEqual(await sealJobs(), []);
    await postForgotten(books);
    await workshop.letTimeCome('request_seals');
    await workshop.allOver();
    assert.deepEqual(await sealJobs(), [{ tenant: books.tenant }]);
    const sealed = await books.in(() => query('SELECT position FROM seals'));
    assert.equal(sealed.length, 1);
  });
  it('are asked for once while a request waits, and again when it was put off for an hour', async () => {
    const { books } = workshop;
    await superuser(books, 'DELETE FROM platform.jobs');
    await postForgotten(books);
    await superuser(
      books,
      "INSERT INTO platform.jobs (id, tenant, kind, run_at) VALUES (gen_random_uuid(), $1, 'seal', '2999-01-01')",
      [books.tenant],
    );
    await workshop.letTimeCome('request_seals');
    assert.equal((await sealJobs()).length, 1);
    await superuser(
      books,
      "UPDATE platform.jobs SET created_at = now() - interval '2 hours' WHERE kind = 'seal'",
    );
    await workshop.letTimeCome('request_seals');
    assert.equal((await sealJobs()).length, 2);
  });
  it('are sealed also where another tenant’s books cannot be worked on', async () => {
    const { books } = workshop;
    await superuser(books, 'DELETE FROM platform.jobs');
    const broken = await books.test.createTenant();
    await superuser(books, `REVOKE SELECT ON t_${broken}.journal_counters FROM smart_sealer`);
    await postForgotten(books);
    await superuser(
      books,
      "UPDATE platform.schedules SET next_at = now() WHERE kind = 'request_seals'",
    );
    while ((await sealJobs()).length === 0) await pause(100);
    await superuser(books, `GRANT SELECT ON t_${broken}.journal_counters TO smart_sealer`);
  });
  it('wait while their tenant is suspended; one without books holds up nobody', async () => {
    const { books } = workshop;
    const setState = (state: string): Promise<unknown> =>
      superuser(books, 'UPDATE platform.tenants SET state = $1 WHERE id = $2', [
        state,
        books.tenant,
      ]);
    await superuser(books, 'DELETE FROM platform.jobs');
    await superuser(
      books,
      "INSERT INTO platform.tenants (id, name, state) VALUES ('nobooks23456', 'x', 'active')",
    );
    await postForgotten(books);
    for (const state of ['suspended', 'creating', 'erased']) {
      await setState(state);
      await superuser(books, 'DELETE FROM platform.jobs');
      await workshop.letTimeCome('request_seals');
      assert.deepEqual(await sealJobs(), [], state);
    }
    await setState('active');
    await superuser(books, 'DELETE FROM platform.jobs');
    await workshop.letTimeCome('request_seals');
    assert.deepEqual(await sealJobs(), [{ tenant: books.tenant }]);
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
