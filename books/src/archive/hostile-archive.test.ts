// Archives that no export would write, whole and signed by a trusted key, or not signed by one: each is refused, and
// nothing of it is ever seen outside of the schema that nobody can enter.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import type { TenantId } from '@smart-accounting/worker-contract';
import { z } from 'zod';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { postEntry } from '../ledger/post-entry.ts';
import { parseHead, sealHead } from '../ledger/seal/seal-head.ts';
import { sealEntries } from '../ledger/seal/seal-entries.ts';
import { bookDemoYear } from '../demo/demo-books.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { openTestBooks } from '../testing/open-test-books.ts';
import {
  type ArchiveFile,
  ArchiveRoom,
  newSigningKey,
  remakeArchive,
  repackArchive,
  unpackArchive,
} from '../testing/test-archive.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { DamagedArchive } from './archive-format.ts';
import type { RestoreOptions } from './restore-options.ts';
import { RestoredBooksFaulty } from './restore-options.ts';
import { TrustedKeys } from './signing-key.ts';

const books = await openTestBooks();
const room = await ArchiveRoom.open(books.test);
const file = Buffer.from('a document');
const sha256 = createHash('sha256').update(file).digest('hex');
let archive: Buffer;

before(async () => {
  const document = randomUuidV7();
  await books.in(async () => {
    await bookDemoYear(isoDate('2026-11-23'));
    await query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, 'x', 'application/pdf', 10)",
      [document, sha256],
    );
    await enqueueJob('ocr', document);
    await recordEvent({
      userId: null,
      action: 'document.uploaded',
      subject: 'document',
      subjectId: document,
    });
  });
  while ((await books.asSealer(() => sealEntries(500))) > 0);
  await room.documents.put(`${books.tenant}/${sha256}`, file);
  archive = (await room.export(books.tenant)).bytes;
});
after(async () => {
  await room.close();
  await books.close();
});

/** The archive with the text of one file changed. */
function withFile(name: string, change: (text: string) => string): Promise<Buffer> {
  return remakeArchive(archive, room.key, (files) => {
    assert.ok(
      files.some((one) => one.name.startsWith(name)),
      name,
    );
    return files.map((one) =>
      one.name.startsWith(name)
        ? { ...one, bytes: Buffer.from(change(one.bytes.toString('latin1')), 'latin1') }
        : one,
    );
  });
}

function withMore(...more: ArchiveFile[]): Promise<Buffer> {
  return remakeArchive(archive, room.key, (files) => [...files, ...more]);
}

/** Expects a refusal, and that nothing of the tenant is anywhere afterwards but its row. */
async function refused(
  bytes: Buffer,
  error: RegExp,
  options: Partial<RestoreOptions> = {},
): Promise<void> {
  const tenant = randomTenantId();
  await assert.rejects(room.restoreInto(tenant, bytes, options), (thrown) => {
    assert.ok(thrown instanceof DamagedArchive || thrown instanceof RestoredBooksFaulty);
    assert.match(thrown.message, error);
    return true;
  });
  await nothingIsSeenOf(tenant);
  // A head is never removed: one of a refused archive would close the id to the right one.
  assert.deepEqual(await room.heads.list(tenant), []);
  await room.end(tenant);
}

async function nothingIsSeenOf(tenant: TenantId): Promise<void> {
  const admin = await books.test.client('postgres');
  for (const table of [
    'platform.jobs',
    'audit.events',
    'platform.quotas',
    'platform.monthly_usage',
  ]) {
    const { rowCount } = await admin.query(`SELECT FROM ${table} WHERE tenant = $1`, [tenant]);
    assert.equal(rowCount, 0, table);
  }
  const { rows } = await admin.query<{ open: boolean }>(
    "SELECT has_schema_privilege(role, $1, 'USAGE') AS open FROM unnest($2::text[]) AS role WHERE to_regnamespace($1) IS NOT NULL",
    [`t_${tenant}`, [`smart_sealer`, 'smart_operations']],
  );
  assert.ok(rows.every(({ open }) => !open));
  await admin.end();
}

/** The first of a file of JSON lines. */
function rowOf(text: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text.split('\n')[0] ?? ''));
}

describe('rows that no export writes', () => {
  const jobs = 'shared/platform.jobs';
  const audit = 'shared/audit.events';
  const line = (change: (row: Record<string, unknown>) => object) => (text: string) =>
    `${JSON.stringify(change(rowOf(text)))}\n`;

  it('are jobs of a kind that no tenant asks for: provisioning, sealing', async () => {
    for (const kind of ['provision', 'seal', 'verify', 'remove_expired'])
      await refused(
        await withFile(
          jobs,
          line((row) => ({ ...row, kind })),
        ),
        /no export writes such a row/,
      );
  });
  it('are jobs in no state, of another payload, or of another tenant', async () => {
    for (const more of [
      { state: 'running' },
      { subject_id: '../../x' },
      { subject_id: null },
      { subject_kind: 'tenant' },
      { payload: { verb: 'erase' } },
      { tenant: books.tenant },
      { attempts: -1 },
      { queue: 'ocr.v1' },
    ])
      await refused(
        await withFile(
          jobs,
          line((row) => ({ ...row, ...more })),
        ),
        /no export writes such a row/,
      );
  });
  it('are rows that their tables do not take', async () => {
    const month = { month: '2026-11-02', documents: 1, pages: 1 };
    const quota = { documents_per_month: 1, pages_per_month: null, stored_bytes: null };
    for (const [table, rows] of [
      ['platform.monthly_usage', [month]],
      ['platform.quotas', [quota, quota]],
    ] as const)
      await refused(
        await remakeArchive(archive, room.key, (files) => {
          const at = files.findIndex(({ name }) => name.startsWith('objects/'));
          const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
          return files.toSpliced(at, 0, { name: `shared/${table}/0001`, bytes });
        }),
        /violates|duplicate/,
      );
  });
  it('are events of the platform, or of another tenant', async () => {
    for (const more of [
      { action: 'tenant.erased' },
      { action: 'user.password_changed' },
      { tenant: books.tenant },
      { tenant: null },
    ])
      await refused(
        await withFile(
          audit,
          line((row) => ({ ...row, ...more })),
        ),
        /no export writes such a row/,
      );
  });
  it('are rows of tables that are not archived, or that no schema has', async () => {
    const rows = Buffer.from('{}\n');
    for (const table of [
      'platform.users',
      'platform.memberships',
      'platform.api_keys',
      'platform.tenant_requests',
    ])
      await refused(
        await remakeArchive(archive, room.key, (files) => {
          const at = files.findIndex(({ name }) => name.startsWith('shared/'));
          return files.toSpliced(at, 0, { name: `shared/${table}/0001`, bytes: rows });
        }),
        /belongs to no table that is archived/,
      );
    const head = await withFile('tenant.json', (text) =>
      text.replace('"name": "vat_codes"', '"name": "pg_class"'),
    );
    await refused(head, /has no pg_class/);
  });
  it('are columns that the schema does not have, and states and values that it does not take', async () => {
    await refused(
      await withFile('tenant.json', (text) => text.replace('"entry_date"', '"ctid"')),
      /has no \w+\.ctid/,
    );
    await refused(
      await withFile('tables/documents', (text) => text.replace('\tqueued\t', '\tstolen\t')),
      /documents/,
    );
    await refused(
      await withFile('tables/fiscal_periods', (text) => text.replace('\topen', '\tajar')),
      /fiscal_periods/,
    );
  });
});

describe('books that do not hold', () => {
  it('are refused: an entry that does not balance, a number that is missing, a date out of its year', async () => {
    await refused(
      await withFile('tables/ledger_entries', (text) => text.replace(/\t0\t(\d+)\t/, '\t0\t1$1\t')),
      /faults in the restored books/,
    );
    await refused(
      await withFile('tables/journal_entries', (text) => text.replace('\t2026-', '\t2025-')),
      /faults in the restored books/,
    );
    await refused(
      await withFile('tables/journal_entries', (text) => text.slice(text.indexOf('\n') + 1)),
      /./,
    );
  });
  it('are refused by a head that was kept elsewhere, and taken by one that they hold', async () => {
    const head = await books.in(sealHead);
    assert.ok(head);
    const later = { position: head.position + 1n, hash: 'a'.repeat(64) };
    await refused(archive, /seals_removed/, { noted: [later] });
    const forged = parseHead(`${head.position}:${'b'.repeat(64)}`);
    await refused(archive, /head_differs/, { noted: [forged] });
    await room.end(await room.restore(archive, { noted: [head] }));
  });
  it('are sealed before they are verified, when they were not', async () => {
    const [account, other] = [await books.account('4790'), await books.account('1600')];
    await books.in(() =>
      postEntry({
        journal: 'MEM',
        entryDate: '2026-04-01',
        description: '',
        postedBy: null,
        lines: [
          { accountId: account, description: '', ...debitOrCredit(1n) },
          { accountId: other, description: '', ...debitOrCredit(-1n) },
        ],
      }),
    );
    const { bytes } = await room.export(books.tenant);
    const copy = await room.restore(bytes);
    const heads = await room.heads.list(copy);
    assert.equal(heads.length, 1);
    await room.end(copy);
    assert.deepEqual(await room.heads.list(copy), heads, 'heads stay when the tenant is erased');
  });
});

describe('files that are none of the tenant', () => {
  it('are refused: another name, another hash, another place', async () => {
    const none = /is no file of a document|cannot be part of an archive/;
    for (const name of [
      'objects/seals/0001.json',
      `objects/../${books.tenant}/${sha256}`,
      `objects/${sha256}.parts/../../x`,
      `objects/${sha256}.parts/page-1-9999.webp`,
      'objects/anything',
    ])
      await refused(await withMore({ name, bytes: file }), none);
    await refused(
      await withMore({ name: `objects/${'0'.repeat(64)}`, bytes: file }),
      /is not the file that it is named after/,
    );
  });
});

describe('a signature', () => {
  it('must be there, unless one without any is asked for', async () => {
    const unsigned = await withoutSignature();
    await refused(unsigned, /is not signed/);
    await room.end(await room.restore(unsigned, { unsigned: true }));
  });
  it('must be of a trusted key: ours, or one that was named', async () => {
    const stranger = newSigningKey();
    const foreign = await remakeArchive(archive, stranger, (files) => files);
    await refused(foreign, /signed by a key that is not trusted here \([0-9a-f]{16}\)/);
    await refused(foreign, /not trusted/, { unsigned: true });
    const trusted = new TrustedKeys(`${room.key.publicKey}\n${stranger.publicKey}`);
    await room.end(await room.restore(foreign, { trusted }));
  });
  it('of another archive does not fit', async () => {
    const other = await withFile('objects/', (text) => text);
    const mixed = await withSignatureOf(archive, await withFile('shared/platform.jobs', () => ''));
    await refused(mixed, /does not fit its manifest/);
    await refused(mixed, /does not fit its manifest/, { unsigned: true });
    await room.end(await room.restore(other));
  });
});

async function withoutSignature(): Promise<Buffer> {
  return repackArchive(archive, (files) => files.filter(({ name }) => name !== 'signature.json'));
}

async function withSignatureOf(from: Buffer, into: Buffer): Promise<Buffer> {
  const signature = (await unpackArchive(from)).find(({ name }) => name === 'signature.json');
  assert.ok(signature);
  return repackArchive(into, (files) =>
    files.map((one) => (one.name === 'signature.json' ? signature : one)),
  );
}
