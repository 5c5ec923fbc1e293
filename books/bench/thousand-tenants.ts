// A thousand tenants in one database: making one, a migration over all, and what a connection that served all of them
// weighs: node books/bench/thousand-tenants.ts [TENANTS]
import { models } from '../src/models.ts';
import { fillBooks } from '../src/ledger/fill-books.ts';
import { readFileSync } from 'node:fs';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { migrateTenant, migrateTenants } from '@smart-accounting/database/migrate/migrate-tenants';
import { readMigrations } from '@smart-accounting/database/migrate/migrations';
import { createSchema, provisionTenant } from '@smart-accounting/database/migrate/provision-tenant';
import { Database, query } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { createTestDatabase, registerTestTenant } from '@smart-accounting/database/testing';
import { startBenchPostgres, timed } from './bench-books.ts';

const count = Number(process.argv[2] ?? 1_000);
const goals = { createSeconds: 1, migrateSeconds: 60, readRatio: 0.6 };
const rounds = 6;
const connections = 8;
const list = 'SELECT * FROM ledger_accounts ORDER BY number LIMIT 50';

const postgres = await startBenchPostgres();
const test = await createTestDatabase();
try {
  const migrator = await test.client('smart_migrator');
  const tenants = Array.from({ length: count }, () => tenantIdSchema.parse(randomTenantId()));
  // All but the newest migration first, so that there is one to bring over all of them.
  const before = (await readMigrations('tenant')).at(-2)?.name;
  const seconds: number[] = [];
  for (const tenant of tenants) {
    await registerTestTenant(migrator, tenant, tenant);
    const made = await timed(async () => {
      await createSchema(migrator, tenant);
      await migrateTenant(migrator, tenant, before);
    });
    seconds.push(made.seconds);
  }
  const migrated = await timed(() => migrateTenants(test.url('smart_migrator')));
  for (const [index, tenant] of tenants.entries()) {
    const finished = await timed(() =>
      provisionTenant(migrator, tenant, (owner, schema) => fillBooks(owner, schema, new Date())),
    );
    seconds[index] = (seconds[index] ?? 0) + finished.seconds + migrated.seconds / count;
  }
  const failed = migrated.result.filter(({ error }) => error !== null).length;
  const p99 = at(seconds, 0.99);
  console.log(
    `make one of ${count} tenants: p50 ${at(seconds, 0.5).toFixed(2)} s, p99 ${p99.toFixed(2)} s; ratio to the goal of ${goals.createSeconds} s: ${(p99 / goals.createSeconds).toFixed(2)}`,
  );
  console.log(
    `a migration over all:     ${migrated.seconds.toFixed(1)} s, ${failed} failed; ratio to the goal of ${goals.migrateSeconds} s: ${(migrated.seconds / goals.migrateSeconds).toFixed(2)}`,
  );
  const [one, all] = [await readsASecond(tenants.slice(0, 1)), await readsASecond(tenants)];
  console.log(
    `units that read:          ${one.toFixed(0)}/s in one tenant, ${all.toFixed(0)}/s over all; ratio ${(all / one).toFixed(2)} (goal ≥ ${goals.readRatio})`,
  );
  const weights = await weigh(tenants);
  console.log(
    `a backend that serves all: ${weights.first} MiB after one tenant, ${weights.highest} MiB at its highest, ${weights.backends} backends for ${rounds * count} units of work`,
  );
} finally {
  await test.drop();
  await postgres.stop();
}

/** Units of work that read a list, eight at once, spread evenly over these tenants and warm. */
async function readsASecond(tenants: readonly TenantId[]): Promise<number> {
  const database = new Database({
    models,
    url: test.url('smart_api'),
    maxConnections: connections,
    applicationName: 'bench',
  });
  let turn = 0;
  const readFor = async (milliseconds: number): Promise<number> => {
    const end = performance.now() + milliseconds;
    const from = turn;
    const one = async (): Promise<void> => {
      while (performance.now() < end) {
        const tenant = tenants[turn++ % tenants.length];
        if (tenant) await withTenant(database, tenant, () => query(list));
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    return (turn - from) / (milliseconds / 1000);
  };
  await readFor(10_000);
  const rate = await readFor(5_000);
  await database.close();
  return rate;
}

/** What the one connection of an API process weighs while it goes through all tenants again and again. */
async function weigh(
  tenants: readonly TenantId[],
): Promise<{ first: number; highest: number; backends: number }> {
  const database = new Database({
    models,
    url: test.url('smart_api'),
    maxConnections: 1,
    applicationName: 'bench',
  });
  const seen = new Map<number, number>();
  let first = 0;
  for (let round = 0; round < rounds; round++)
    for (const tenant of tenants) {
      const pid = await withTenant(database, tenant, lookAround);
      const mib = privateMiB(pid);
      first ||= mib;
      seen.set(pid, Math.max(seen.get(pid) ?? 0, mib));
    }
  await database.close();
  return { first, highest: Math.max(...seen.values()), backends: seen.size };
}

/** Reads what the pages of the portal read; gives the process id of the server's backend. */
async function lookAround(): Promise<number> {
  await query('SELECT * FROM ledger_accounts a LEFT JOIN ledger_entries l ON l.account_id = a.id');
  await query('SELECT * FROM invoices i LEFT JOIN open_purchases o ON o.invoice_id = i.id');
  await query('SELECT * FROM documents d LEFT JOIN document_pages p ON p.document_id = d.id');
  await query('SELECT * FROM contacts c LEFT JOIN journal_entries e ON e.contact_id = c.id');
  const [backend] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return backend?.pid ?? 0;
}

/** Memory that is a process's own, without what all backends share. */
function privateMiB(pid: number): number {
  const kib = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib ?? 0) / 1024);
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
