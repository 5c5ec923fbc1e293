import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { folderStorage } from './folder-storage.ts';
import { randomTenantId } from '../tenancy/random-tenant-id.ts';
import { ObjectPrefix } from './object-prefix.ts';
import { openStorage } from './open-storage.ts';
import { mountSmallDisk } from '../testing/small-disk.ts';
import { type ObjectStorage, StorageFull, StorageUnavailable } from './object-storage.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'storage-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const s3Url = process.env['TEST_S3_URL'];
const adapters: readonly { name: string; open: (() => ObjectStorage) | null }[] = [
  { name: 'a folder', open: () => folderStorage(path.join(folder, 'objects')) },
  { name: 'an S3 server', open: s3Url ? () => openStorage(s3Url) : null },
];

for (const { name, open } of adapters) {
  describe(`object storage in ${name}`, { skip: open ? false : 'no S3 server was started' }, () => {
    let storage: ObjectStorage;
    before(() => {
      if (open) storage = open();
    });

    it('gives back what was put, whole and as a stream', async () => {
      await storage.put('tenant/abc', Buffer.from('hello'));
      assert.equal((await storage.get('tenant/abc'))?.toString(), 'hello');
      const stream = await storage.read('tenant/abc');
      assert.ok(stream);
      assert.equal(await text(stream), 'hello');
    });
    it('takes a file by its path and leaves it where it is', async () => {
      const file = path.join(folder, 'upload');
      await writeFile(file, 'from disk');
      await storage.putFile('tenant/def', file);
      assert.equal((await storage.get('tenant/def'))?.toString(), 'from disk');
      assert.ok((await readdir(folder)).includes('upload'));
    });
    it('replaces an object, and nobody ever sees half of one', async () => {
      const big = Buffer.alloc(2_000_000, 'a');
      const writes = Array.from({ length: 10 }, () => storage.put('tenant/big', big));
      const reads = Array.from({ length: 40 }, () => storage.get('tenant/big'));
      await Promise.all(writes);
      for (const read of await Promise.all(reads))
        assert.ok(read === null || read.length === big.length);
    });
    it('says null for what is not there', async () => {
      assert.equal(await storage.get('tenant/none'), null);
      assert.equal(await storage.read('tenant/none'), null);
    });
    it('removes an object with its parts and nothing else', async () => {
      const tenant = randomTenantId();
      const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
      await storage.put(`${tenant}/${one}`, Buffer.from('1'));
      await storage.put(`${tenant}/${one}.parts/page-1.webp`, Buffer.from('1'));
      await storage.put(`${tenant}/${two}`, Buffer.from('2'));
      const [file, parts] = ObjectPrefix.ofDocument(tenant, one);
      assert.ok(file && parts);
      await storage.removeAll(parts);
      assert.equal((await storage.get(`${tenant}/${one}`))?.toString(), '1');
      await storage.removeAll(file);
      assert.equal(await storage.get(`${tenant}/${one}`), null);
      assert.equal((await storage.get(`${tenant}/${two}`))?.toString(), '2');
      await storage.removeAll(ObjectPrefix.ofTenant(tenant));
      assert.deepEqual(await storage.list(tenant), []);
    });
    it('lists what is below a prefix', async () => {
      await storage.put('listed/a', Buffer.from('1'));
      await storage.put('listed/b.parts/c', Buffer.from('1'));
      await storage.put('listed-not/d', Buffer.from('1'));
      assert.deepEqual((await storage.list('listed')).sort(), ['listed/a', 'listed/b.parts/c']);
      assert.deepEqual(await storage.list('nothing'), []);
    });
    it('stores a large file in parts, whole', async () => {
      const file = path.join(folder, 'large');
      const bytes = Buffer.alloc(40 * 1024 * 1024, 'large file ');
      await writeFile(file, bytes);
      await storage.putFile('tenant/large', file);
      assert.ok(bytes.equals((await storage.get('tenant/large')) ?? Buffer.alloc(0)));
    });
    it('is checked', () => storage.check());
  });
}

describe('a folder', () => {
  it('refuses keys that could leave the folder', async () => {
    const storage = folderStorage(path.join(folder, 'objects'));
    for (const key of [
      '../x',
      'a/../../x',
      '/etc/passwd',
      '',
      'a//b',
      'a/..',
      '.hidden',
      'A/b c',
    ]) {
      await assert.rejects(storage.put(key, Buffer.from('x')), RangeError, key);
      await assert.rejects(storage.get(key), RangeError, key);
    }
  });
});

describe('storage that cannot be written', () => {
  it('says so, keeps what it has, and works again afterwards', async () => {
    const place = path.join(folder, 'full');
    // A file where a folder must be: stands for any refusal of the disk, also for a superuser whom no mode stops.
    await writeFile(place, '');
    const blocked = folderStorage(path.join(place, 'objects'));
    await assert.rejects(blocked.check(), StorageUnavailable);
    await assert.rejects(blocked.put('t/x', Buffer.from('x')), StorageUnavailable);
    await rm(place);
    await mkdir(place);
    await chmod(place, 0o755);
    await blocked.check();
    await blocked.put('t/x', Buffer.from('x'));
    assert.equal((await blocked.get('t/x'))?.toString(), 'x');
  });
});

describe('a full disk', () => {
  it('is refused before anything is written, and clears by itself', async (t) => {
    const disk = mountSmallDisk(200);
    if (!disk) {
      t.skip('only root can mount a small disk');
      return;
    }
    try {
      const storage = folderStorage(path.join(disk.folder, 'objects'));
      await assert.rejects(storage.check(), /^Error: only \d+ MiB are free in .*; make room$/);
      await assert.rejects(storage.put('t/x', Buffer.from('x')), StorageFull);
      assert.equal(await storage.get('t/x'), null);
      disk.resize(400);
      await storage.check();
      await storage.put('t/x', Buffer.from('x'));
      disk.resize(200);
      await assert.rejects(storage.put('t/y', Buffer.from('y')), StorageFull);
      assert.equal((await storage.get('t/x'))?.toString(), 'x');
    } finally {
      disk.remove();
    }
  });
});

describe('an S3 server that refuses to remove', () => {
  it('is told, although its answer is no error', async (t) => {
    const empty = '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>';
    const refusal = '<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>';
    const server = createServer((request, response) => {
      request.resume().once('end', () => {
        response.end(request.method === 'POST' ? refusal : empty);
      });
    });
    t.after(() => server.close().closeAllConnections());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const storage = openStorage(`s3+http://key:secret@127.0.0.1:${address.port}/bucket`);
    const removing = storage.removeAll(ObjectPrefix.ofTenant(randomTenantId()));
    await assert.rejects(removing, /AccessDenied/);
  });
});

describe('an S3 server that is away', () => {
  it('is told as storage that is unavailable', async () => {
    const away = openStorage('s3+http://key:secret@127.0.0.1:1/bucket');
    await assert.rejects(away.check(), StorageUnavailable);
    await assert.rejects(away.put('t/x', Buffer.from('x')), StorageUnavailable);
  });
  it('is told apart from a setting that is no storage at all', () => {
    for (const place of [
      'relative/folder',
      's3://bucket',
      'http://host/bucket',
      's3+http://host',
    ]) {
      assert.throws(() => openStorage(place), RangeError, place);
    }
  });
});
