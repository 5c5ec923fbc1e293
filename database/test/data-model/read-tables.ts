import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { tenantSchema } from '../../src/tenancy/with-tenant.ts';

/** A column as its table defines it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly keys: readonly ('PK' | 'FK' | 'UK')[];
}

/** What one table's rows say about another's. */
export interface Reference {
  readonly columns: readonly string[];
  /** Full name of the other table. */
  readonly to: string;
  /** Whether a row may refer to nothing. */
  readonly optional: boolean;
  /** Whether no two rows refer to the same one. */
  readonly unique: boolean;
}

/** A table of the migrated schema; those of a tenant are in a schema called `tenant`. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly references: readonly Reference[];
}

/** The tables of the platform, of the audit log and of one tenant, by name. @param client login `postgres` */
export async function readTables(client: pg.Client, tenant: TenantId): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `WITH ours AS (
       SELECT c.oid, replace(c.oid::regclass::text, $1, 'tenant') AS name FROM pg_class c
         WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN ('platform', 'audit', $1)
     ), keys AS (
       SELECT indrelid AS oid, indisprimary AS is_primary, ARRAY(SELECT unnest(indkey)) AS columns FROM pg_index
         WHERE indisunique AND indpred IS NULL AND indexprs IS NULL
     )
     SELECT t.name,
       (SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'keys',
            array_remove(ARRAY[
              CASE WHEN EXISTS (SELECT FROM keys k WHERE k.oid = t.oid AND is_primary AND attnum = ANY (k.columns))
                THEN 'PK' END,
              CASE WHEN EXISTS (SELECT FROM pg_constraint f
                WHERE f.conrelid = t.oid AND f.contype = 'f' AND attnum = ANY (f.conkey)) THEN 'FK' END,
              CASE WHEN EXISTS (SELECT FROM keys k WHERE k.oid = t.oid AND NOT is_primary AND k.columns = ARRAY[attnum])
                THEN 'UK' END], NULL)) ORDER BY attnum)
          FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped) AS columns,
       (SELECT coalesce(json_agg(json_build_object('columns', f.names, 'to', f.target, 'optional', f.optional,
            'unique', EXISTS (SELECT FROM keys k WHERE k.oid = t.oid AND k.columns <@ f.conkey))
            ORDER BY f.names), '[]')
          FROM (
            SELECT f.conkey, o.name AS target,
              (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = t.oid AND attnum = ANY (f.conkey)) AS names,
              EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = t.oid AND attnum = ANY (f.conkey) AND NOT attnotnull) AS optional
            FROM pg_constraint f JOIN ours o ON o.oid = f.confrelid WHERE f.conrelid = t.oid AND f.contype = 'f'
          ) AS f) AS references
       FROM ours t ORDER BY t.name`,
    [tenantSchema(tenant)],
  );
  return rows;
}

/** The values that the CHECK of a column allows. @param table its full name in the database */
export async function readAllowedValues(
  client: pg.Client,
  table: string,
  column: string,
): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_constraintdef(k.oid) AS definition FROM pg_constraint k
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
       WHERE k.conrelid = $1::regclass AND k.contype = 'c' AND a.attname = $2`,
    [table, column],
  );
  return rows.flatMap(({ definition }) =>
    [...definition.matchAll(/'(\w+)'::text/g)].map(([, value = '']) => value),
  );
}
