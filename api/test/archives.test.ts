import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { Document } from '@smart-accounting/books/documents/document';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { pdfBytes } from './documents.ts';
import { type RunningApi, startApi } from './running-api.ts';
import { zipOf } from './zip.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const handIn = (bytes: Buffer) => books.owner.do(contract.uploadArchive, { bytes });
const refused = (code: contract.ErrorCode, bytes: Buffer) =>
  books.owner.refused(contract.uploadArchive, code, { bytes });
const stored = (): Promise<number> => books.in(() => Document.count());
const waitingFiles = (): Promise<string[]> => readdir(api.uploadFolder).catch(() => []);

describe('an archive of documents', () => {
  it('becomes a document of each file, with its job, and names without folders', async () => {
    const again = pdfBytes();
    await books.owner.do(contract.uploadDocument, { query: { file_name: 'a.pdf' }, bytes: again });
    const { files } = await handIn(
      zipOf([
        { name: 'facturen/', bytes: new Uint8Array() },
        { name: 'facturen/mei/bureau.pdf', bytes: pdfBytes(50_000) },
        {
          name: '../../../etc/cron.d/evil.xml',
          bytes: Buffer.from('<?xml version="1.0"?><Invoice/>'),
        },
        { name: 'C:\\Users\\eva\\again.pdf', bytes: again },
        { name: '__MACOSX/facturen/._bureau.pdf', bytes: Buffer.from('anything') },
      ]),
    );
    assert.deepEqual(
      files.map(({ file_name, document, duplicate, problem }) => [
        file_name,
        document?.media_type,
        document?.state,
        duplicate,
        problem,
      ]),
      [
        ['bureau.pdf', 'application/pdf', 'queued', false, null],
        ['evil.xml', 'application/xml', 'queued', false, null],
        ['again.pdf', 'application/pdf', 'queued', true, null],
      ],
    );
    const ids = files.map(({ document }) => document?.id ?? assert.fail());
    const jobs = await books.in(() =>
      query("SELECT FROM platform.jobs WHERE kind = 'ocr' AND subject_id = ANY ($1)", [ids]),
    );
    assert.equal(jobs.length, 3);
    assert.deepEqual(await waitingFiles(), []);
  });

  it('tells of each file that cannot be taken, and takes the others', async () => {
    const inner = zipOf([{ name: 'inner.pdf', bytes: pdfBytes() }]);
    const heic = Buffer.from('\0\0\0\u0024ftypheic\0\0\0\0mif1heic');
    const { files } = await handIn(
      zipOf([
        { name: 'brief.docx', bytes: Buffer.from('no invoice') },
        { name: 'inner.zip', bytes: inner },
        { name: 'foto.heic', bytes: heic },
        { name: 'empty.pdf', bytes: new Uint8Array() },
        { name: 'secret.pdf', bytes: pdfBytes(), encrypted: true },
        { name: 'liar.pdf', bytes: pdfBytes(5_000_000), claims: 10 },
        { name: 'large.pdf', bytes: pdfBytes(21 * 1024 * 1024) },
        { name: 'good.pdf', bytes: pdfBytes() },
      ]),
    );
    assert.deepEqual(
      files.map(({ file_name, document, problem }) => [
        file_name,
        document?.state ?? problem?.code,
      ]),
      [
        ['brief.docx', 'unsupported_file'],
        ['inner.zip', 'unsupported_file'],
        ['foto.heic', 'heic_file'],
        ['empty.pdf', 'empty_file'],
        ['secret.pdf', 'damaged_archive'],
        ['liar.pdf', 'damaged_archive'],
        ['large.pdf', 'file_too_large'],
        ['good.pdf', 'queued'],
      ],
    );
    assert.deepEqual(await waitingFiles(), []);
  });

  it('takes as many as the quota has room for, and tells of the rest', async () => {
    const own = await openBooks(api);
    await api.asSuperuser(
      'INSERT INTO platform.quotas (tenant, documents_per_month) VALUES ($1, 2)',
      [own.tenant],
    );
    const names = ['a.pdf', 'b.pdf', 'c.pdf'];
    const bytes = zipOf(names.map((name) => ({ name, bytes: pdfBytes() })));
    const { files } = await own.owner.do(contract.uploadArchive, { bytes });
    assert.deepEqual(
      files.map(({ document, problem }) => document?.state ?? problem?.code),
      ['queued', 'queued', 'document_quota_reached'],
    );
    const objects = await api.services.storage.list(own.tenant);
    assert.equal(objects.length, 2);
  });
});

describe('an archive that is refused', () => {
  const tiny = Buffer.from('%PDF-1.7');

  it('unpacks to more than 100 MB, or holds more than 200 files, before any is unpacked', async () => {
    const had = await stored();
    const large = { bytes: tiny, claims: 18 * 1024 * 1024 };
    await refused(
      'archive_too_large',
      zipOf(Array.from({ length: 6 }, (_, n) => ({ name: `${n}.pdf`, ...large }))),
    );
    const files = Array.from({ length: 201 }, (_, n) => ({ name: `${n}.pdf`, bytes: tiny }));
    await refused('archive_too_large', zipOf(files));
    const folders = Array.from({ length: 5000 }, (_, n) => ({ name: `${n}/`, bytes: tiny }));
    await refused('archive_too_large', zipOf(folders));
    assert.equal(await stored(), had);
    assert.deepEqual(await waitingFiles(), []);
  });

  it('is none, is damaged or holds nothing', async () => {
    const zip = zipOf([{ name: 'a.pdf', bytes: pdfBytes() }]);
    await refused('unsupported_file', pdfBytes());
    await refused('damaged_archive', zip.subarray(0, zip.length - 30));
    await refused('damaged_archive', Buffer.concat([Buffer.from('PK'), Buffer.alloc(500)]));
    await refused('empty_file', zipOf([{ name: 'folder/', bytes: new Uint8Array() }]));
    await refused('empty_file', Buffer.alloc(0));
    assert.deepEqual(await waitingFiles(), []);
  });
});
