import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

export type MigrationKind = 'platform' | 'tenant';

/** One file of SQL. It is never changed once it has been applied anywhere: what comes later is a file of its own. */
export interface Migration {
  /** `001-ledger`: the order is that of the names. */
  readonly name: string;
  readonly sql: string;
  /** Of the file, in hexadecimals. */
  readonly sha256: string;
}

/** Where it is recorded which migrations have been applied, and what surrounds each one. */
export interface MigrationTarget {
  readonly kind: MigrationKind;
  /** What `:name` stands for in the SQL; each value a name checked by pattern before. */
  readonly names?: Readonly<Record<string, string>>;
  /** The schema that unqualified names mean. */
  readonly schema?: string;
  /** The SHA-256 of each migration already applied, by name. */
  applied(client: pg.Client): Promise<ReadonlyMap<string, string>>;
  /** Records one, in the same transaction that applied it. */
  record(client: pg.Client, migration: Migration): Promise<void>;
}

/** A migration file is not what was applied: the schema is no longer what the files say. */
export class ChangedMigration extends Error {
  constructor(kind: MigrationKind, name: string) {
    super(
      `database/migrations/${kind}/${name}.sql was changed after it had been applied: put it back as it was, and write ` +
        'what is to change as a new file',
    );
  }
}

/**
 * Applies the pending migrations of `target` in order, each in a transaction of its own together with its record, so
 * that a run cut off anywhere goes on where it stopped. Gives the names applied.
 * @param upTo the last one to apply; all by default
 * @throws {ChangedMigration} before anything is applied
 */
export async function applyPending(
  client: pg.Client,
  target: MigrationTarget,
  upTo?: string,
): Promise<string[]> {
  const migrations = await readMigrations(target.kind);
  const applied = await target.applied(client);
  for (const { name, sha256 } of migrations)
    if ((applied.get(name) ?? sha256) !== sha256) throw new ChangedMigration(target.kind, name);
  const pending = migrations.filter(
    ({ name }) => !applied.has(name) && (upTo === undefined || name <= upTo),
  );
  for (const migration of pending) await applyOne(client, target, migration);
  return pending.map(({ name }) => name);
}

/** The migrations of a kind in their order; the last one applied is the version of a schema. */
export async function readMigrations(kind: MigrationKind): Promise<Migration[]> {
  const folder = new URL(`../../migrations/${kind}/`, import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(new URL(file, folder), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { name: file.replace('.sql', ''), sql, sha256 };
    }),
  );
}

async function applyOne(
  client: pg.Client,
  target: MigrationTarget,
  migration: Migration,
): Promise<void> {
  const { kind, names = {}, schema } = target;
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL ROLE smart_owner; SET LOCAL lock_timeout = '2s'");
    // pg_temp last, else a temporary table could stand in for one of ours inside the functions made here.
    if (schema) await client.query(`SET LOCAL search_path TO ${schema}, pg_temp`);
    await client.query(withNames(migration.sql, names));
    await target.record(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(
      `migration ${kind}/${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** `:name` becomes its value; the `::` of a cast is left alone. */
function withNames(sql: string, names: Readonly<Record<string, string>>): string {
  return sql.replace(/(?<!:):([a-z]+)\b/g, (text, name: string) => names[name] ?? text);
}
