import assert from 'node:assert/strict';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { mountSmallDisk } from '@smart-accounting/database/testing';
import { documentLimits } from '@smart-accounting/worker-contract';
import { ApiClient } from './api-client.ts';
import { type Books, openBooks } from './books.ts';
import { pdfBytes } from './documents.ts';
import { type RunningApi, serve, startApi } from './running-api.ts';
import { until } from './until.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const named = (file_name: string) => ({ query: { file_name } });
const upload = (bytes: Uint8Array | ReadableStream<Uint8Array>, fileName = 'invoice.pdf') =>
  books.owner.succeed(contract.uploadDocument, { ...named(fileName), bytes });

/** The same bytes, once or many times, without saying how many there are. */
function streamOf(
  bytes: Uint8Array,
  times = 1,
  onChunk: (sent: number) => void = () => {},
): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent === times) controller.close();
      else {
        controller.enqueue(bytes);
        onChunk((sent += 1));
      }
    },
  });
}

const waitingFiles = (): Promise<string[]> => readdir(api.uploadFolder).catch(() => []);
async function countOf(table: 'documents' | 'platform.jobs'): Promise<number> {
  const rows = await books.in(() => query(`SELECT FROM ${table}`));
  return rows.length;
}

describe('a file handed in', () => {
  it('becomes a document with its job, at once', async () => {
    const bytes = pdfBytes();
    const { status, body } = await upload(bytes, 'Factuur 2026-17.pdf');
    assert.equal(status, 201);
    const { document, duplicate } = body;
    assert.equal(duplicate, false);
    assert.deepEqual(
      [document.file_name, document.media_type, document.byte_size, document.state],
      ['Factuur 2026-17.pdf', 'application/pdf', bytes.length, 'queued'],
    );
    assert.equal(document.uploaded_by, 'The owner');
    assert.deepEqual(
      await books.viewer.do(contract.readDocument, { params: { document: document.id } }),
      document,
    );
    const { items } = await books.viewer.do(contract.listJobs);
    const job = items.find((item) => item.document?.id === document.id);
    assert.deepEqual([job?.kind, job?.state], ['ocr', 'pending']);
    assert.deepEqual(await waitingFiles(), []);
  });

  it('comes back byte for byte, as an attachment that no browser runs', async () => {
    const bytes = pdfBytes(300_000);
    const { body } = await upload(bytes, 'Ünïcode €.pdf');
    const answer = await books.viewer.succeed(contract.downloadDocument, {
      params: { document: body.document.id },
    });
    assert.ok(answer.bytes.equals(bytes));
    assert.equal(
      answer.headers.get('content-disposition'),
      `attachment; filename="?n?code ?.pdf"; filename*=UTF-8''%C3%9Cn%C3%AFcode%20%E2%82%AC.pdf`,
    );
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('of 20 MB to the byte is taken', async () => {
    const { status, body } = await upload(pdfBytes(documentLimits.fileBytes));
    assert.equal(status, 201);
    assert.equal(body.document.byte_size, documentLimits.fileBytes);
  });

  const kinds: readonly [string, Buffer, string][] = [
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a TIFF', Buffer.from('II*\0'), 'image/tiff'],
    ['a BigTIFF', Buffer.from('MM\0+'), 'image/tiff'],
    ['a WebP', Buffer.from('RIFF1234WEBP'), 'image/webp'],
    ['an XML invoice', Buffer.from('<?xml version="1.0"?><Invoice>'), 'application/xml'],
    [
      'XML after a blank line',
      Buffer.from('\r\n<?xml version="1.0"?><a:Invoice>'),
      'application/xml',
    ],
    ['XML in an envelope', Buffer.from('<sh:StandardBusinessDocument>'), 'application/xml'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'application/pdf'],
  ];
  for (const [what, head, mediaType] of kinds) {
    it(`is ${what} by its bytes, whatever its name says`, async () => {
      const { body } = await upload(Buffer.concat([head, randomBytes(8)]), 'holiday.docx');
      assert.equal(body.document.media_type, mediaType);
    });
  }

  const names: readonly [string, string][] = [
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\eva\\invoice.pdf', 'invoice.pdf'],
    ['fdp.\u202egnp.invoice', 'fdp.gnp.invoice'],
    ['in\u0000voi\u0007ce\n.pdf', 'invoice.pdf'],
    ['..', 'document'],
    ['.hidden.pdf', 'hidden.pdf'],
    [`${'n'.repeat(300)}.pdf`, `${'n'.repeat(196)}.pdf`],
    [`a${'📄'.repeat(150)}.pdf`, `a${'📄'.repeat(97)}.pdf`],
  ];
  for (const [given, kept] of names) {
    it(`is called ${JSON.stringify(kept).slice(0, 30)} when it comes as ${JSON.stringify(given).slice(0, 30)}`, async () => {
      const { body } = await upload(pdfBytes(), given);
      assert.equal(body.document.file_name, kept);
    });
  }
});

describe('a file that cannot be taken', () => {
  it('is refused when it is empty', async () => {
    await books.owner.refused(contract.uploadDocument, 'empty_file', {
      ...named('a.pdf'),
      bytes: Buffer.alloc(0),
    });
  });
  it('is refused with a way out when it is a photo as an iPhone keeps it', async () => {
    await books.owner.refused(contract.uploadDocument, 'heic_file', {
      ...named('IMG_0001.HEIC'),
      bytes: Buffer.from('\0\0\0\u0024ftypheic\0\0\0\0mif1heic'),
    });
  });
  it('is refused with a way out when it is XML, but no invoice', async () => {
    for (const text of [
      '<?xml version="1.0"?><SCRDMCCBDACIOMessageStructure xmlns="x"/>',
      '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><ID>1</ID></Order>',
      '\uFEFF<!-- a --><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>',
    ]) {
      await books.owner.refused(contract.uploadDocument, 'unknown_xml', {
        ...named('order-x.xml'),
        bytes: Buffer.from(text),
      });
    }
  });
  it('is refused when it is nothing that we read, whatever its name says', async () => {
    for (const text of ['PK\u0003\u0004 a zip', '<html><script>', 'MZ', 'GIF89a', 'plain text']) {
      const bytes = Buffer.from(text);
      await books.owner.refused(contract.uploadDocument, 'unsupported_file', {
        ...named('a.pdf'),
        bytes,
      });
    }
  });
  it('is refused without a name', async () => {
    const bytes = pdfBytes();
    assert.deepEqual(await books.owner.wrongFields(contract.uploadDocument, { bytes }), [
      'file_name',
    ]);
    const nameless = { ...named(''), bytes };
    assert.deepEqual(await books.owner.wrongFields(contract.uploadDocument, nameless), [
      'file_name',
    ]);
  });
  it('is refused at one byte above 20 MB, whether it says its size or not', async () => {
    const before = await countOf('documents');
    const bytes = pdfBytes(documentLimits.fileBytes + 1);
    const said = { ...named('a.pdf'), bytes };
    const unsaid = { ...named('a.pdf'), bytes: streamOf(bytes) };
    await books.owner.refused(contract.uploadDocument, 'file_too_large', said);
    await books.owner.refused(contract.uploadDocument, 'file_too_large', unsaid);
    assert.equal(await countOf('documents'), before);
  });
  it('leaves nothing on the disk', async () => {
    assert.deepEqual(await waitingFiles(), []);
  });
  it('of 60 MB is never held in memory', async () => {
    const held: number[] = [await memorySettled()];
    const bytes = streamOf(pdfBytes(64 * 1024), 960, (sent) => {
      if (sent % 80 === 0) held.push(memoryHeld());
    });
    await books.owner.refused(contract.uploadDocument, 'file_too_large', {
      ...named('a.pdf'),
      bytes,
    });
    const grown = Math.max(...held) - Math.min(...held);
    assert.ok(grown < 12e6, `${grown / 1e6} MB`);
  });
});

describe('the same file', () => {
  it('handed in again is answered with the document that is there', async () => {
    const bytes = pdfBytes();
    const first = await upload(bytes);
    const second = await upload(bytes, 'another name.pdf');
    assert.equal(second.status, 200);
    assert.deepEqual(second.body, { document: first.body.document, duplicate: true });
  });
  it('handed in five times at once is one document with one job', async () => {
    const bytes = pdfBytes();
    const jobs = await countOf('platform.jobs');
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(bytes)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 201]);
    assert.equal(new Set(answers.map(({ body }) => body.document.id)).size, 1);
    assert.equal(await countOf('platform.jobs'), jobs + 1);
  });
  it('handed in by another tenant is another document', async () => {
    const bytes = pdfBytes();
    const theirs = await openBooks(api);
    const first = await upload(bytes);
    const { body, status } = await theirs.owner.succeed(contract.uploadDocument, {
      ...named('a.pdf'),
      bytes,
    });
    assert.equal(status, 201);
    assert.notEqual(body.document.id, first.body.document.id);
  });
});

describe('a browser that closes in the middle of an upload', () => {
  it('leaves nothing behind, and the next request is answered', async () => {
    const before = await countOf('documents');
    const request = http.request(
      `${api.url}/api/v1/tenants/${books.tenant}/documents?file_name=a.pdf`,
      { method: 'POST', headers: { ...books.owner.headers, 'content-length': 1_000_000 } },
    );
    request.on('error', () => {});
    request.write(pdfBytes(500_000));
    await until(async () => (await waitingFiles()).length === 1);
    request.destroy();
    await until(async () => (await waitingFiles()).length === 0);
    assert.equal(await countOf('documents'), before);
    await upload(pdfBytes());
  });
});

describe('a full disk', () => {
  it('refuses uploads before they are sent, says why, and takes them again when there is room', async (t) => {
    const disk = mountSmallDisk(200);
    if (!disk) {
      t.skip('only root can mount a small disk');
      return;
    }
    const small = await serve({
      ...api.services,
      settings: { ...api.services.settings, UPLOAD_DIR: disk.folder },
    });
    const owner = new ApiClient(small.url, books.tenant, books.owner.headers);
    const upload = { query: { file_name: 'a.pdf' }, bytes: pdfBytes() };
    const { retry_after: seconds } = await owner.refused(
      contract.uploadDocument,
      'storage_full',
      upload,
    );
    assert.equal(seconds, 60);
    assert.deepEqual(await readdir(disk.folder), []);
    disk.resize(400);
    await owner.do(contract.uploadDocument, upload);
    await small.close();
    disk.remove();
  });
});

describe('storage that cannot be written', () => {
  for (const place of ['storageFolder', 'uploadFolder'] as const) {
    it(`is told as such, loses nothing and works again (${place})`, async () => {
      const kept = pdfBytes();
      const { body } = await upload(kept);
      const refused = pdfBytes();
      const before = [await countOf('documents'), await countOf('platform.jobs')];
      await rename(api[place], `${api[place]}.away`);
      await writeFile(api[place], 'a file where a folder should be');
      const problem = await books.owner.refused(contract.uploadDocument, 'storage_unavailable', {
        ...named('a.pdf'),
        bytes: refused,
      });
      assert.equal(problem.retry_after, 30);
      await rm(api[place]);
      await rename(`${api[place]}.away`, api[place]);
      assert.deepEqual([await countOf('documents'), await countOf('platform.jobs')], before);
      assert.equal((await upload(refused)).status, 201);
      const answer = await books.owner.succeed(contract.downloadDocument, {
        params: { document: body.document.id },
      });
      assert.ok(answer.bytes.equals(kept));
      assert.deepEqual(await waitingFiles(), []);
    });
  }
});

/** Bytes in use, after what is garbage was taken away. */
function memoryHeld(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

/** The same, once what earlier tests left behind has gone: bodies are let go a little after their answer. */
async function memorySettled(): Promise<number> {
  for (let before = memoryHeld(); ;) {
    await pause(100);
    const held = memoryHeld();
    if (Math.abs(held - before) < 1e6) return held;
    before = held;
  }
}
