import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { databaseError } from './ledger-refusal.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import { randomUuidV7 } from '../uuid-v7.ts';

/** Every attack is made by raw SQL, first with the rights of the run-time role, then with those of the owner. */
let database: TestDatabase;
let tenant: TenantId;
let schema: string;

before(async () => {
  database = await createTestDatabase();
  tenant = await database.createTenant();
  schema = tenantSchema(tenant);
});
after(() => database.drop());

interface Attacker {
  readonly name: string;
  client(): Promise<pg.Client>;
}

const attackers: readonly Attacker[] = [
  {
    name: 'the run-time role',
    client: async () => {
      const client = await database.client('smart_api');
      await client.query(`SET ROLE ${schema}; SET search_path TO ${schema}`);
      return client;
    },
  },
  {
    name: 'the owner',
    client: async () => {
      const client = await database.client('smart_migrator');
      await client.query(`SET ROLE smart_owner; SET search_path TO ${schema}`);
      return client;
    },
  },
];

/** Posts debit 4790, credit 1600 of the given cents; gives the entry's id. */
async function post(
  client: pg.Client,
  debit: bigint,
  credit: bigint,
  date = '2026-03-01',
): Promise<string> {
  const id = randomUuidV7();
  await client.query('BEGIN');
  try {
    await client.query(
      "INSERT INTO journal_entries (id, journal, entry_date, description) VALUES ($1, 'MEM', $2, 'test')",
      [id, date],
    );
    await client.query(
      `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit)
         SELECT $1, row_number() OVER (), id, '', CASE number WHEN '4790' THEN $2::bigint ELSE 0 END,
           CASE number WHEN '1600' THEN $3::bigint ELSE 0 END
         FROM ledger_accounts WHERE number IN ('4790', '1600')`,
      [id, debit, credit],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  return id;
}

/** Expects PostgreSQL to refuse with this SQLSTATE (42501 is "no right to"). */
async function refused(attempt: Promise<unknown>, ...states: string[]): Promise<void> {
  await assert.rejects(attempt, (error: { code?: string; message?: string }) => {
    assert.ok(
      states.includes(error.code ?? ''),
      `expected ${states.join(' or ')}, got ${error.code}: ${error.message}`,
    );
    return true;
  });
}

for (const attacker of attackers) {
  describe(`the ledger against ${attacker.name}`, () => {
    let client: pg.Client;
    before(async () => {
      client = await attacker.client();
    });
    after(() => client.end());

    it('takes a balanced entry', async () => {
      await post(client, 100n, 100n);
    });
    it('refuses an entry that does not balance, at COMMIT', async () => {
      await refused(post(client, 100n, 99n), 'SA001');
    });
    it('refuses an entry without lines', async () => {
      const alone =
        "INSERT INTO journal_entries (id, journal, entry_date, description) VALUES ($1, 'MEM', '2026-03-01', '')";
      await refused(client.query(alone, [randomUuidV7()]), 'SA001');
    });
    it('refuses a line with debit and credit, or a negative one', async () => {
      const id = await post(client, 1n, 1n);
      const line =
        'INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit) SELECT $1, 9, account_id, $2, $3::bigint, $4::bigint FROM ledger_entries WHERE entry_id = $1 LIMIT 1';
      await refused(client.query(line, [id, '', 5, 5]), '23514');
      await refused(client.query(line, [id, '', -5, 0]), '23514');
    });
    it('refuses one more line, or a balanced pair, on a committed entry', async () => {
      const id = await post(client, 100n, 100n);
      const pair = `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit)
        SELECT entry_id, line + $2::int, account_id, description, debit, credit FROM ledger_entries WHERE entry_id = $1 LIMIT $3`;
      await refused(client.query(pair, [id, 10, 1]), '23503');
      await refused(client.query(pair, [id, 20, 2]), '23503');
    });
    it("refuses a line that names the committed entry's transaction", async () => {
      const id = await post(client, 100n, 100n);
      await refused(
        client.query(
          `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit, xid)
             SELECT entry_id, 30, account_id, '', 1, 0, xid FROM ledger_entries WHERE entry_id = $1 LIMIT 1`,
          [id],
        ),
        '42501',
        'SA003',
      );
    });
    it('refuses to change, remove or empty what is posted', async () => {
      const id = await post(client, 100n, 100n);
      for (const attack of [
        `UPDATE ledger_entries SET debit = debit + 1 WHERE entry_id = '${id}'`,
        `UPDATE journal_entries SET description = 'other' WHERE id = '${id}'`,
        `DELETE FROM ledger_entries WHERE entry_id = '${id}'`,
        `DELETE FROM journal_entries WHERE id = '${id}'`,
        'TRUNCATE ledger_entries',
        'TRUNCATE journal_entries CASCADE',
        'TRUNCATE ledger_entries, journal_entries, invoices',
      ]) {
        await refused(client.query(attack), '42501', 'SA003', '0A000'); // 0A000: a foreign key stands in the way
      }
    });
    it('refuses a date in a closed period or in none', async () => {
      await client.query(
        "UPDATE fiscal_periods SET status = 'closed' WHERE year = 2025 AND number = 2",
      );
      await refused(post(client, 1n, 1n, '2025-02-28'), 'SA002');
      await refused(post(client, 1n, 1n, '1999-01-01'), 'SA004');
      await post(client, 1n, 1n, '2025-03-01');
    });
    it('gives the number itself: a forged number, year or time does not stay', async () => {
      const forged = `INSERT INTO journal_entries (id, journal, entry_date, description, number, fiscal_year, posted_at)
        VALUES ($1, 'MEM', '2026-03-01', '', 999, 1999, '2000-01-01') RETURNING number, fiscal_year`;
      await client.query('BEGIN');
      try {
        const { rows } = await client.query<{ number: number; fiscal_year: number }>(forged, [
          randomUuidV7(),
        ]);
        assert.notEqual(rows[0]?.number, 999); // the owner may write the columns, the trigger decides
        assert.equal(rows[0]?.fiscal_year, 2026);
      } catch (error) {
        assert.equal(databaseError(error).code, '42501');
      } finally {
        await client.query('ROLLBACK');
      }
    });
    it('lets an entry be reversed once, and only by its exact opposite', async () => {
      const id = await post(client, 100n, 100n);
      const reverse = async (amount: bigint): Promise<void> => {
        const reversal = randomUuidV7();
        await client.query('BEGIN');
        try {
          await client.query(
            "INSERT INTO journal_entries (id, journal, entry_date, description, reverses) VALUES ($1, 'MEM', '2026-03-01', '', $2)",
            [reversal, id],
          );
          await client.query(
            `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit)
               SELECT $1, line, account_id, '', sign(credit) * $3, sign(debit) * $3 FROM ledger_entries WHERE entry_id = $2`,
            [reversal, id, amount],
          );
          await client.query('COMMIT');
        } catch (error) {
          await client.query('ROLLBACK');
          throw error;
        }
      };
      await refused(reverse(99n), 'SA001');
      await reverse(100n);
      await refused(reverse(100n), '23505');
    });
  });
}

describe('the run-time role', () => {
  it('can neither see the counter of numbers as its own nor make objects or leave its schema', async () => {
    const other = await database.createTenant();
    const client = await attackers[0]?.client();
    assert.ok(client);
    for (const attack of [
      'UPDATE journal_counters SET last_number = 999',
      "INSERT INTO journal_counters VALUES ('MEM', 2026, 5)",
      'CREATE TABLE mine (x int)',
      'CREATE TABLE public.mine (x int)',
      'CREATE TEMPORARY TABLE ledger_entries (x int)',
      'ALTER TABLE journal_entries DISABLE TRIGGER ALL',
      'DROP TRIGGER immutable ON journal_entries',
      `SELECT * FROM ${tenantSchema(other)}.journal_entries`,
      `SET ROLE smart_owner`,
      'SET session_replication_role = replica',
    ]) {
      await refused(client.query(attack), '42501');
    }
  });
});

describe('the owner', () => {
  it('does not fool the ledger by a temporary table that stands in for the lines', async () => {
    const client = await attackers[1]?.client();
    assert.ok(client);
    await client.query('CREATE TEMPORARY TABLE ledger_entries (LIKE ledger_entries)');
    try {
      await client.query(`SET search_path TO pg_temp, ${schema}`);
      await client.query('BEGIN');
      const id = randomUuidV7();
      await client.query(
        `INSERT INTO ${schema}.journal_entries (id, journal, entry_date, description) VALUES ($1, 'MEM', '2026-03-01', '')`,
        [id],
      );
      await client.query(
        `INSERT INTO pg_temp.ledger_entries (entry_id, line, account_id, description, debit, credit, xid)
           SELECT $1, n, $1, '', 0, 0, pg_current_xact_id() FROM generate_series(1, 2) n`,
        [id],
      );
      await refused(client.query('COMMIT'), 'SA001');
    } finally {
      await client.query(
        `ROLLBACK; DROP TABLE pg_temp.ledger_entries; SET search_path TO ${schema}`,
      );
    }
  });
});
