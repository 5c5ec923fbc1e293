import type { Writable } from 'node:stream';
import type { TenantId } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { refusalOfObject } from '@smart-accounting/database/storage/document-objects';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { formatHead, type SealHead } from '../ledger/seal/seal-head.ts';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import { type ArchiveHead, archiveFormat, archiveNames, partBytes } from './archive-format.ts';
import { ArchiveWriter } from './archive-writer.ts';
import type { SigningKey } from './signing-key.ts';
import { archivedColumns, sharedTables } from './tables-of-all-tenants.ts';
import { tenantTables } from './tenant-tables.ts';

export interface ExportSummary {
  readonly head: ArchiveHead;
  readonly rows: number;
  readonly objects: number;
  /** Keys of documents' files that the books name and the storage does not have. */
  readonly missing: readonly string[];
  /** What no restore takes, and is not in the archive: somebody else than our programs wrote it. A line for each kind. */
  readonly setAside: readonly string[];
}

export interface ExportOptions {
  /** Login `smart_operations`, straight to the server. */
  readonly url: string;
  readonly tenant: TenantId;
  readonly documents: ObjectStorage;
  /** The installation's. */
  readonly key: SigningKey;
}

/**
 * Writes the archive of one tenant to a stream, as its books stood at one moment. People go on working meanwhile; a
 * migration of this tenant waits.
 * @throws {Error} for a tenant without books; whatever was written then has no manifest and cannot be restored
 */
export async function exportTenant(
  { url, tenant, documents: storage, key }: ExportOptions,
  destination: Writable,
): Promise<ExportSummary> {
  const client = new pg.Client({ connectionString: url, application_name: 'smart-export' });
  const writer = new ArchiveWriter(destination);
  await client.connect();
  try {
    const head = await beginSnapshot(client, tenant);
    await writer.addHead(head);
    for (const { name, columns } of head.tables)
      await addCopy(
        client,
        writer,
        `${archiveNames.tables}${name}`,
        `${name} (${columns.join(', ')})`,
      );
    const setAside = await addSharedRows(client, tenant, writer);
    const documents = await client.query<{ sha256: string }>('SELECT sha256 FROM documents');
    await client.end();
    const keys = await addObjects(writer, tenant, storage, setAside);
    const files = await writer.finish(key);
    const rows = files.reduce((sum, file) => sum + (file.rows ?? 0), 0);
    const missing = documents.rows.map(({ sha256 }) => sha256).filter((key) => !keys.has(key));
    return { head, rows, objects: keys.size, missing, setAside };
  } catch (error) {
    writer.abandon();
    throw error;
  } finally {
    await client.end();
  }
}

/** Begins the transaction in which everything is read. */
async function beginSnapshot(client: pg.Client, tenant: TenantId): Promise<ArchiveHead> {
  // Before the snapshot is taken: a migration under way ends first, the next one waits for us.
  await client.query('SELECT pg_advisory_lock_shared(7462002, hashtext($1))', [tenant]);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query("SET LOCAL datestyle TO ISO; SET LOCAL timezone TO 'UTC'");
  const { rows } = await client.query<ArchiveHead['tenant'] & { version: string | null }>(
    `SELECT id, name, kvk_number, vat_number,
       (SELECT max(m.name) FROM platform.tenant_migrations m WHERE m.tenant = t.id) AS version
       FROM platform.tenants t WHERE id = $1 AND state IN ('active', 'suspended')`,
    [tenant],
  );
  const [row] = rows;
  if (!row?.version) throw new Error(`tenant ${tenant} has no books`);
  const { version, ...known } = row;
  const schema = tenantSchema(tenant);
  await client.query(`SET LOCAL search_path TO ${schema}, pg_temp`);
  const sealed = await client.query<{ position: string; hash: string }>(
    "SELECT position::text, encode(hash, 'hex') AS hash FROM seals ORDER BY seals.position DESC LIMIT 1",
  );
  const head: SealHead | undefined = sealed.rows.map(({ position, hash }) => ({
    position: BigInt(position),
    hash,
  }))[0];
  const members = await client.query<ArchiveHead['members'][number]>(
    `SELECT m.user_id, u.email, u.name, m.role FROM platform.memberships m JOIN platform.users u ON u.id = m.user_id
       WHERE m.tenant = $1 ORDER BY m.created_at, u.email`,
    [tenant],
  );
  return {
    format: archiveFormat,
    tenant: known,
    version,
    exported_at: new Date().toISOString(),
    seal_head: head ? formatHead(head) : null,
    members: members.rows,
    tables: (await tenantTables(client, schema)).map(({ name, columns }) => ({
      name,
      columns: [...columns],
    })),
  };
}

/**
 * Adds the tenant's rows of shared tables, as far as a restore takes them: one that a process which was taken over has
 * put there must not make the archive worthless. Gives what was set aside.
 */
async function addSharedRows(
  client: pg.Client,
  tenant: TenantId,
  writer: ArchiveWriter,
): Promise<string[]> {
  const setAside: string[] = [];
  for (const table of sharedTables) {
    const { name, archived, archivedWhere = 'true' } = table;
    if (!archived) continue;
    let refused = 0;
    const fits = (row: string): boolean => archived.safeParse(JSON.parse(row)).success;
    const onlyFitting = (rows: Buffer): Buffer => {
      const all = rows.toString('utf8').trimEnd().split('\n');
      const fitting = all.filter(fits);
      refused += all.length - fitting.length;
      return fitting.length === all.length
        ? rows
        : Buffer.from(fitting.map((row) => `${row}\n`).join(''));
    };
    // COPY takes no bound parameters; the tenant's id was checked by its pattern.
    const rows = `SELECT ${archivedColumns(table).join(', ')} FROM ${name} WHERE tenant = '${tenant}' AND ${archivedWhere}`;
    // Text as COPY writes it would double each backslash; as CSV with quotes that cannot occur it is left as it is.
    const asJson = `(SELECT row_to_json(r)::text FROM (${rows}) AS r)`;
    await addCopy(
      client,
      writer,
      `${archiveNames.shared}${name}`,
      asJson,
      csvOfPlainText,
      onlyFitting,
    );
    if (refused > 0) setAside.push(`${refused} rows of ${name}`);
  }
  return setAside;
}

const csvOfPlainText = "WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')";

/** Adds what COPY gives, in parts that end where a row ends. */
async function addCopy(
  client: pg.Client,
  writer: ArchiveWriter,
  name: string,
  source: string,
  options = '',
  kept: (rows: Buffer) => Buffer = (rows) => rows,
): Promise<void> {
  let waiting: Buffer[] = [];
  let size = 0;
  let part = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const whole = end > 0 ? kept(bytes.subarray(0, end)) : bytes.subarray(0, 0);
    if (whole.length > 0) {
      part += 1;
      await writer.add(`${name}/${String(part).padStart(4, '0')}`, whole, countRows(whole));
    }
    waiting = [bytes.subarray(end)];
    size = bytes.length - end;
  };
  const rows: AsyncIterable<Buffer> = client.query(copyTo(`COPY ${source} TO STDOUT ${options}`));
  for await (const chunk of rows) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= partBytes) await flush();
  }
  await flush();
}

/** A newline within a value is written as `\n` in two characters, so each one in the bytes ends a row. */
export function countRows(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) rows += 1;
  return rows;
}

/** Adds the tenant's files; gives their names without the tenant. What a restore would refuse is set aside. */
async function addObjects(
  writer: ArchiveWriter,
  tenant: TenantId,
  storage: ObjectStorage,
  setAside: string[],
): Promise<Set<string>> {
  const added = new Set<string>();
  for (const key of (await storage.list(tenant)).sort()) {
    const bytes = await storage.get(key);
    if (!bytes) continue; // removed since it was listed
    const name = key.slice(tenant.length + 1);
    const wrong = refusalOfObject(name, bytes);
    if (wrong) {
      setAside.push(wrong);
      continue;
    }
    await writer.add(`${archiveNames.objects}${name}`, bytes);
    added.add(name);
  }
  return added;
}
