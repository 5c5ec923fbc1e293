// The stores of the chart's own S3 server, on a real one: what the key of each process opens, and what it does not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { publishedHeads, publishHead } from '@smart-accounting/books/ledger/seal/seal-head';
import { ObjectPrefix } from '@smart-accounting/database/storage/object-prefix';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { Client, S3Error } from 'minio';
import { goTool } from '../../start/go-tools.mjs';
import { describeWithHelm, render } from './helm.ts';
import { OwnStorage } from './own-storage.ts';

const program = await goTool('versitygw');
const missing = 'there is no versitygw: put it on the PATH, set VERSITYGW_PATH, or install Go';

const processes = ['api', 'reader', 'worker', 'sealer', 'provisioner', 'operations'];
const tenant = tenantIdSchema.parse('abcdefghijkl');
const document = `${tenant}/${'a'.repeat(64)}`;
const head = { position: 1n, hash: 'b'.repeat(64) };
const partSize = 5 * 1024 ** 2; // larger objects go up in parts
const headKey = `${tenant}/000000000001-${head.hash}.json`;

/** What each process may do with an object: who is not named, nothing. */
const rights: readonly {
  readonly what: string;
  readonly bucket: string;
  readonly key: string;
  readonly may: Readonly<Record<string, string>>;
}[] = [
  {
    what: 'a document',
    bucket: 'documents',
    key: document,
    may: { api: 'get put remove', reader: 'get', provisioner: 'put remove', operations: 'get' },
  },
  {
    what: 'a read e-invoice',
    bucket: 'documents',
    key: `${document}.parts/e-invoice.json`,
    may: {
      api: 'get put remove',
      reader: 'get put',
      worker: 'get',
      provisioner: 'put remove',
      operations: 'get',
    },
  },
  {
    what: 'the picture of a page',
    bucket: 'documents',
    key: `${document}.parts/page-1-1240.webp`,
    may: { api: 'get put remove', reader: 'get put', provisioner: 'put remove', operations: 'get' },
  },
  {
    what: 'an archive that is kept',
    bucket: 'archives',
    key: `${tenant}/20261129T143621Z.tar.gz`,
    may: { provisioner: 'get', operations: 'get put' },
  },
  {
    what: 'an archive handed in',
    bucket: 'archives',
    key: 'handed-in/00000000-0000-0000-0000-000000000000.tar.gz',
    may: { provisioner: 'get remove', operations: 'get put' },
  },
  {
    what: 'a head',
    bucket: 'heads',
    key: headKey,
    may: { sealer: 'get put', provisioner: 'get put' },
  },
];

async function isAllowed(work: () => unknown): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof S3Error && error.code === 'AccessDenied') return false;
    throw error;
  }
}

describeWithHelm('the stores of the chart’s own S3 server', () => {
  if (!program) {
    console.error(`\n!!! the stores: SKIPPED, for ${missing}.\n`);
    it('need versitygw', (test) => {
      if (process.env['CI'] === 'true') assert.fail(missing);
      test.skip(missing);
    });
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'stores-'));
  let storage: OwnStorage;
  const store = (process: string, variable: string) => openStorage(storage.url(process, variable));
  const client = (user: string) =>
    new Client({
      partSize,
      endPoint: '127.0.0.1',
      useSSL: false,
      region: 'us-east-1',
      ...storage.login(user),
    });
  const root = () => client('smart');
  const put = (as: Client, bucket: string, key: string, content = 'text') =>
    as.putObject(bucket, key, Buffer.from(content));

  before(async () => {
    storage = new OwnStorage(program, await render());
    await storage.start();
    for (const { bucket, key } of rights) await put(root(), bucket, key);
  });
  after(async () => {
    await storage.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { what, bucket, key, may } of rights)
    it(`let each process do what it needs with ${what}, and no more`, async () => {
      for (const [index, process] of processes.entries()) {
        const as = client(process);
        const fresh = key.replace('-', `${index + 1}-`); // a head is not replaced by anybody
        const verbs = {
          get: () => as.getObject(bucket, key).then((stream) => text(stream)),
          put: () => put(as, bucket, bucket === 'heads' ? fresh : key),
          remove: () => as.removeObject(bucket, key),
        };
        const allowed: string[] = [];
        for (const [verb, work] of Object.entries(verbs))
          if (await isAllowed(work)) allowed.push(verb);
        assert.equal(allowed.join(' '), may[process] ?? '', process);
        if (allowed.includes('remove')) await put(root(), bucket, key);
      }
    });

  it('are found by the processes that work with them', async () => {
    for (const process of ['api', 'reader', 'worker', 'provisioner', 'operations'])
      await store(process, 'STORAGE').check();
    for (const process of ['provisioner', 'operations']) await store(process, 'ARCHIVES').check();
    for (const process of ['sealer', 'provisioner', 'operations'])
      await store(process, 'HEADS').check();
    assert.equal(await store('worker', 'STORAGE').get(`${tenant}/none.parts/e-invoice.json`), null);
  });
  it('take large files, which go up in parts', async () => {
    const large = path.join(folder, 'large');
    writeFileSync(large, Buffer.alloc(20 * 1024 ** 2, 'large '));
    await store('api', 'STORAGE').putFile(`${tenant}/large`, large);
    await store('operations', 'ARCHIVES').putFile(`${tenant}/large`, large);
    assert.equal(
      (await store('provisioner', 'ARCHIVES').get(`${tenant}/large`))?.length,
      20 * 1024 ** 2,
    );
  });
  it('let the provisioner erase a tenant’s documents, and not the process that opens strangers’ files', async () => {
    await assert.rejects(
      store('reader', 'STORAGE').removeAll(ObjectPrefix.ofTenant(tenant)),
      /AccessDenied/,
    );
    await store('provisioner', 'STORAGE').removeAll(ObjectPrefix.ofTenant(tenant));
    assert.deepEqual(await store('operations', 'STORAGE').list(tenant), []);
  });
  it('keep heads: they are published and listed, and nobody removes or replaces one', async () => {
    const heads = store('sealer', 'HEADS');
    const next = { position: 2n, hash: 'c'.repeat(64) };
    await publishHead(heads, tenant, next);
    await publishHead(heads, tenant, next); // a repeat finds it there
    const found = await publishedHeads(store('operations', 'HEADS'), tenant);
    assert.ok(found.some(({ hash }) => hash === next.hash));
    await assert.rejects(heads.removeAll(ObjectPrefix.ofTenant(tenant)), /AccessDenied/);
    for (const user of ['sealer', 'provisioner', 'smart']) {
      const as = client(user);
      const refused = {
        replaced: () => put(as, 'heads', headKey, 'another'),
        'replaced in parts': () => put(as, 'heads', headKey, 'x'.repeat(3 * partSize)),
        removed: () => as.removeObject('heads', headKey),
        'removed by who may': () => as.removeObject('heads', headKey, { governanceBypass: true }),
      };
      for (const [what, work] of Object.entries(refused))
        assert.equal(await isAllowed(work), false, `${what} by ${user}`);
    }
    assert.equal((await heads.get(headKey))?.toString(), 'text');
  });
  it('are prepared at each start anew, and stay as they are', async () => {
    await storage.prepare();
    assert.equal((await store('sealer', 'HEADS').get(headKey))?.toString(), 'text');
    assert.equal(await isAllowed(() => root().removeObject('heads', headKey)), false);
  });
  it('let no process change rights, or make a bucket', async () => {
    const aDay = { mode: 'COMPLIANCE', unit: 'Days', validity: 1 } as const;
    for (const process of processes) {
      const as = client(process);
      const everything = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::heads/*' },
        ],
      });
      assert.equal(await isAllowed(() => as.setBucketPolicy('heads', everything)), false, process);
      assert.equal(await isAllowed(() => as.setObjectLockConfig('heads', aDay)), false, process);
      assert.equal(await isAllowed(() => as.makeBucket('more', 'us-east-1')), false, process);
    }
  });
});
