import { models } from '../models.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { extract, pack } from 'tar-stream';
import { archiveNames } from '../archive/archive-format.ts';
import { ArchiveWriter } from '../archive/archive-writer.ts';
import { endTenant } from '../archive/erase-tenant.ts';
import { type ExportSummary, exportTenant } from '../archive/export-tenant.ts';
import type { RestoreOptions } from '../archive/restore-options.ts';
import { restoreTenant } from '../archive/restore-tenant.ts';
import { SigningKey, TrustedKeys } from '../archive/signing-key.ts';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import type { Asked } from '@smart-accounting/database/tenant-requests/tenant-request';
import type { TestDatabase } from '@smart-accounting/database/testing';

/** What the provisioner works with, for tests that archive and restore in one database. */
export class ArchiveRoom {
  readonly test: TestDatabase;
  readonly documents: ObjectStorage;
  readonly heads: ObjectStorage;
  readonly key = newSigningKey();
  readonly client: pg.Client;
  readonly #database: Database;
  readonly #folder: string;

  private constructor(test: TestDatabase, client: pg.Client, folder: string) {
    this.test = test;
    this.client = client;
    this.#folder = folder;
    this.documents = folderStorage(path.join(folder, 'objects'));
    this.heads = folderStorage(path.join(folder, 'heads'));
    this.#database = new Database({
      models,
      url: test.url('smart_migrator'),
      maxConnections: 1,
      applicationName: 'test-provisioner',
    });
  }

  static async open(test: TestDatabase): Promise<ArchiveRoom> {
    const folder = await mkdtemp(path.join(tmpdir(), 'archives-'));
    return new ArchiveRoom(test, await test.client('smart_migrator'), folder);
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.#database.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The archive of a tenant, in memory. */
  async export(tenant: TenantId): Promise<{ bytes: Buffer; summary: ExportSummary }> {
    const { sink, written } = memorySink();
    const url = this.test.url('smart_operations');
    const { documents, key } = this;
    const summary = await exportTenant({ url, tenant, documents, key }, sink);
    return { bytes: written(), summary };
  }

  async restoreInto(
    tenant: TenantId,
    bytes: Buffer,
    options: Partial<RestoreOptions> = {},
  ): Promise<void> {
    const { client, documents, heads } = this;
    await restoreTenant({
      of: null,
      client,
      database: this.#database,
      documents,
      heads,
      tenant,
      openArchive: () => Promise.resolve(Readable.from(cut(bytes))),
      trusted: new TrustedKeys(this.key.publicKey),
      unsigned: false,
      noted: [],
      withMembers: false,
      name: null,
      asked,
      ...options,
    });
  }

  /** Restores into a new tenant. */
  async restore(bytes: Buffer, options: Partial<RestoreOptions> = {}): Promise<TenantId> {
    const tenant = tenantIdSchema.parse(randomTenantId());
    await this.restoreInto(tenant, bytes, options);
    return tenant;
  }

  end(tenant: TenantId): Promise<void> {
    return endTenant(this.client, tenant, { action: 'tenant.erased', facts: {} }, asked);
  }

  /** Every row of a tenant's schema, hashed by table; what a restore makes anew is left out. */
  async contents(tenant: TenantId): Promise<Record<string, string>> {
    const admin = await this.test.client('postgres');
    const schema = tenantSchema(tenant);
    const tables = await admin.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY 1",
      [schema],
    );
    const contents: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await admin.query<{ hash: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(r, E'\\n' ORDER BY r)), '') AS hash
           FROM (SELECT to_jsonb(t)::text AS r FROM ${schema}.${name} t) AS rows`,
      );
      contents[name] = rows[0]?.hash ?? '';
    }
    await admin.end();
    return contents;
  }
}

/** Who asks for what tests do. */
export const asked: Asked = { askedBy: 'test', reason: 'a test of archives', requestId: 'test' };

/** The key of an installation. */
export function newSigningKey(): SigningKey {
  return new SigningKey(newPrivateKey());
}

/** The same in a file of this folder, as processes are given it. */
export async function newSigningKeyFile(folder: string): Promise<string> {
  const file = path.join(folder, `signing-key-${randomUUID()}.pem`);
  await writeFile(file, newPrivateKey(), { mode: 0o600 });
  return file;
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A file of an archive, as whoever makes a hostile one sees it. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The archive with its files changed, whole and signed again: what a stranger with a trusted key could hand in. */
export async function remakeArchive(
  bytes: Buffer,
  key: SigningKey,
  change: (files: ArchiveFile[]) => ArchiveFile[],
): Promise<Buffer> {
  const files = (await unpackArchive(bytes)).filter(
    ({ name }) => name !== archiveNames.manifest && name !== archiveNames.signature,
  );
  const { sink, written } = memorySink();
  const writer = new ArchiveWriter(sink);
  for (const { name, bytes: content } of change(files)) await writer.add(name, content);
  await writer.finish(key);
  return written();
}

/** The archive with its files changed and nothing else, as whoever has no key leaves it. */
export async function repackArchive(
  bytes: Buffer,
  change: (files: ArchiveFile[]) => ArchiveFile[],
): Promise<Buffer> {
  const tar = pack();
  for (const { name, bytes: content } of change(await unpackArchive(bytes)))
    tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

export async function unpackArchive(bytes: Buffer): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = [];
  const tar = extract();
  Readable.from([gunzipSync(bytes)]).pipe(tar);
  for await (const entry of tar)
    files.push({ name: entry.header.name, bytes: await buffer(entry) });
  return files;
}

function memorySink(): { sink: Writable; written: () => Buffer } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { sink, written: () => Buffer.concat(chunks) };
}

/** In pieces, as a network gives it. */
function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}
