import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import type { TenantId } from '@smart-accounting/worker-contract';
import fc from 'fast-check';
import { type PostedEntry, postEntry } from '../post-entry.ts';
import { reverseEntry } from '../reverse-entry.ts';
import { verifyBooks } from '../verify-books.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { tenantSchema, withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks } from '../../testing/open-test-books.ts';
import { sealEntries } from './seal-entries.ts';
import { sealHead } from './seal-head.ts';

const books = await openTestBooks(16);
let tenant: TenantId;
let accounts: readonly string[];

after(() => books.close());
beforeEach(async () => {
  tenant = await books.test.createTenant();
  const rows = await inTenant(() =>
    query<{ id: string }>("SELECT id FROM ledger_accounts WHERE number IN ('4790', '1600')"),
  );
  accounts = rows.map(({ id }) => id);
});

function inTenant<T>(work: () => Promise<T>): Promise<T> {
  return withTenant(books.database, tenant, work);
}

function post(journal: string, amount = 100n, entryDate = '2026-04-01'): Promise<PostedEntry> {
  const lines = accounts.map((accountId, index) => ({
    accountId,
    description: '',
    ...debitOrCredit(index ? -amount : amount),
  }));
  return inTenant(() =>
    postEntry({ journal, entryDate, description: 'proef', postedBy: null, lines }),
  );
}

async function sealed(): Promise<{ entries: bigint; seals: bigint; positions: bigint }> {
  const [row] = await inTenant(() =>
    query<{ entries: bigint; seals: bigint; positions: bigint }>(
      `SELECT (SELECT count(*) FROM journal_entries) AS entries, count(*) AS seals,
         coalesce(max(position), 0) AS positions FROM seals`,
    ),
  );
  assert.ok(row);
  return row;
}

/** As the sealer does. */
function seal(limit = 1_000): Promise<number> {
  return books.asSealer(() => sealEntries(limit), tenant);
}

async function sealAll(limit = 1_000): Promise<void> {
  while ((await seal(limit)) === limit);
}

describe('sealing', () => {
  it('chains every posted entry once, and a repeat finds nothing to do', async () => {
    await Promise.all([post('MEM'), post('MEM'), post('KAS')]);
    assert.equal(await seal(), 3);
    const head = await inTenant(sealHead);
    assert.equal(await seal(), 0);
    assert.deepEqual(await inTenant(sealHead), head);
    assert.equal(head?.position, 3n);
    assert.deepEqual(await inTenant(() => verifyBooks({ noted: [head] })), []);
  });
  it('of empty books makes no seal, and their verification finds nothing', async () => {
    assert.equal(await seal(10), 0);
    assert.equal(await inTenant(sealHead), null);
    assert.deepEqual(await inTenant(() => verifyBooks()), []);
  });
  it('takes what was posted earlier and committed later: order of commits does not matter', async () => {
    const early = await books.test.client('smart_api');
    const schema = tenantSchema(tenant);
    await early.query(`BEGIN; SET LOCAL ROLE ${schema}; SET LOCAL search_path TO ${schema}`);
    await early.query(
      `SELECT post_entry(gen_random_uuid(), 'MEM', '2026-01-01', '', NULL, NULL, NULL, NULL, (SELECT jsonb_agg(
         jsonb_build_object('line', n, 'account_id', $1::uuid, 'description', '', 'debit', n % 2, 'credit', (n + 1) % 2))
         FROM generate_series(1, 2) n), NULL, NULL)`,
      [accounts[0]],
    );
    await post('KAS');
    await sealAll();
    assert.equal((await sealed()).seals, 1n);
    await early.query('COMMIT');
    await sealAll();
    assert.deepEqual(await sealed(), { entries: 2n, seals: 2n, positions: 2n });
    assert.deepEqual(await inTenant(() => verifyBooks()), []);
  });
  it('keeps the chain whole when two seal at once', async () => {
    await Promise.all(Array.from({ length: 30 }, () => post('MEM')));
    const counts = await Promise.all(Array.from({ length: 6 }, () => seal(7)));
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      30,
    );
    assert.deepEqual(await sealed(), { entries: 30n, seals: 30n, positions: 30n });
    assert.deepEqual(await inTenant(() => verifyBooks()), []);
  });
  it('leaves nothing of a batch that was cut off before its COMMIT', async () => {
    await post('MEM');
    const cutOff = books.asSealer(async () => {
      await sealEntries(10);
      throw new Error('killed');
    }, tenant);
    await assert.rejects(cutOff, /killed/);
    assert.equal((await sealed()).seals, 0n);
    await sealAll();
    assert.equal((await sealed()).seals, 1n);
  });
  it('seals every entry exactly once while others post, reverse and fail, in any order', async () => {
    const step = fc.record({
      journal: fc.constantFrom('MEM', 'KAS', 'BNK'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 15n }),
      year: fc.constantFrom('2025', '2026'),
      action: fc.constantFrom('post', 'post', 'reverse', 'seal', 'fail'),
      delayMs: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const posted: string[] = [];
        await Promise.all(
          steps.map(async ({ journal, amount, year, action, delayMs }) => {
            await pause(delayMs);
            if (action === 'seal') await seal(3);
            else if (action === 'fail')
              await inTenant(() => query("SELECT 'no number'::int")).catch(() => null);
            else {
              const { id } = await post(journal, amount, `${year}-04-01`);
              posted.push(id);
              if (action === 'reverse') await inTenant(() => reverseEntry(id, { postedBy: null }));
            }
          }),
        );
        await sealAll(3);
        const { entries, seals, positions } = await sealed();
        assert.ok(entries >= posted.length);
        assert.deepEqual([seals, positions], [entries, entries]);
        assert.deepEqual(await inTenant(() => verifyBooks()), []);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a seal', () => {
  it('is never changed or removed, by the run-time role or by the owner', async () => {
    await post('MEM');
    await sealAll();
    const schema = tenantSchema(tenant);
    const attacks = [
      `UPDATE ${schema}.seals SET sealed_at = now()`,
      `DELETE FROM ${schema}.seals`,
      `TRUNCATE ${schema}.seals`,
    ];
    for (const [login, role] of [
      ['smart_api', schema],
      ['smart_migrator', 'smart_owner'],
    ] as const) {
      const client = await books.test.client(login);
      await client.query(`SET ROLE ${role}`);
      for (const attack of attacks)
        await assert.rejects(
          client.query(attack),
          ({ code }: { code: string }) => code === '42501' || code === 'SA003',
          `${role}: ${attack}`,
        );
    }
  });
});
