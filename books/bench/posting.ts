// Posting through every check, as a ratio to the same inserts without any, by bare pg: node
// books/bench/posting.ts [ROUNDS] [SECONDS]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { debitOrCredit, type EntryLine } from '@smart-accounting/accounting/journal-entry';
import pg from 'pg';
import { freePort } from '../../start/child.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { postEntry } from '../src/ledger/post-entry.ts';
import { LedgerAccount } from '../src/ledger/ledger-account.ts';
import { openTestBooks, type TestBooks } from '../src/testing/open-test-books.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';

const clients = 16;
const seconds = Number(process.argv[3] ?? 6);
const rounds = Number(process.argv[2] ?? 3);
const journals = Array.from(
  { length: 120 },
  (_, index) => `J${letter(index / 26)}${letter(index % 26)}`,
);

const folder = mkdtempSync(path.join(tmpdir(), 'bench-posting-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres({ folder, port: await freePort(), password: 'test' });
process.env['TEST_POSTGRES_URL'] = postgres.superuserUrl('postgres');
const books = await openTestBooks(clients);
const bare = await bareTables(books);
try {
  const accounts = await books.in(() =>
    LedgerAccount.findAll({
      where: { number: ['4790', '4520', '1510', '1600'] },
      order: ['number'],
    }),
  );
  const [payables = '', inputVat = '', software = '', general = ''] = [
    '1600',
    '1510',
    '4520',
    '4790',
  ].map((number) => accounts.find((account) => account.number === number)?.id);
  const lines: EntryLine[] = [
    [general, 60_000n],
    [software, 40_000n],
    [inputVat, 21_000n],
    [payables, -121_000n],
  ].map(([accountId, amount]) => ({
    accountId: String(accountId),
    description: 'bench',
    ...debitOrCredit(BigInt(amount ?? 0)),
  }));
  await addJournals(books);

  const post = (journal: string): Promise<unknown> =>
    books.in(() =>
      postEntry({ journal, entryDate: '2026-05-01', description: 'bench', postedBy: null, lines }),
    );
  const measured: Record<'bare' | 'many' | 'one', number[]> = { bare: [], many: [], one: [] };
  for (let round = 0; round < rounds; round++) {
    measured.bare.push(
      await perSecond((n) => bare.insert(journals[n % journals.length] ?? '', lines)),
    );
    measured.many.push(await perSecond((n) => post(journals[n % journals.length] ?? '')));
    measured.one.push(await perSecond(() => post('MEM')));
  }
  const [base, many, one] = [measured.bare, measured.many, measured.one].map(median);
  console.log(
    `bare pg, no checks:        ${base?.toFixed(0)} entries/s (${clients} clients, 4 lines, durable)`,
  );
  console.log(
    `posting, ${journals.length} journals:     ${many?.toFixed(0)} entries/s, ratio ${ratio(many, base)} (goal ≥ 0.50)`,
  );
  console.log(
    `posting, one journal:      ${one?.toFixed(0)} entries/s, ratio ${ratio(one, base)} (goal ≥ 300/s)`,
  );
} finally {
  await bare.close();
  await books.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function addJournals({ test, tenant }: TestBooks): Promise<void> {
  const client = await test.client('postgres');
  await client.query(
    `INSERT INTO t_${tenant}.journals SELECT code, code, 'memorial' FROM unnest($1::text[]) AS code`,
    [journals],
  );
  await client.end();
}

/** Tables of the same columns without triggers, foreign keys or numbers, filled by a transaction of two inserts. */
async function bareTables({ test, tenant }: TestBooks) {
  const client = await test.client('postgres');
  await client.query(
    `CREATE SCHEMA bare; CREATE TABLE bare.journal_entries (LIKE t_${tenant}.journal_entries INCLUDING DEFAULTS);
     CREATE TABLE bare.ledger_entries (LIKE t_${tenant}.ledger_entries INCLUDING DEFAULTS);
     ALTER TABLE bare.journal_entries ADD PRIMARY KEY (id); ALTER TABLE bare.ledger_entries ADD PRIMARY KEY (entry_id, line);
     CREATE INDEX ON bare.ledger_entries (account_id); CREATE INDEX ON bare.journal_entries (entry_date)`,
  );
  await client.end();
  const pool = new pg.Pool({ connectionString: test.url('postgres'), max: clients });
  let number = 0;
  return {
    close: () => pool.end(),
    insert: async (journal: string, lines: readonly EntryLine[]): Promise<void> => {
      const connection = await pool.connect();
      const id = randomUuidV7();
      number += 1;
      await connection.query('BEGIN');
      await connection.query(
        'INSERT INTO bare.journal_entries (id, journal, fiscal_year, number, entry_date, description) VALUES ($1, $2, 2026, $3, $4, $5)',
        [id, journal, number, '2026-05-01', 'bench'],
      );
      const rows = lines.map(
        (_, index) =>
          `($1, ${index + 1}, $${index * 3 + 2}, 'bench', $${index * 3 + 3}, $${index * 3 + 4})`,
      );
      await connection.query(
        `INSERT INTO bare.ledger_entries (entry_id, line, account_id, description, debit, credit) VALUES ${rows.join(', ')}`,
        [id, ...lines.flatMap((line) => [line.accountId, line.debitMinor, line.creditMinor])],
      );
      await connection.query('COMMIT');
      connection.release();
    },
  };
}

async function perSecond(work: (n: number) => Promise<unknown>): Promise<number> {
  let done = 0;
  const end = Date.now() + seconds * 1000;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (Date.now() < end) await work(done++);
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function ratio(value = 0, base = 1): string {
  return (value / base).toFixed(2);
}

function letter(index: number): string {
  return String.fromCharCode(65 + Math.floor(index));
}
