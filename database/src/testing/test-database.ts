import { fillBooks } from '@smart-accounting/books/ledger/fill-books';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import pg from 'pg';
import {
  bootstrap,
  closeToOthers,
  type DatabaseLogin,
  databaseLogins,
  type LoginPasswords,
} from '../migrate/bootstrap.ts';
import { migratePlatform } from '../migrate/migrate-platform.ts';
import { provisionTenant } from '../migrate/provision-tenant.ts';
import { asOwner } from '../tenancy/as-owner.ts';
import { randomTenantId } from '../tenancy/random-tenant-id.ts';

const passwords: LoginPasswords = {
  migrator: 'test',
  api: 'test',
  reader: 'test',
  worker: 'test',
  sealer: 'test',
  operations: 'test',
};
export type TestLogin = 'postgres' | `smart_${DatabaseLogin}`;
/** Every login of our processes, for tests that try an attack with each. */
export const testLogins = databaseLogins.map((login) => `smart_${login}` as const);

/** A database of the suite's own PostgreSQL, migrated, for one test file. */
export interface TestDatabase {
  url(login: TestLogin): string;
  /** A raw connection, for tests that attack the database itself. */
  client(login: TestLogin): Promise<pg.Client>;
  createTenant(): Promise<TenantId>;
  /** Closes its raw connections and drops the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template, which the first caller makes.
 * @throws {Error} without TEST_POSTGRES_URL: such tests are run by `npm test`, which starts a PostgreSQL for them
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env['TEST_POSTGRES_URL'];
  if (!adminUrl)
    throw new Error('TEST_POSTGRES_URL is not set: run this test with "npm test -- FILE"');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    const template = await migratedTemplate(admin, adminUrl);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER smart_owner`);
    await closeToOthers(admin, name); // rights on a database are not copied with it
  });
  const clients: pg.Client[] = [];
  const url = (login: TestLogin): string => {
    const result = new URL(adminUrl);
    result.username = login;
    result.pathname = `/${name}`;
    return result.href;
  };
  const client = async (login: TestLogin): Promise<pg.Client> => {
    const connection = new pg.Client({ connectionString: url(login) });
    // Dropping the database ends connections that a test left behind; that is no failure of the test.
    connection.on('error', () => {});
    await connection.connect();
    clients.push(connection);
    return connection;
  };
  return {
    url,
    client,
    createTenant: async () => {
      const tenant = tenantIdSchema.parse(randomTenantId());
      const migrator = await client('smart_migrator');
      await registerTestTenant(migrator, tenant, `Proef ${tenant}`);
      await provisionTenant(migrator, tenant, (owner, schema) =>
        fillBooks(owner, schema, new Date()),
      );
      await migrator.end();
      return tenant;
    },
    drop: async () => {
      await Promise.all(clients.map((connection) => connection.end().catch(() => {})));
      await asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Writes a tenant as `creating`, as registration does, without its request. @param migrator login `smart_migrator` */
export async function registerTestTenant(
  migrator: pg.Client,
  tenant: TenantId,
  name: string,
): Promise<void> {
  await asOwner(migrator, tenant, () =>
    migrator.query('INSERT INTO platform.tenants (id, name) VALUES ($1, $2)', [tenant, name]),
  );
}

async function migratedTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const folder = new URL('../../migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.sql')) hash.update(readFileSync(new URL(file, folder)));
  const template = `template_${hash.digest('hex').slice(0, 12)}`;
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (rowCount) return template;
  await bootstrap(adminUrl, template, passwords);
  const migrator = new URL(adminUrl);
  migrator.username = 'smart_migrator';
  migrator.pathname = `/${template}`;
  await migratePlatform(migrator.href);
  const migrated = new URL(adminUrl);
  migrated.pathname = `/${template}`;
  await stopClock(migrated.href);
  return template;
}

/** Nothing is done by the clock, unless a test says that its time has come. */
async function stopClock(url: string): Promise<void> {
  await asAdmin(url, (admin) => admin.query("UPDATE platform.schedules SET next_at = 'infinity'"));
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock(7462000)'); // CREATE DATABASE wants its template to itself
    return await work(admin);
  } finally {
    await admin.end();
  }
}
