import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createTestDatabase, type TestDatabase } from '@smart-accounting/database/testing';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';

/**
 * What the books refuse, tried by raw SQL: with the rights of the run-time role, whose one way is `post_entry`, and with
 * those of the owner, who may write rows by themselves.
 */
let database: TestDatabase;
let tenant: TenantId;
let schema: string;

before(async () => {
  database = await createTestDatabase();
  tenant = await database.createTenant();
  schema = tenantSchema(tenant);
});
after(() => database.drop());

interface Line {
  readonly number: number;
  /** In the chart. */
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** Debit 4790, credit 1600. */
function twoLines(debit: bigint, credit: bigint): readonly Line[] {
  return [
    { number: 1, account: '4790', debit, credit: 0n },
    { number: 2, account: '1600', debit: 0n, credit },
  ];
}

interface Draft {
  readonly id?: string;
  readonly lines: readonly Line[];
  readonly date?: string;
  readonly reverses?: string | null;
}

interface Attacker {
  readonly name: string;
  readonly client: () => Promise<pg.Client>;
  /** Posts in a transaction of its own; gives the entry's id. */
  readonly post: (client: pg.Client, draft: Draft) => Promise<string>;
}

const attackers: readonly Attacker[] = [
  {
    name: 'the run-time role',
    client: async () => {
      const client = await database.client('smart_api');
      await client.query(`SET ROLE ${schema}; SET search_path TO ${schema}`);
      return client;
    },
    post: async (client, { id = randomUuidV7(), lines, date = '2026-03-01', reverses = null }) => {
      await client.query(
        `SELECT post_entry($1, 'MEM', $2, 'test', NULL, NULL, $3, NULL, $4, NULL, NULL)`,
        [id, date, reverses, JSON.stringify(await rowsOf(client, lines))],
      );
      return id;
    },
  },
  {
    name: 'the owner',
    client: async () => {
      const client = await database.client('smart_migrator');
      await client.query(`SET ROLE smart_owner; SET search_path TO ${schema}`);
      return client;
    },
    post: async (client, { id = randomUuidV7(), lines, date = '2026-03-01', reverses = null }) => {
      await client.query('BEGIN');
      try {
        await insertEntry(client, id, date, reverses);
        await insertLines(client, id, lines);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
      return id;
    },
  },
];

async function rowsOf(client: pg.Client, lines: readonly Line[]): Promise<object[]> {
  const { rows } = await client.query<{ id: string; number: string }>(
    'SELECT id, number FROM ledger_accounts',
  );
  const ids = new Map(rows.map(({ id, number }) => [number, id]));
  return lines.map(({ number, account, debit, credit }) => ({
    line: number,
    account_id: ids.get(account),
    description: '',
    debit: String(debit),
    credit: String(credit),
  }));
}

async function insertEntry(
  client: pg.Client,
  id: string,
  date = '2026-03-01',
  reverses: string | null = null,
): Promise<void> {
  await client.query(
    `INSERT INTO journal_entries (id, journal, entry_date, description, reverses)
       VALUES ($1, 'MEM', $2, 'test', $3)`,
    [id, date, reverses],
  );
}

/** By one statement. */
async function insertLines(client: pg.Client, id: string, lines: readonly Line[]): Promise<void> {
  await client.query(
    `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit)
       SELECT $1, l.* FROM jsonb_to_recordset($2)
         AS l (line int, account_id uuid, description text, debit bigint, credit bigint)`,
    [id, JSON.stringify(await rowsOf(client, lines))],
  );
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

for (const { name, client: connect, post } of attackers) {
  describe(`the ledger against ${name}`, () => {
    let client: pg.Client;
    before(async () => {
      client = await connect();
    });
    after(() => client.end());
    const balanced = { lines: twoLines(100n, 100n) };

    it('takes a balanced entry', async () => {
      await post(client, balanced);
    });
    it('refuses an entry that does not balance, or of zero', async () => {
      await refused(post(client, { lines: twoLines(100n, 99n) }), 'SA001');
      await refused(post(client, { lines: twoLines(0n, 0n) }), 'SA001');
    });
    it('refuses an entry without lines, with one, or with lines that are not numbered from 1', async () => {
      const [one, two] = twoLines(1n, 1n);
      assert.ok(one && two);
      for (const lines of [
        [],
        [one],
        [{ ...one, credit: 1n }],
        [one, { ...two, number: 3 }],
        [
          { ...one, number: 2 },
          { ...two, number: 3 },
        ],
        [
          { ...one, number: 0 },
          { ...two, number: 1 },
        ],
      ])
        await refused(post(client, { lines }), 'SA001', '23514');
    });
    it('refuses a line with debit and credit, or a negative one', async () => {
      for (const [debit, credit] of [
        [5n, 5n],
        [-5n, 0n],
      ] as const)
        await refused(
          post(client, {
            lines: [...twoLines(1n, 1n), { number: 3, account: '4790', debit, credit }],
          }),
          '23514',
        );
    });
    it('refuses the same entry, or lines for it, a second time', async () => {
      const id = await post(client, balanced);
      await refused(post(client, { ...balanced, id }), '23505');
      await refused(insertLines(client, id, balanced.lines), '23505', '42501');
    });
    it('refuses one more line, or a balanced pair, on a committed entry', async () => {
      const id = await post(client, balanced);
      const [one, two] = balanced.lines;
      assert.ok(one && two);
      await refused(insertLines(client, id, [{ ...one, number: 3 }]), 'SA001', '42501');
      const pair = [
        { ...one, number: 3 },
        { ...two, number: 4 },
      ];
      await refused(insertLines(client, id, pair), 'SA001', '42501');
    });
    it('refuses to change, remove or empty what is posted', async () => {
      const id = await post(client, balanced);
      for (const attack of [
        `UPDATE ledger_entries SET debit = debit + 1 WHERE entry_id = '${id}'`,
        `UPDATE journal_entries SET description = 'other' WHERE id = '${id}'`,
        `DELETE FROM ledger_entries WHERE entry_id = '${id}'`,
        `DELETE FROM journal_entries WHERE id = '${id}'`,
        `MERGE INTO ledger_entries l USING (SELECT '${id}'::uuid AS id) s ON l.entry_id = s.id
           WHEN MATCHED THEN UPDATE SET debit = 0`,
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
      await refused(post(client, { ...balanced, date: '2025-02-28' }), 'SA002');
      await refused(post(client, { ...balanced, date: '1999-01-01' }), 'SA004');
      await post(client, { ...balanced, date: '2025-03-01' });
    });
    it('lets an entry be reversed once, and only by its exact opposite', async () => {
      const id = await post(client, balanced);
      const reverse = (amount: bigint): Promise<string> =>
        post(client, {
          reverses: id,
          lines: [
            { number: 1, account: '4790', debit: 0n, credit: amount },
            { number: 2, account: '1600', debit: amount, credit: 0n },
          ],
        });
      await refused(reverse(99n), 'SA001');
      await reverse(100n);
      await refused(reverse(100n), '23505');
    });
    it('takes nothing else for a reversal, whenever the check is made', async () => {
      const moved = twoLines(90_000n, 90_000n);
      const nothing = [
        { number: 1, account: '4790', debit: 500n, credit: 0n },
        { number: 2, account: '4790', debit: 0n, credit: 500n },
      ];
      const id = await post(client, { lines: nothing });
      for (const constraint of ['undoes', 'has_lines', 'ALL']) {
        await client.query('BEGIN');
        try {
          await client.query(`SET CONSTRAINTS ${constraint} IMMEDIATE`);
          const attempt = (async () => {
            const entry = randomUuidV7();
            if (name === 'the owner') {
              await insertEntry(client, entry, '2026-03-01', id);
              await insertLines(client, entry, moved);
            } else await post(client, { id: entry, lines: moved, reverses: id });
            await client.query('COMMIT');
          })();
          await refused(attempt, 'SA001');
        } finally {
          await client.query('ROLLBACK');
        }
      }
      const itself = randomUuidV7();
      await refused(post(client, { id: itself, lines: nothing, reverses: itself }), '23514');
    });
    it('keeps the type of an account with entries, and the file of a posted document', async () => {
      await post(client, balanced);
      const changeType = "UPDATE ledger_accounts SET type = 'asset' WHERE number = '4790'";
      await refused(client.query(changeType), 'SA003', '42501');
      await client.query("UPDATE ledger_accounts SET name = 'Diversen' WHERE number = '4790'");
      const document = randomUuidV7();
      await client.query(
        "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, 'x', 'application/pdf', 1)",
        [document, randomBytes(32).toString('hex')],
      );
      const changeFile = `UPDATE documents SET sha256 = '${'b'.repeat(64)}' WHERE id = '${document}'`;
      await client.query(changeFile.replaceAll('b', 'a'));
      const owner = await attackers[1]?.client();
      assert.ok(owner);
      await owner.query('BEGIN');
      const id = randomUuidV7();
      await owner.query(
        `INSERT INTO journal_entries (id, journal, entry_date, description, document_id)
           VALUES ($1, 'MEM', '2026-03-01', 'test', $2)`,
        [id, document],
      );
      await insertLines(owner, id, balanced.lines);
      await owner.query('COMMIT');
      await owner.end();
      await refused(client.query(changeFile), 'SA003');
    });
  });
}

describe('the run-time role', () => {
  it('writes no entry, no line and no number but by post_entry', async () => {
    const client = await attackers[0]?.client();
    assert.ok(client);
    const id = randomUuidV7();
    await refused(insertEntry(client, id), '42501');
    await refused(insertLines(client, id, twoLines(1n, 1n)), '42501');
  });
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
        `INSERT INTO pg_temp.ledger_entries (entry_id, line, account_id, description, debit, credit)
           SELECT $1, n, $1, '', 0, 0 FROM generate_series(1, 2) n`,
        [id],
      );
      await refused(client.query('COMMIT'), 'SA001');
    } finally {
      await client.query(
        `ROLLBACK; DROP TABLE pg_temp.ledger_entries; SET search_path TO ${schema}`,
      );
    }
  });
  it('cannot commit what does not balance by choosing when the checks are made', async () => {
    const client = await attackers[1]?.client();
    assert.ok(client);
    const [debit, credit] = twoLines(100n, 100n);
    assert.ok(debit && credit);
    const third = { number: 3, account: '4790', debit: 10_000_000n, credit: 0n };
    for (const timing of ['IMMEDIATE', 'DEFERRED'])
      for (const tries of [
        [[debit, credit], [third]],
        [[debit], [credit, third]],
        [[debit], [third]],
      ]) {
        const id = randomUuidV7();
        await client.query('BEGIN');
        await insertEntry(client, id);
        const attempt = (async () => {
          for (const lines of tries) {
            await insertLines(client, id, lines);
            await client.query(`SET CONSTRAINTS ALL ${timing}`);
          }
          await client.query('COMMIT');
        })();
        await refused(attempt, 'SA001');
        await client.query('ROLLBACK');
      }
    await client.query('BEGIN');
    await insertEntry(client, randomUuidV7());
    await refused(client.query('SET CONSTRAINTS ALL IMMEDIATE'), 'SA001');
    await client.query('ROLLBACK');
  });
  it('cannot split the lines over the parts of one statement, nor bring them by COPY', async () => {
    const client = await attackers[1]?.client();
    assert.ok(client);
    const columns = '(entry_id, line, account_id, description, debit, credit)';
    const account = "(SELECT id FROM ledger_accounts WHERE number = '4790')";
    const id = randomUuidV7();
    await client.query('BEGIN');
    await insertEntry(client, id);
    await refused(
      client.query(
        `WITH one AS (INSERT INTO ledger_entries ${columns} VALUES ('${id}', 1, ${account}, '', 5, 0), ('${id}', 2, ${account}, '', 0, 5))
           INSERT INTO ledger_entries ${columns} VALUES ('${id}', 3, ${account}, '', 9, 0)`,
      ),
      'SA001',
    );
    await client.query('ROLLBACK; BEGIN');
    await insertEntry(client, id);
    const { rows } = await client.query<{ id: string }>(`SELECT ${account} AS id`);
    const copy = client.query(copyFrom(`COPY ledger_entries ${columns} FROM STDIN`));
    const line = `${id}\t1\t${rows[0]?.id}\t\t5\t0\n`;
    await refused(pipeline(Readable.from([line]), copy), 'SA001');
    await client.query('ROLLBACK');
  });
  it('gives no forged number, year or time to an entry: the trigger decides', async () => {
    const client = await attackers[1]?.client();
    assert.ok(client);
    await client.query('BEGIN');
    const forged = await client.query<{ number: number; fiscal_year: number; posted_at: Date }>(
      `INSERT INTO journal_entries (id, journal, entry_date, description, number, fiscal_year, posted_at)
         VALUES ($1, 'MEM', '2026-03-01', '', 999, 1999, '2000-01-01') RETURNING number, fiscal_year, posted_at`,
      [randomUuidV7()],
    );
    const [entry] = forged.rows;
    assert.ok(entry);
    assert.notEqual(entry.number, 999);
    assert.equal(entry.fiscal_year, 2026);
    assert.ok(entry.posted_at > new Date('2026-01-01'));
    await client.query('ROLLBACK');
  });
});
