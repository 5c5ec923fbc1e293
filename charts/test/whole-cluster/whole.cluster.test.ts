// On a whole cluster (`npm run test:cluster`, KUBECONFIG): the chart installed from images packed here, the main job,
// and then the bad days. After each of them nothing is lost and nothing was done twice.
import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type BrokerConnection,
  connectBroker,
  Publisher,
  readyMessages,
} from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import {
  exchanges,
  jobRoutingKey,
  sharedQueue,
  tenantIdSchema,
} from '@smart-accounting/worker-contract';
import { generateDocument } from '@smart-accounting/worker-evaluate/generate/generate-document';
import { z } from 'zod';
import { Client } from '../../../faults/client.ts';
import { root } from '../../../start/installed.mjs';
import { chart } from '../../cluster/helm.ts';
import { packImages, trialTag } from '../../cluster/packed-images.ts';
import {
  type ClusterCommand,
  clusterCommand,
  helmOnCluster,
  kubectl,
  kubectlChild,
  kubectlJson,
  namespace,
  release,
} from '../../cluster/programs.ts';
import { installRelease, loadImages, testRelease } from '../../cluster/release.ts';
import { nodeNames } from '../../cluster/volumes.ts';
import { PortForward } from './port-forward.ts';
import { liveThrough, type Pod, RunningRelease, secretValue, until } from './running-release.ts';

/** The seconds people work on an ordinary bad day. */
const daySeconds = 20;
const document = z.object({ state: z.string() });

describe('the product on a cluster', () => {
  let product: RunningRelease;
  let close = (): Promise<void> => Promise.resolve();
  let told = { seconds: 0, test: '' };
  let seed = 1;

  /** A day on which this happens, and what is wrong afterwards. */
  async function day(happen: () => Promise<void>, seconds = daySeconds): Promise<void> {
    const { done, wrong } = await liveThrough(product, { seed: (seed += 1), seconds, happen });
    console.log(`  ${done} commands done, ${wrong.length} wrong`);
    assert.deepEqual(wrong, []);
    assert.ok(done > 0);
  }

  /** Skips, loudly, a day that needs what a kubeconfig cannot do. */
  function needs(test: TestContext, ...commands: ClusterCommand[]): boolean {
    const missing = commands.filter((name) => !process.env[name]);
    if (missing.length === 0) return true;
    console.error(`\n!!! ${test.name}: SKIPPED, for ${missing.join(' and ')} is not set.\n`);
    test.skip(`${missing.join(' and ')} is not set`);
    return false;
  }

  /** So many documents at once, of a tenant of their own. */
  async function burst(count: number): Promise<Client> {
    await product.answers(); // what the day before cut off may still be on its way back
    const client = await Client.register(product.url, `burst-${Date.now().toString(36)}`);
    const handIn = async (number: number): Promise<void> => {
      const { bytes } = await generateDocument('clean-pdf', number);
      const body = Uint8Array.from(bytes);
      const reply = await client.send('POST', `/documents?file_name=b${number}.pdf`, { body });
      assert.equal(reply?.status, 201, JSON.stringify(reply));
    };
    for (let number = 0; number < count; number += 5)
      await Promise.all([0, 1, 2, 3, 4].map((more) => handIn(number + more)));
    return client;
  }

  /** Waits until all of them are read. */
  async function untilRead(client: Client, count: number, seconds = 240): Promise<void> {
    await until(`all ${count} documents are read`, seconds, async () => {
      const read = await client.readAll('/documents', document);
      return read.length === count && read.every(({ state }) => state === 'read');
    });
  }

  async function untilNoWorkers(): Promise<void> {
    await until('no worker is left', 240, async () => (await product.workers('ocr')).length === 0);
  }

  before(async () => {
    const there = await kubectl(['get', 'namespace', namespace, '--ignore-not-found']);
    assert.equal(there, '', `namespace ${namespace} is there already: this test begins empty`);
    if (process.env['CLUSTER_LOAD_IMAGES']) await loadImages(await packImages(trialTag));
    const begun = Date.now();
    await installRelease(trialTag);
    told = { test: await testRelease(), seconds: (Date.now() - begun) / 1000 };
    product = await RunningRelease.open();
    close = () => product.close();
    await product.answers();
  });
  afterEach((test) => {
    if ('error' in test && test.error) console.error(test.error); // the report comes when all days are over
  });
  after(() => close());

  it('is installed with the default values and ready within three minutes, and its own test passes', () => {
    console.log(`  installed, ready and tested after ${told.seconds.toFixed(0)} s`);
    assert.match(told.test, /Phase: +Succeeded/);
    assert.match(told.test, /processingjob\S*\/ocr condition met/);
    assert.ok(told.seconds < 180, `${told.seconds} s`);
  });

  it('reads what a new company hands in, with pools that grow from zero and go back', async () => {
    assert.equal((await product.workers('ocr')).length, 0);
    const watched = watchPools('burst');
    const client = await burst(60);
    await until(
      'the pool has grown',
      60,
      async () => (await product.pool('ocr')).readyReplicas > 1,
    );
    await untilRead(client, 60);
    await untilNoWorkers();
    await watched();
    const events = await kubectl(['describe', 'processingjob', 'ocr']);
    assert.match(events, /ScaledOut/);
    assert.match(events, /ScaledIn/);
  });

  it('has a worker go at once that is told to stop before it listens', async () => {
    const client = await burst(5);
    const starting = async (): Promise<Pod | undefined> =>
      (await product.workers('ocr')).find(({ status }) => status.phase === 'Running');
    await until('a worker starts', 60, async () => (await starting()) !== undefined);
    const { metadata } = (await starting()) ?? assert.fail('it is gone already');
    await kubectl(['delete', 'pod', metadata.name, '--wait', '--timeout=30s']);
    await untilRead(client, 5);
  });

  it('posts what was read into balanced books', () => day(() => Promise.resolve()));

  it('loses nothing when workers are killed', () =>
    day(async () => {
      for (let times = 0; times < 6; times++) {
        for (const pool of ['ocr', 'work'])
          for (const { metadata } of (await product.workers(pool)).slice(0, 2))
            await kubectl([
              'delete',
              'pod',
              metadata.name,
              '--grace-period=0',
              '--force',
              '--wait=false',
            ]);
        await pause(3_000);
      }
    }));

  it('loses nothing when a node is lost', async (test) => {
    if (!needs(test, 'CLUSTER_KILL_NODE', 'CLUSTER_START_NODE')) return;
    const node = await nodeWithoutVolumes();
    const client = await burst(40);
    await day(async () => {
      await clusterCommand('CLUSTER_KILL_NODE', node);
      await kubectl(['wait', '--for=condition=Ready=Unknown', `node/${node}`, '--timeout=90s']);
      await pause(5_000);
      await clusterCommand('CLUSTER_START_NODE', node);
      await kubectl(['wait', '--for=condition=Ready', `node/${node}`, '--timeout=120s']);
    });
    await untilRead(client, 40);
  });

  it('goes on scaling when the operator that leads is killed in the middle of a scale-out', async () => {
    await untilNoWorkers();
    const leader = await product.leader();
    const handedIn = burst(60);
    await until(
      'the scale-out has begun',
      60,
      async () => (await product.workers('ocr')).length > 0,
    );
    const killed = Date.now();
    await kubectl(['delete', 'pod', leader, '--grace-period=0', '--force', '--wait=false']);
    await until('another one leads', 60, async () => (await product.leader()) !== leader);
    console.log(`  another one led after ${((Date.now() - killed) / 1000).toFixed(1)} s`);
    await untilRead(await handedIn, 60);
    await day(() => Promise.resolve());
  });

  it('goes on without the API server for 30 s', async (test) => {
    if (!needs(test, 'CLUSTER_STOP_API', 'CLUSTER_START_API')) return;
    const client = await burst(40);
    await until(
      'the pool has grown',
      60,
      async () => (await product.pool('ocr')).readyReplicas > 1,
    );
    const before = await product.workers('ocr');
    await clusterCommand('CLUSTER_STOP_API');
    await pause(30_000);
    await clusterCommand('CLUSTER_START_API');
    await until('the API server is back', 60, async () => (await nodeNames()).length > 0);
    assert.ok(before.length > 1);
    await untilRead(client, 40);
    await day(() => Promise.resolve());
  });

  it('loses nothing when the broker starts again', () =>
    day(async () => {
      await pause(4_000);
      await kubectl(['delete', 'pod', `${release}-broker-0`, '--grace-period=0', '--force']);
      await kubectl(['rollout', 'status', `statefulset/${release}-broker`, '--timeout=120s']);
    }));

  it('puts a poison message aside, and tells why a document cannot be read', async () => {
    const client = await Client.register(product.url, `poison-${Date.now().toString(36)}`);
    const tenant = tenantIdSchema.parse(client.tenant); // without a pool of its own: it ends in ocr.v1
    const address = {
      exchange: exchanges.jobs,
      routingKey: jobRoutingKey('ocr', 'normal', tenant),
    };
    await withBroker(async (broker) => {
      const publisher = new Publisher(broker);
      for (let count = 0; count < 5; count++) await publisher.send(address, 'no job at all');
      await publisher.close();
    });
    const broken = Uint8Array.from(Buffer.from('%PDF-1.7\nnothing that could be read\n%%EOF'));
    const reply = await client.send('POST', '/documents?file_name=broken.pdf', { body: broken });
    await day(() => Promise.resolve());
    await withBroker((broker) =>
      until(
        'the queue has none of them any more',
        60,
        async () => (await readyMessages(broker, sharedQueue('ocr'))) === 0,
      ),
    );
    if (reply?.status !== 201) return; // refused at the door, with its reason
    const failed = z.object({
      items: z.array(z.object({ state: z.string(), failure: z.unknown() })),
    });
    const read = failed.parse(await client.read('/documents'));
    assert.equal(read.items[0]?.state, 'failed');
    assert.ok(read.items[0].failure);
  });

  it('is upgraded and rolled back under load', async () => {
    await day(async () => {
      const { items } = await kubectlJson(['get', 'deployments'], named);
      assert.ok(items.length > 0);
      await helmOnCluster([
        'upgrade',
        release,
        chart,
        '--wait',
        '--timeout',
        '5m',
        '--reuse-values',
        '--set',
        'logLevel=debug',
      ]);
    });
    await day(async () => {
      await helmOnCluster(['rollback', release, '--wait', '--timeout', '5m']);
    });
    assert.match(await testRelease(), /Phase: +Succeeded/);
  });

  /** A node on which none of the servers runs, which hold the data. */
  async function nodeWithoutVolumes(): Promise<string> {
    const servers = await Promise.all(
      ['database', 'broker', 'storage'].map((server) =>
        kubectl(['get', 'pod', `${release}-${server}-0`, '-o', 'jsonpath={.spec.nodeName}']),
      ),
    );
    const node = (await nodeNames()).find((name) => !servers.includes(name));
    assert.ok(node, 'the cluster has no node without a server of ours');
    return node;
  }
});

const named = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** Writes what `kubectl get pj -w` says into the checkout's .data until the returned function is called. */
function watchPools(name: string): () => Promise<void> {
  const file = createWriteStream(path.join(root, '.data', `pools-${name}.txt`));
  const child = kubectlChild(['get', 'pj', '--watch']);
  child.stdout?.pipe(file);
  return async () => {
    child.kill();
    await once(file, 'close');
  };
}

/** Works with a connection to the cluster's broker, as the API, which alone may hand in jobs. */
async function withBroker(work: (broker: BrokerConnection) => Promise<void>): Promise<void> {
  const url = new URL(await secretValue('api', 'AMQP_URL'));
  // Begun again by itself, since the broker may have started a moment ago; so does the connection.
  const forward = await PortForward.open(`service/${release}-broker:5672`, () =>
    Promise.resolve(true),
  );
  Object.assign(url, { hostname: '127.0.0.1', port: String(forward.port) });
  const broker = connectBroker(url.href, 'test', createLogger('test', 'silent'));
  try {
    await broker.connected(60_000);
    await work(broker);
  } finally {
    await broker.close();
    await forward.close();
  }
}
