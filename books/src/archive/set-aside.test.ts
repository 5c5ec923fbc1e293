// Rows and files that a process which was taken over has written do not make a company's archive worthless: they are left
// out of it, and named.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, it } from 'node:test';
import { openTestBooks } from '../testing/open-test-books.ts';
import { ArchiveRoom } from '../testing/test-archive.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { DamagedArchive } from './archive-format.ts';

const books = await openTestBooks();
const room = await ArchiveRoom.open(books.test);
after(async () => {
  await room.close();
  await books.close();
});

it('an archive has what a restore takes, and names the rest', async () => {
  const { tenant } = books;
  const file = Buffer.from('a document');
  const sha256 = createHash('sha256').update(file).digest('hex');
  const api = await books.test.client('smart_api');
  await api.query(`SET ROLE t_${tenant}; SET search_path TO t_${tenant}, pg_temp`);
  for (const hash of [sha256, 'b'.repeat(64)])
    await api.query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, 'x', 'application/pdf', 10)",
      [randomUuidV7(), hash],
    );
  const job = `INSERT INTO platform.jobs (id, kind, subject_kind, subject_id, payload)
    VALUES (gen_random_uuid(), $1, CASE WHEN $2::uuid IS NOT NULL THEN 'document' END, $2, $3)`;
  await api.query(job, ['ocr', null, '{}']);
  await api.query(job, ['ocr', randomUuidV7(), '{}']);
  await api.query(
    "UPDATE platform.jobs SET detail = repeat('x', 10001) WHERE subject_id IS NOT NULL",
  );
  await api.query(job, ['ocr', randomUuidV7(), '{}']);
  await api.end();
  const reader = await books.test.client('smart_reader');
  await reader.query(`SET ROLE r_${tenant}`);
  await reader.query(job, ['parse', randomUuidV7(), '{"document":"x"}']);
  await reader.end();
  await room.documents.put(`${tenant}/${sha256}`, file);
  await room.documents.put(`${tenant}/${'b'.repeat(64)}`, Buffer.from('something else'));
  await room.documents.put(`${tenant}/${sha256}.parts/x`, Buffer.from('x'));

  const { bytes, summary } = await room.export(tenant);
  assert.deepEqual(
    [...summary.setAside].sort(),
    [
      '3 rows of platform.jobs',
      `${sha256}.parts/x is no file of a document`,
      `${'b'.repeat(64)} is not the file that it is named after`,
    ].sort(),
  );
  assert.deepEqual(summary.missing, ['b'.repeat(64)]);
  const restored = await room.restore(bytes);
  const admin = await books.test.client('postgres');
  const { rowCount } = await admin.query(
    "SELECT FROM platform.jobs WHERE tenant = $1 AND kind = 'ocr'",
    [restored],
  );
  await admin.end();
  assert.equal(rowCount, 1);
});

it('an archive lies where its tenant’s archives are, or is not taken', async () => {
  const { bytes } = await room.export(books.tenant);
  const other = await books.test.createTenant();
  await assert.rejects(room.restore(bytes, { of: other }), DamagedArchive);
  await room.restore(bytes, { of: books.tenant });
});
