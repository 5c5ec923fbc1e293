import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { asOwner } from '@smart-accounting/database/tenancy/as-owner';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import { type ArchiveHead, archiveNames, DamagedArchive } from './archive-format.ts';
import type { ArchiveReader, ReadFile } from './archive-reader.ts';
import { countRows } from './export-tenant.ts';
import { sharedTables } from './tables-of-all-tenants.ts';
import { tenantTables } from './tenant-tables.ts';

/**
 * Loads the rows of an archive into the tenant's empty schema, which nobody can enter yet, in one transaction. Rows of
 * shared tables wait there, too, in `restored_rows`: nobody sees one before all is verified. The triggers that give an
 * entry its number are off in it, the keys are not: `verifyBooks` tells afterwards whether the rules hold.
 * @throws {DamagedArchive} for a row that no export writes, or that does not fit the schema; then nothing is loaded
 */
export async function loadTenant(
  client: pg.Client,
  tenant: TenantId,
  head: ArchiveHead,
  archive: ArchiveReader,
): Promise<void> {
  const schema = tenantSchema(tenant);
  const load = async (): Promise<void> => {
    await client.query(`SET LOCAL search_path TO ${schema}, pg_temp; SET LOCAL datestyle TO ISO`);
    const tables = await checkedTables(client, schema, head);
    await client.query(
      'CREATE TABLE restored_rows (table_name text NOT NULL, rows jsonb NOT NULL)',
    );
    await client.query('SET CONSTRAINTS ALL DEFERRED');
    for (const name of tables.keys())
      await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    for await (const file of archive.files(archiveNames.tables))
      await copyPart(client, tables, file);
    for await (const file of archive.files(archiveNames.shared)) await keepShared(client, file);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    for (const name of tables.keys()) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  };
  try {
    await asOwner(client, tenant, load);
  } catch (error) {
    throw refusedByDatabase(error);
  }
}

/** The columns of each table, when the archive's tables are those of the schema. */
async function checkedTables(
  client: pg.Client,
  schema: string,
  head: ArchiveHead,
): Promise<Map<string, readonly string[]>> {
  const known = new Map(
    (await tenantTables(client, schema)).map(({ name, columns }) => [name, columns]),
  );
  for (const { name, columns } of head.tables) {
    const missing = columns.filter((column) => !known.get(name)?.includes(column));
    if (missing.length > 0)
      throw new DamagedArchive(`version ${head.version} has no ${name}.${missing.join(', ')}`);
  }
  return new Map(head.tables.map(({ name, columns }) => [name, columns]));
}

async function copyPart(
  client: pg.Client,
  tables: ReadonlyMap<string, readonly string[]>,
  { name, bytes }: ReadFile,
): Promise<void> {
  const table = name.split('/')[1] ?? '';
  const columns = tables.get(table);
  if (!columns) throw new DamagedArchive(`${name} belongs to no table of the archive`);
  const copy = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from([bytes]), copy);
  if (copy.rowCount !== countRows(bytes))
    throw new DamagedArchive(`${name}: ${copy.rowCount} rows were taken of ${countRows(bytes)}`);
}

async function keepShared(client: pg.Client, { name, bytes }: ReadFile): Promise<void> {
  const table = sharedTables.find((known) => known.name === name.split('/')[1]);
  if (!table?.archived) throw new DamagedArchive(`${name} belongs to no table that is archived`);
  const rows = z.array(table.archived).safeParse(jsonLines(name, bytes));
  if (!rows.success)
    throw new DamagedArchive(
      `${name}: no export writes such a row: ${z.prettifyError(rows.error)}`,
    );
  await client.query('INSERT INTO restored_rows (table_name, rows) VALUES ($1, $2)', [
    table.name,
    JSON.stringify(rows.data),
  ]);
}

function jsonLines(name: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(`[${bytes.toString('utf8').trimEnd().split('\n').join(',')}]`);
  } catch (error) {
    throw new DamagedArchive(`${name} is not JSON`, { cause: error });
  }
}

/** Classes 22 and 23 are values and rows that the tables do not take: the archive's fault, not the moment's. */
export function refusedByDatabase(error: unknown): unknown {
  if (error instanceof Error && /^2[23]/.test(databaseError(error).code ?? ''))
    return new DamagedArchive(error.message, { cause: error });
  return error;
}
