import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { Umzug } from 'umzug';

/** Where it is recorded which migrations have been applied, and what surrounds each one. */
export interface MigrationTarget {
  readonly kind: 'platform' | 'tenant';
  /** Replaces `:tenant` in the SQL; a name checked by pattern before. */
  readonly schema?: string;
  /** Names of the migrations already applied. */
  applied(client: pg.Client): Promise<string[]>;
  /** Records one, in the same transaction that applied it. */
  record(client: pg.Client, name: string): Promise<void>;
}

/**
 * Applies the pending migrations of `target` in order, each in a transaction of its own together with its record, so
 * that a run cut off anywhere goes on where it stopped. Gives the names applied.
 * @param upTo the last one to apply; all by default
 */
export async function applyPending(
  client: pg.Client,
  target: MigrationTarget,
  upTo?: string,
): Promise<string[]> {
  const all = await readMigrations(target.kind);
  const migrations = upTo === undefined ? all : all.filter(({ name }) => name <= upTo);
  const umzug = new Umzug({
    migrations: migrations.map(({ name, sql }) => ({
      name,
      up: () => applyOne(client, target, name, sql),
    })),
    // `up` records itself in its transaction; asked again, umzug finds it here.
    storage: {
      executed: () => target.applied(client),
      logMigration: async () => {},
      unlogMigration: () => Promise.reject(new Error('migrations only go forward')),
    },
    logger: undefined,
  });
  return (await umzug.up()).map(({ name }) => name);
}

/** The migrations of a kind in their order; the last one applied is the version of a schema. */
export async function migrationNames(kind: MigrationTarget['kind']): Promise<string[]> {
  return (await readMigrations(kind)).map(({ name }) => name);
}

async function readMigrations(
  kind: MigrationTarget['kind'],
): Promise<{ name: string; sql: string }[]> {
  const folder = new URL(`../../migrations/${kind}/`, import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace('.sql', ''),
      sql: await readFile(new URL(file, folder), 'utf8'),
    })),
  );
}

async function applyOne(
  client: pg.Client,
  target: MigrationTarget,
  name: string,
  sql: string,
): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL ROLE smart_owner; SET LOCAL lock_timeout = '2s'");
    // pg_temp last, else a temporary table could stand in for one of ours inside the functions made here.
    if (target.schema) await client.query(`SET LOCAL search_path TO ${target.schema}, pg_temp`);
    await client.query(target.schema ? sql.replaceAll(':tenant', target.schema) : sql);
    await target.record(client, name);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(
      `migration ${target.kind}/${name} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
