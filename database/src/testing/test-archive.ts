import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { endTenant } from '../archive/erase-tenant.ts';
import { type ExportSummary, exportTenant } from '../archive/export-tenant.ts';
import { restoreTenant } from '../archive/restore-tenant.ts';
import { folderStorage } from '../storage/folder-storage.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { Database } from '../tenancy/database.ts';
import { randomTenantId } from '../tenancy/random-tenant-id.ts';
import { tenantSchema } from '../tenancy/with-tenant.ts';
import type { TestDatabase } from './test-database.ts';

/** What the provisioner works with, for tests that archive and restore in one database. */
export class ArchiveRoom {
  readonly test: TestDatabase;
  readonly storage: ObjectStorage;
  readonly client: pg.Client;
  readonly #database: Database;
  readonly #folder: string;

  private constructor(test: TestDatabase, client: pg.Client, folder: string) {
    this.test = test;
    this.client = client;
    this.#folder = folder;
    this.storage = folderStorage(path.join(folder, 'objects'));
    this.#database = new Database({
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
    const chunks: Buffer[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    const url = this.test.url('smart_api');
    const summary = await exportTenant(url, tenant, this.storage, sink);
    return { bytes: Buffer.concat(chunks), summary };
  }

  /** Registers a tenant as the command does; gives its id. */
  async register(tenant = randomTenantId()): Promise<TenantId> {
    await this.client.query('BEGIN; SET LOCAL ROLE smart_identity');
    await this.client.query('INSERT INTO platform.tenants (id, name) VALUES ($1, $2)', [
      tenant,
      'Hersteld',
    ]);
    await this.client.query('COMMIT');
    return tenantIdSchema.parse(tenant);
  }

  async restoreInto(tenant: TenantId, bytes: Buffer, withMembers = false): Promise<void> {
    const { client, storage } = this;
    await restoreTenant({
      client,
      database: this.#database,
      storage,
      tenant,
      openArchive: () => Promise.resolve(Readable.from(cut(bytes))),
      withMembers,
    });
  }

  /** Restores into a new tenant. */
  async restore(bytes: Buffer, withMembers = false): Promise<TenantId> {
    const tenant = await this.register();
    await this.restoreInto(tenant, bytes, withMembers);
    return tenant;
  }

  end(tenant: TenantId): Promise<void> {
    return endTenant(this.client, tenant, {});
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
           FROM (SELECT (to_jsonb(t) - 'xid')::text AS r FROM ${schema}.${name} t) AS rows`,
      );
      contents[name] = rows[0]?.hash ?? '';
    }
    await admin.end();
    return contents;
  }
}

/** In pieces, as a network gives it. */
function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}
