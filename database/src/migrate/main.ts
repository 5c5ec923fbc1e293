// Brings the database to the newest version: roles (with ADMIN_DATABASE_URL), shared schemas, every tenant.
// Safe to run again and while the previous version runs; a hook job of the chart and `npm start` run it.
import { z } from 'zod';
import { bootstrap, databaseLogins } from './bootstrap.ts';
import { migratePlatform } from './migrate-platform.ts';
import { migrateTenants } from './migrate-tenants.ts';

const password = z.string().min(1).optional();
const settings = z
  .object({
    DATABASE_DIRECT_URL: z.url().describe('login smart_migrator, straight to the server'),
    ADMIN_DATABASE_URL: z
      .url()
      .optional()
      .describe("the administrator's URL; with it roles and database are made"),
    API_DATABASE_PASSWORD: password,
    READER_DATABASE_PASSWORD: password,
    WORKER_DATABASE_PASSWORD: password,
    SEALER_DATABASE_PASSWORD: password,
    OPERATIONS_DATABASE_PASSWORD: password,
  })
  .parse(process.env);

if (settings.ADMIN_DATABASE_URL) {
  const target = new URL(settings.DATABASE_DIRECT_URL);
  const passwords = {
    migrator: decodeURIComponent(target.password),
    api: settings.API_DATABASE_PASSWORD ?? '',
    reader: settings.READER_DATABASE_PASSWORD ?? '',
    worker: settings.WORKER_DATABASE_PASSWORD ?? '',
    sealer: settings.SEALER_DATABASE_PASSWORD ?? '',
    operations: settings.OPERATIONS_DATABASE_PASSWORD ?? '',
  };
  const missing = databaseLogins.filter((login) => !passwords[login]);
  if (missing.length > 0)
    throw new Error(
      `ADMIN_DATABASE_URL needs ${missing.map((login) => `${login.toUpperCase()}_DATABASE_PASSWORD`).join(', ')} beside it`,
    );
  await bootstrap(settings.ADMIN_DATABASE_URL, target.pathname.slice(1), passwords);
}
for (const name of await migratePlatform(settings.DATABASE_DIRECT_URL))
  console.log(`platform: ${name}`);
const results = await migrateTenants(settings.DATABASE_DIRECT_URL);
for (const { tenant, applied, error } of results) {
  if (error) console.error(`tenant ${tenant}: ${error}`);
  else for (const name of applied) console.log(`tenant ${tenant}: ${name}`);
}
const failed = results.filter(({ error }) => error).length;
console.log(`${results.length} tenants, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
