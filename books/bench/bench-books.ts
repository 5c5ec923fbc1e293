import path from 'node:path';
import { freePort } from '../../start/child.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { temporaryFolder } from '../../start/temporary-product.mjs';
import { rm } from 'node:fs/promises';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import type { TestBooks } from '../src/testing/open-test-books.ts';

/** A PostgreSQL of the measurement's own, as durable as in production; where test databases are made from now on. */
export async function startBenchPostgres(): Promise<{ stop: () => Promise<void> }> {
  const folder = temporaryFolder();
  const postgres = await startPostgres({
    folder: path.join(folder, 'postgres'),
    port: await freePort(),
    password: 'test',
  });
  process.env['TEST_POSTGRES_URL'] = postgres.superuserUrl('postgres');
  return {
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fills the books with so many entries of four lines: as posting would leave them, and faster than it could. */
export async function fillBooks({ test, tenant }: TestBooks, entries: number): Promise<void> {
  const superuser = await test.client('postgres');
  await superuser.query(
    `SET search_path TO ${tenantSchema(tenant)}; SET session_replication_role = replica`,
  );
  await superuser.query(
    `INSERT INTO journal_entries (id, journal, fiscal_year, number, entry_date, description)
       SELECT uuidv7(), 'INK', extract(year FROM now()), n, now()::date, 'inkoopfactuur ' || n
       FROM generate_series(1, $1) AS n`,
    [entries],
  );
  await superuser.query(
    `INSERT INTO journal_counters SELECT journal, fiscal_year, max(number) FROM journal_entries GROUP BY 1, 2`,
  );
  await superuser.query(
    `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit, vat_code, vat_box)
       SELECT e.id, line, a.id, 'regel ' || line, debit, credit, vat, box FROM journal_entries e
         CROSS JOIN (VALUES (1, '4790', 60000, 0, 'I21', NULL), (2, '4520', 40000, 0, 'I21', NULL),
           (3, '1510', 21000, 0, NULL, '5b'), (4, '1600', 0, 121000, NULL, NULL)) AS l (line, number, debit, credit, vat, box)
         JOIN ledger_accounts a ON a.number = l.number`,
  );
  await superuser.query('ANALYZE');
  await superuser.end();
}

/** Runs `work` and gives what it gave, with the seconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const begun = performance.now();
  const result = await work();
  return { seconds: (performance.now() - begun) / 1000, result };
}
