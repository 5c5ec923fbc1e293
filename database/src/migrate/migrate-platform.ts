import { type JobDefinition, jobDefinitions, jobKinds } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { applyPending, type MigrationTarget } from './migrations.ts';

/** One lock for all who migrate at once: the second waits and then finds nothing to do. */
const platformLock = 7_462_001;

const platform: MigrationTarget = {
  kind: 'platform',
  applied: async (client) => {
    await refuseEarlierDatabase(client);
    await client.query(
      `CREATE TABLE IF NOT EXISTS public.platform_migrations (
         name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM public.platform_migrations',
    );
    return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  },
  record: async (client, { name, sha256 }) => {
    await client.query('INSERT INTO public.platform_migrations (name, sha256) VALUES ($1, $2)', [
      name,
      sha256,
    ]);
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
    const applied = await applyPending(client, platform);
    await writeJobRights(client);
    await writeSchedules(client);
    await endUnknownJobs(client);
    return applied;
  } finally {
    await client.end();
  }
}

/** Has the database hold each login to the kinds of jobs that the contract gives it. */
async function writeJobRights(client: pg.Client): Promise<void> {
  const rights = jobKinds.flatMap((kind) => {
    const { insertedBy, changedBy }: JobDefinition = jobDefinitions[kind];
    return [...new Set([...insertedBy, ...changedBy])].map((login) => ({
      login,
      kind,
      may_insert: insertedBy.includes(login),
      may_change: changedBy.includes(login),
    }));
  });
  await client.query(
    `WITH wanted AS (
       SELECT login, kind, may_insert, may_change FROM json_populate_recordset(NULL::platform.job_rights, $1)
     ), written AS (
       INSERT INTO platform.job_rights AS r (login, kind, may_insert, may_change) SELECT * FROM wanted
         ON CONFLICT (login, kind) DO UPDATE SET may_insert = excluded.may_insert, may_change = excluded.may_change
         WHERE (r.may_insert, r.may_change) <> (excluded.may_insert, excluded.may_change)
     )
     DELETE FROM platform.job_rights r WHERE NOT EXISTS (SELECT FROM wanted w WHERE (w.login, w.kind) = (r.login, r.kind))`,
    [JSON.stringify(rights)],
  );
}

/** Kinds with a schedule are done from now on, those without one no more; when each is due next stays. */
async function writeSchedules(client: pg.Client): Promise<void> {
  const schedules = jobKinds.flatMap((kind) => {
    const { schedule }: JobDefinition = jobDefinitions[kind];
    return schedule ? [{ kind, scope: schedule.scope, seconds: schedule.everySeconds }] : [];
  });
  await client.query(
    `WITH wanted AS (
       SELECT kind, scope, make_interval(secs => seconds) AS every
         FROM json_to_recordset($1) AS w (kind text, scope text, seconds int)
     ), ended AS (
       DELETE FROM platform.schedules s WHERE s.kind NOT IN (SELECT kind FROM wanted)
     )
     INSERT INTO platform.schedules AS s (kind, scope, every, next_at) SELECT kind, scope, every, now() FROM wanted
       ON CONFLICT (kind, tenant) DO UPDATE SET scope = excluded.scope, every = excluded.every, next_at = now()
       WHERE (s.scope, s.every) <> (excluded.scope, excluded.every)`,
    [JSON.stringify(schedules)],
  );
}

/** Ends what waits of kinds that are no more. */
async function endUnknownJobs(client: pg.Client): Promise<void> {
  await client.query(
    `UPDATE platform.jobs SET state = 'failed', finished_at = now(), claim = NULL, claimed_until = NULL,
       reason = 'unknown_kind', detail = 'this version has no such jobs'
       WHERE state = 'pending' AND kind NOT IN (SELECT kind FROM platform.job_rights)`,
  );
}

/**
 * Before the baseline, migrations were recorded without their hash.
 * @throws {Error} for a database of such a version: nothing leads from there to here
 */
async function refuseEarlierDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class c WHERE c.oid = to_regclass('public.platform_migrations')
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'sha256')`,
  );
  if (rowCount)
    throw new Error(
      'this database was made by a version before the baseline of migrations and cannot be brought to this one: ' +
        'begin with an empty database (on one machine: npm run reset)',
    );
}
