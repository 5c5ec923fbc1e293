import pg from 'pg';
import { applyPending, type MigrationTarget } from './migrations.ts';

/** One lock for all who migrate at once: the second waits and then finds nothing to do. */
const platformLock = 7_462_001;

const platform: MigrationTarget = {
  kind: 'platform',
  applied: async (client) => {
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.platform_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>(
      'SELECT name FROM public.platform_migrations',
    );
    return rows.map(({ name }) => name);
  },
  record: async (client, name) => {
    await client.query('INSERT INTO public.platform_migrations (name) VALUES ($1)', [name]);
  },
};

/**
 * Brings the shared schemas to the newest version.
 * @param migratorUrl URL of the login `smart_migrator`, straight to the server (not through a pooler)
 * @returns the names of the migrations applied now
 */
export async function migratePlatform(migratorUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: migratorUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [platformLock]);
    await client.query('SET ROLE smart_owner');
    return await applyPending(client, platform);
  } finally {
    await client.end();
  }
}
