import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import type { TenantId } from '@smart-accounting/worker-contract';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { postEntry } from '../ledger/post-entry.ts';
import { verifyBooks } from '../ledger/verify-books.ts';
import { bookDemoYear } from '../demo/demo-books.ts';
import { sealEntries } from '../ledger/seal/seal-entries.ts';
import { publishHead, sealHead } from '../ledger/seal/seal-head.ts';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks } from '../testing/open-test-books.ts';
import { ArchiveRoom, remakeArchive } from '../testing/test-archive.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { registerTestTenant } from '@smart-accounting/database/testing';
import { DamagedArchive } from './archive-format.ts';
import { TenantExists } from './restore-options.ts';

/** Characters that each text format treats in a way of its own. */
const difficult =
  'tab\t, \\backslash\\N, "quotes", \u{1f35e}, ünï, \u0001\u0002, line\nbreak\r\n, \\.';

const books = await openTestBooks();
const room = await ArchiveRoom.open(books.test);
const user = randomUuidV7();
let archive: Buffer;
let head: string;

before(async () => {
  await fill(books.tenant);
  const exported = await room.export(books.tenant);
  archive = exported.bytes;
  head = exported.summary.head.seal_head ?? '';
  assert.deepEqual(exported.summary.setAside, []);
});
after(async () => {
  await room.close();
  await books.close();
});

/** Books of a year, a document with its file and words, audit events, jobs in every state, a member, seals. */
async function fill(tenant: TenantId): Promise<void> {
  const file = Buffer.from('a document');
  const sha256 = createHash('sha256').update(file).digest('hex');
  const document = randomUuidV7();
  await withTenant(books.database, tenant, async () => {
    await bookDemoYear(isoDate('2026-11-23'));
    await query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, $3, 'application/pdf', 10)",
      [document, sha256, difficult.replaceAll(/[\0]/g, '')],
    );
    await query(
      "INSERT INTO document_pages (document_id, number, width_pt, height_pt, rotation, source, words) VALUES ($1, 1, 595.3, 842, 0, 'text_layer', $2)",
      [document, JSON.stringify([{ text: difficult }])],
    );
    await recordEvent({
      userId: user,
      action: 'document.uploaded',
      subject: 'document',
      subjectId: document,
      after: { file_name: difficult },
    });
    await enqueueJob('ocr', document);
    const failed = await enqueueJob('ocr', document);
    await query(
      "UPDATE platform.jobs SET state = 'failed', finished_at = now(), reason = 'damaged_pdf', detail = $2 WHERE id = $1",
      [failed, difficult],
    );
  });
  while ((await books.asSealer(() => sealEntries(500), tenant)) > 0);
  const sealed = await withTenant(books.database, tenant, sealHead);
  assert.ok(sealed);
  assert.ok(sealed.position > 99n); // of which the last is not the last in the order of texts
  await publishHead(room.heads, tenant, sealed);
  await room.documents.put(documentObjects(tenant, sha256).file, file);
  await room.documents.put(documentObjects(tenant, sha256).pageImage(1, 1240), Buffer.from('webp'));
  const admin = await books.test.client('postgres');
  await admin.query(
    "INSERT INTO platform.users (id, email, name, password_hash) VALUES ($1, $2, 'Eva', '') ON CONFLICT DO NOTHING",
    [user, `${user}@example.nl`],
  );
  await admin.query(
    "INSERT INTO platform.memberships (tenant, user_id, role) VALUES ($1, $2, 'owner')",
    [tenant, user],
  );
}

interface SharedRows {
  audit: unknown[];
  jobs: unknown[];
  members: unknown[];
}

async function sharedRows(tenant: TenantId): Promise<SharedRows> {
  const admin = await books.test.client('postgres');
  const rows = async (sql: string): Promise<unknown[]> =>
    (await admin.query<Record<string, unknown>>(sql, [tenant])).rows;
  return {
    audit: await rows(
      'SELECT at, user_id, action, subject, subject_id, before, after FROM audit.events WHERE tenant = $1 ORDER BY id',
    ),
    jobs: await rows(
      `SELECT kind, subject_kind, subject_id, payload, state, reason, detail, attempts, created_at, claim, queue FROM platform.jobs
         WHERE tenant = $1 AND kind NOT IN ('seal', 'verify') ORDER BY created_at`,
    ),
    members: await rows('SELECT user_id, role FROM platform.memberships WHERE tenant = $1'),
  };
}

describe('an archive', () => {
  it('says whose it is, of which version, who was in it, and the head of its seals', async () => {
    const { summary } = await room.export(books.tenant);
    assert.equal(summary.head.tenant.id, books.tenant);
    assert.match(summary.head.version, /^\d{3}-/);
    assert.deepEqual(
      summary.head.members.map(({ user_id: id, role }) => ({ id, role })),
      [{ id: user, role: 'owner' }],
    );
    assert.match(head, /^\d+:[0-9a-f]{64}$/);
    assert.deepEqual(summary.missing, []);
    assert.equal(summary.objects, 2);
  });
  it('names a file that the books have and the storage has not', async () => {
    const sha256 = createHash('sha256').update('lost').digest('hex');
    const tenant = await books.test.createTenant();
    await withTenant(books.database, tenant, () =>
      query(
        "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, 'x', 'application/pdf', 1)",
        [randomUuidV7(), sha256],
      ),
    );
    assert.deepEqual((await room.export(tenant)).summary.missing, [sha256]);
  });
  it('keeps a file that was split, whose parts come back in any order', async () => {
    const tenant = await books.test.createTenant();
    const sha256 = createHash('sha256').update('two invoices').digest('hex');
    const [first = '', whole = '', second = ''] = [1, 2, 3].map(() => randomUuidV7());
    const documents = async (of: TenantId): Promise<unknown[]> =>
      withTenant(books.database, of, () =>
        query('SELECT id, part_of, first_page, last_page, kind FROM documents ORDER BY id'),
      );
    await withTenant(books.database, tenant, async () => {
      const insert = (
        id: string,
        part: readonly [string, number, number] | null,
      ): Promise<unknown> =>
        query(
          `INSERT INTO documents (id, sha256, file_name, media_type, byte_size, kind, part_of, first_page, last_page)
             VALUES ($1, $2, 'two.pdf', 'application/pdf', 1, 'invoice', $3, $4, $5)`,
          [id, sha256, ...(part ?? [null, null, null])],
        );
      await insert(whole, null);
      await insert(first, [whole, 1, 2]);
      await insert(second, [whole, 3, 3]);
    });
    await room.documents.put(documentObjects(tenant, sha256).file, Buffer.from('two invoices'));
    const { bytes, summary } = await room.export(tenant);
    assert.equal(summary.objects, 1, 'the bytes of the parts are those of the whole');
    const restored = await room.restore(bytes);
    assert.deepEqual(await documents(restored), await documents(tenant));
    assert.equal((await documents(restored)).length, 3);
    await room.end(restored);
  });
  it('is of one moment, whatever is posted while it is written', async () => {
    const [account, other] = [await books.account('4790'), await books.account('1600')];
    const post = (): Promise<unknown> =>
      books.in(() =>
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
    const writing = new AbortController();
    const posting = (async () => {
      while (!writing.signal.aborted) await post();
    })();
    const exports = [await room.export(books.tenant), await room.export(books.tenant)];
    writing.abort();
    await posting;
    for (const { bytes } of exports) await room.end(await room.restore(bytes));
  });
  it('cannot be made of a tenant that has no books', async () => {
    const tenant = randomTenantId();
    await registerTestTenant(room.client, tenant, 'Nieuw');
    await assert.rejects(room.export(tenant), /has no books/);
  });
});

describe('restoring under another id', () => {
  let copy: TenantId;
  let untouched: { others: Record<string, string>[]; shared: SharedRows };
  let others: TenantId[];

  const state = async (): Promise<typeof untouched> => ({
    others: await Promise.all(others.map((tenant) => room.contents(tenant))),
    shared: await sharedRows(books.tenant),
  });

  before(async () => {
    others = [books.tenant, await books.test.createTenant()];
    while ((await books.asSealer(() => sealEntries(500))) > 0);
    archive = (await room.export(books.tenant)).bytes;
    untouched = await state();
    copy = await room.restore(archive);
  });

  it('gives the same rows in every table', async () => {
    assert.deepEqual(await room.contents(copy), await room.contents(books.tenant));
  });
  it('gives the same audit events, and jobs that are published again when they were not finished', async () => {
    const [original, restored] = [await sharedRows(books.tenant), await sharedRows(copy)];
    assert.deepEqual(restored.audit, original.audit);
    assert.deepEqual(restored.jobs, original.jobs);
    assert.equal(restored.jobs.length, 2);
  });
  it('gives the same files', async () => {
    const names = async (tenant: TenantId): Promise<string[]> =>
      (await room.documents.list(tenant)).map((key) => key.slice(tenant.length)).sort();
    assert.deepEqual(await names(copy), await names(books.tenant));
  });
  it('lets nobody in unless asked to', async () => {
    assert.deepEqual((await sharedRows(copy)).members, []);
    const again = await room.restore(archive, { withMembers: true });
    assert.deepEqual((await sharedRows(again)).members, [{ user_id: user, role: 'owner' }]);
    await room.end(again);
  });
  it('leaves every other tenant as it was', async () => {
    assert.deepEqual(await state(), untouched);
  });
  it('gives books that verify, with the chain, and in which the next number follows', async () => {
    const restored = <T>(work: () => Promise<T>): Promise<T> =>
      withTenant(books.database, copy, work);
    assert.deepEqual(await restored(() => verifyBooks()), []);
    const accounts = [await books.account('4790'), await books.account('1600')];
    const last = await restored(() =>
      query<{ number: number }>(
        "SELECT last_number AS number FROM journal_counters WHERE journal = 'INK' AND fiscal_year = 2026",
      ),
    );
    const next = await restored(() =>
      postEntry({
        journal: 'INK',
        entryDate: '2026-11-23',
        description: '',
        postedBy: null,
        lines: accounts.map((accountId, index) => ({
          accountId,
          description: '',
          ...debitOrCredit(index ? -1n : 1n),
        })),
      }),
    );
    assert.equal(next.number, Number(last[0]?.number) + 1);
    await books.asSealer(() => sealEntries(10), copy);
    assert.deepEqual(await restored(() => verifyBooks()), []);
  });
  it('keeps the ledger as closed as it was: every guard is on again', async () => {
    const client = await books.test.client('smart_migrator');
    await client.query(`SET ROLE smart_owner; SET search_path TO t_${copy}`);
    for (const attack of [
      'UPDATE journal_entries SET number = 1',
      'DELETE FROM ledger_entries',
      'DELETE FROM seals',
    ])
      await assert.rejects(client.query(attack), { code: 'SA003' });
  });
});

describe('a restore that was cut off', () => {
  it('is begun anew, and nothing is there twice', async () => {
    const tenant = randomTenantId();
    const half = archive.subarray(0, Math.floor(archive.length / 2));
    await assert.rejects(room.restoreInto(tenant, half), DamagedArchive);
    await room.restoreInto(tenant, archive);
    assert.deepEqual(await room.contents(tenant), await room.contents(books.tenant));
    assert.equal((await sharedRows(tenant)).audit.length, 1);
    await room.end(tenant);
  });
  it('is not begun anew when it was finished', async () => {
    const tenant = await room.restore(archive);
    await withTenant(books.database, tenant, () =>
      query("INSERT INTO contacts (id, name) VALUES ($1, 'afterwards')", [randomUuidV7()]),
    );
    await assert.rejects(room.restoreInto(tenant, archive), TenantExists);
    const rows = await withTenant(books.database, tenant, () =>
      query("SELECT FROM contacts WHERE name = 'afterwards'"),
    );
    assert.equal(rows.length, 1);
    await room.end(tenant);
  });
});

describe('an archive that is not what it was', () => {
  const restored = async (bytes: Buffer): Promise<void> => {
    const tenant = randomTenantId();
    try {
      await room.restoreInto(tenant, bytes);
    } finally {
      await room.end(tenant);
    }
  };
  /** The archive with its tar changed. */
  const changed = (change: (tar: Buffer) => Buffer): Buffer =>
    gzipSync(change(gunzipSync(archive)));
  const replaced = (from: string, to: string): Buffer =>
    changed((tar) => Buffer.from(tar.toString('latin1').replaceAll(from, to), 'latin1'));

  it('is refused when it is cut off anywhere', async () => {
    for (const part of [0, 0.01, 0.3, 0.7, 0.99])
      await assert.rejects(
        restored(archive.subarray(0, Math.floor(archive.length * part))),
        DamagedArchive,
      );
    await assert.rejects(
      restored(changed((tar) => tar.subarray(0, tar.length / 2))),
      DamagedArchive,
    );
  });
  it('is refused when one byte of a row, of a file or of the manifest was changed', async () => {
    await assert.rejects(restored(replaced('a document', 'A document')), /objects\/.* is not what/);
    await assert.rejects(restored(replaced('INK\tInkoop', 'INK\tinkoop')), /not what/);
    await assert.rejects(restored(replaced('"sha256": "0', '"sha256": "1')), DamagedArchive);
  });
  it('is refused when it is no archive, or one of another version', async () => {
    for (const bytes of ['', 'not gzip at all', gzipSync('not tar'), gzipSync(Buffer.alloc(2048))])
      await assert.rejects(restored(Buffer.from(bytes)), DamagedArchive);
    await assert.rejects(restored(replaced('"format": 2', '"format": 1')), /is of format 1/);
    const { version } = (await room.export(books.tenant)).summary.head;
    const other = version.replace(/^\d{3}/, '999');
    const later = await remakeArchive(archive, room.key, ([first, ...rest]) => {
      assert.ok(first);
      const text = first.bytes.toString().replace(version, other);
      return [{ ...first, bytes: Buffer.from(text) }, ...rest];
    });
    await assert.rejects(restored(later), /999.*, which this program has not/);
  });
  it('is refused when its rows do not fit each other, and nothing of them is kept', async () => {
    const tenant = randomTenantId();
    const broken = replaced('\tINK\t', '\tXXX\t');
    await assert.rejects(room.restoreInto(tenant, broken), DamagedArchive);
    const admin = await books.test.client('postgres');
    const { rows } = await admin.query('SELECT to_regclass($1) AS books', [
      `t_${tenant}.documents`,
    ]);
    assert.deepEqual(rows, [{ books: null }]);
    await room.end(tenant);
  });
});
