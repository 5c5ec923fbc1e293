// A year goes by: every day people work, and everything in the tables grows a day older. What is removed by rule stays
// bounded; nothing that is still needed goes.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { claimJob } from '@smart-accounting/database/jobs/claim-job';
import { Database, query } from '@smart-accounting/database/tenancy/database';
import { withRelay } from '@smart-accounting/database/tenancy/with-relay';
import { withSealer } from '@smart-accounting/database/tenancy/with-sealer';
import { models } from '@smart-accounting/books/models';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { createLogger } from '@smart-accounting/monitoring';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { JobContext } from '../src/run/job-context.ts';
import { removeExpired } from '../src/clean-up/remove-expired.ts';
import type { SealerResources } from '../src/seal/seal-books.ts';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';

let books: TestBooks;
let admin: pg.Client;
let sealer: Database;

before(async () => {
  books = await openTestBooks();
  admin = await books.test.client('postgres');
  const url = books.test.url('smart_sealer');
  sealer = new Database({ models, url, maxConnections: 1, applicationName: 'test' });
  await admin.query(
    "INSERT INTO platform.users (id, email, name, password_hash) VALUES (gen_random_uuid(), 'eva@example.com', 'Eva', 'x')",
  );
  await admin.query("UPDATE platform.schedules SET next_at = now() WHERE kind = 'remove_expired'");
});
after(async () => {
  await sealer.close();
  await books.close();
});

/** What people do in a day, as far as it leaves rows that are over one day. */
async function work(): Promise<void> {
  const tenant = books.tenant;
  await admin.query(`
    INSERT INTO platform.sessions (token_hash, user_id, expires_at)
      SELECT sha256(gen_random_uuid()::text::bytea), u.id, now() + interval '30 days' FROM platform.users u, generate_series(1, 5);
    INSERT INTO platform.invitations (id, tenant, email, role, language, invited_by, expires_at)
      SELECT gen_random_uuid(), '${tenant}', gen_random_uuid() || '@example.com', 'viewer', 'nl', u.id, now() + interval '7 days'
        FROM platform.users u, generate_series(1, 3);
    INSERT INTO platform.links (token_hash, purpose, email, user_id, expires_at)
      SELECT sha256(gen_random_uuid()::text::bytea), 'reset_password', u.email, u.id, now() + interval '1 hour'
        FROM platform.users u, generate_series(1, 4);
    INSERT INTO platform.mails (kind, recipient, user_id) SELECT 'x', u.email, u.id FROM platform.users u, generate_series(1, 2);
    INSERT INTO platform.sign_in_attempts (key, at, last_at)
      SELECT 'address:' || gen_random_uuid(), ARRAY[now()], now() FROM generate_series(1, 6);
    INSERT INTO platform.jobs (id, tenant, kind, subject_kind, subject_id, state, finished_at)
      SELECT gen_random_uuid(), '${tenant}', 'ocr', 'document', gen_random_uuid(), 'done', now() FROM generate_series(1, 10);
    INSERT INTO platform.jobs (id, tenant, kind, state, finished_at)
      SELECT gen_random_uuid(), '${tenant}', 'verify', state, now() FROM unnest(ARRAY['done', 'failed']) AS state;
    INSERT INTO t_${tenant}.idempotency_keys (key, request_hash, answer)
      SELECT gen_random_uuid(), '', '{}' FROM generate_series(1, 7);`);
}

/** Everything is a day older, as if a night had passed. */
async function sleep(): Promise<void> {
  await admin.query(`
    UPDATE platform.sessions SET created_at = created_at - interval '1 day', last_seen_at = last_seen_at - interval '1 day',
      expires_at = expires_at - interval '1 day';
    UPDATE platform.invitations SET created_at = created_at - interval '1 day', expires_at = expires_at - interval '1 day';
    UPDATE platform.links SET expires_at = expires_at - interval '1 day';
    UPDATE platform.mails SET created_at = created_at - interval '1 day';
    UPDATE platform.sign_in_attempts SET last_at = last_at - interval '1 day';
    UPDATE platform.jobs SET created_at = created_at - interval '1 day', run_at = run_at - interval '1 day',
      finished_at = finished_at - interval '1 day', due_key = NULL;
    UPDATE platform.schedules SET next_at = next_at - interval '1 day', last_at = last_at - interval '1 day';
    UPDATE t_${books.tenant}.idempotency_keys SET created_at = created_at - interval '1 day';`);
}

/** The relay writes what the clock asks for, and the sealer does it. */
async function removeByTheClock(): Promise<void> {
  await withRelay(books.database, () => query('SELECT platform.write_scheduled_jobs()'));
  const { rows } = await admin.query<{ id: string }>(
    "SELECT id FROM platform.jobs WHERE kind = 'remove_expired' AND state = 'pending'",
  );
  assert.equal(rows.length, 1, 'the clock asks once a day');
  const inTenant = <T>(tenant: TenantId | null, unit: () => Promise<T>): Promise<T> =>
    withSealer(sealer, tenant, unit);
  const claim = await inTenant(null, () => claimJob({ tenant: null, job: rows[0]?.id ?? '' }));
  assert.ok(claim);
  const resources: SealerResources = {
    inTenant,
    heads: folderStorage('/nowhere'),
    notifier: { afterCommit: () => {}, send: () => {}, close: () => Promise.resolve() },
    logger: createLogger('test', 'silent'),
  };
  const context = new JobContext(null, claim, resources, new AbortController().signal);
  assert.equal(await removeExpired(context), 'done');
}

async function rowCounts(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'platform.sessions',
    'platform.invitations',
    'platform.links',
    'platform.mails',
    'platform.sign_in_attempts',
    'platform.jobs',
    `t_${books.tenant}.idempotency_keys`,
  ])
    counts[table.replace(/^.*\./, '')] = (await admin.query(`SELECT FROM ${table}`)).rowCount ?? 0;
  return counts;
}

it('a year of work leaves tables as large as after two months', async () => {
  const kept = await admin.query<{ id: string }>(
    `INSERT INTO platform.jobs (id, tenant, kind, subject_kind, subject_id, state, finished_at)
       VALUES (gen_random_uuid(), $1, 'ocr', 'document', gen_random_uuid(), 'failed', now()) RETURNING id`,
    [books.tenant],
  );
  const counts: Record<string, number>[] = [];
  for (let day = 1; day <= 365; day++) {
    await work();
    await removeByTheClock();
    if (day === 60 || day === 365) counts.push(await rowCounts());
    await sleep();
  }
  const [afterTwoMonths, afterAYear] = counts;
  assert.deepEqual(afterAYear, afterTwoMonths);
  // What a day leaves, times the days after which the rule removes it; the failed job of a document, and what expires later.
  assert.deepEqual(afterAYear, {
    sessions: 5 * 14,
    invitations: 3 * (7 + 30),
    links: 4 * (7 + 1),
    mails: 2 * 30,
    sign_in_attempts: 6,
    jobs: 1 + 10 * 30 + 2 * 2 + 7,
    idempotency_keys: 7 * 30,
  });
  const { rowCount } = await admin.query('SELECT FROM platform.jobs WHERE id = $1', [
    kept.rows[0]?.id,
  ]);
  assert.equal(rowCount, 1, 'a failed job of a document stays for whoever tries it again');
});
