// Brings the database to the newest version: roles (with ADMIN_DATABASE_URL), shared schemas, every tenant.
// Safe to run again and while the previous version runs; a hook job of the chart and `npm start` run it.
import { z } from 'zod';
import { bootstrap } from './bootstrap.ts';
import { migratePlatform } from './migrate-platform.ts';
import { migrateTenants } from './migrate-tenants.ts';

const settings = z
  .object({
    DATABASE_DIRECT_URL: z.url().describe('login smart_migrator, straight to the server'),
    ADMIN_DATABASE_URL: z
      .url()
      .optional()
      .describe("the administrator's URL; with it roles and database are made"),
    API_DATABASE_PASSWORD: z.string().min(1).optional(),
    WORKER_DATABASE_PASSWORD: z.string().min(1).optional(),
  })
  .parse(process.env);

if (settings.ADMIN_DATABASE_URL) {
  const target = new URL(settings.DATABASE_DIRECT_URL);
  const { API_DATABASE_PASSWORD: api, WORKER_DATABASE_PASSWORD: worker } = settings;
  if (!api || !worker)
    throw new Error(
      'ADMIN_DATABASE_URL needs API_DATABASE_PASSWORD and WORKER_DATABASE_PASSWORD beside it',
    );
  const migrator = decodeURIComponent(target.password);
  await bootstrap(settings.ADMIN_DATABASE_URL, target.pathname.slice(1), { migrator, api, worker });
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
