import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';
import { deleteDocument } from './delete-document.ts';
import { Document } from './document.ts';
import { type FileToStore, storeDocument } from './store-document.ts';

const connections = 4;
const person = randomUuidV7();
let books: TestBooks;
let folder: string;
let store: ObjectStorage;

before(async () => {
  books = await openTestBooks(connections);
  folder = await mkdtemp(path.join(tmpdir(), 'store-document-'));
  store = folderStorage(path.join(folder, 'objects'));
});
after(async () => {
  await books.close();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(text: string): Promise<FileToStore> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const file = path.join(folder, sha256);
  await writeFile(file, text);
  return { path: file, sha256, byteSize: text.length, mediaType: 'application/pdf' };
}

const upload = { fileName: 'invoice.pdf', uploadedBy: person, now: new Date() };

describe('storing a document', () => {
  it('holds no connection of the database while the bytes are on their way', async () => {
    const { database, tenant } = books;
    let arrived = 0;
    let letThrough = (): void => {};
    const gate = new Promise<void>((resolve) => (letThrough = resolve));
    const slow: ObjectStorage = {
      ...store,
      putFile: async (key, file) => {
        arrived += 1;
        await gate;
        return store.putFile(key, file);
      },
    };
    const files = await Promise.all(
      Array.from({ length: 5 * connections }, (_, index) => fileOf(`slow ${index}`)),
    );
    const stored = Promise.all(
      files.map((file) => storeDocument({ database, storage: slow, tenant }, file, upload)),
    );
    while (arrived < files.length) await new Promise(setImmediate);
    // All of them wait for the store now. With a connection each, nobody else would get one.
    assert.equal((await books.in(() => query('SELECT 1 AS one'))).length, 1);
    letThrough();
    assert.equal(new Set((await stored).map(({ id }) => id)).size, files.length);
  });

  it('finds what is there already, and sends it to the store no more', async () => {
    const { database, tenant } = books;
    const file = await fileOf('twice');
    const first = await storeDocument({ database, storage: store, tenant }, file, upload);
    const storage: ObjectStorage = { ...store, putFile: () => assert.fail('sent again') };
    const second = await storeDocument({ database, storage, tenant }, file, upload);
    assert.deepEqual([first.duplicate, second], [false, { id: first.id, duplicate: true }]);
  });

  it('sends the bytes again when the same file was deleted in between', async () => {
    const { database, tenant } = books;
    const file = await fileOf('deleted in between');
    const key = documentObjects(tenant, file.sha256).file;
    let sent = 0;
    const storage: ObjectStorage = {
      ...store,
      putFile: async (...args) => {
        await store.putFile(...args);
        sent += 1;
        if (sent > 1) return;
        const other = await storeDocument({ database, storage: store, tenant }, file, upload);
        await deleteDocument({ database, storage: store, tenant }, other.id, person);
      },
    };
    await storeDocument({ database, storage, tenant }, file, upload);
    assert.deepEqual([sent, (await store.get(key))?.toString()], [2, 'deleted in between']);
  });

  it('leaves nothing behind when the rows cannot be written', async () => {
    const { database, tenant } = books;
    const file = await fileOf('not written');
    const unwritable = { ...upload, fileName: 'no text of PostgreSQL holds \0' };
    await assert.rejects(storeDocument({ database, storage: store, tenant }, file, unwritable));
    assert.equal(await store.get(documentObjects(tenant, file.sha256).file), null);
    assert.equal(await books.in(() => Document.count({ where: { sha256: file.sha256 } })), 0);
  });
});
