import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectCluster } from '../../src/kubernetes/connect-cluster.ts';
import { ApiError } from '../../src/kubernetes/api-client.ts';
import { Reflector, type ReflectorOptions } from '../../src/kubernetes/reflector.ts';
import { ResourceClient } from '../../src/kubernetes/resource-client.ts';
import { openTcpProxy } from '../../../faults/tcp-proxy.ts';
import {
  type ConfigMap,
  configMaps,
  describeOnCluster,
  type TestCluster,
  until,
} from './test-cluster.ts';

/** A reflector of config maps that notes what it was told. */
class Noting {
  readonly told: string[] = [];
  readonly errors: unknown[] = [];
  readonly reflector: Reflector<ConfigMap>;

  constructor(
    client: ResourceClient<ConfigMap>,
    options: Partial<ReflectorOptions<ConfigMap>> = {},
  ) {
    this.reflector = new Reflector({
      client,
      labelSelector: 'part=test', // the server puts one of its own into every namespace
      onChange: (name, now) => this.told.push(`${name} ${now ? (now.data?.['is'] ?? '') : 'gone'}`),
      onError: (error) => this.errors.push(error),
      backoff: { firstMs: 50, mostMs: 500 },
      ...options,
    });
  }

  /** Started, and synced. */
  static async of(...args: ConstructorParameters<typeof Noting>): Promise<Noting> {
    const noting = new Noting(...args);
    noting.reflector.start();
    await noting.reflector.synced;
    return noting;
  }

  untilTold(line: string): Promise<void> {
    return until(() => this.told.includes(line), `${line} was told: ${this.told.join(', ')}`);
  }
}

const map = (name: string, is = 'new') => ({
  metadata: { name, labels: { part: 'test' } },
  data: { is },
});

/** Config maps of a namespace, asked for through a proxy. */
async function throughProxy(cluster: TestCluster, namespace: string) {
  const { url, kubeconfig } = cluster.server;
  const proxy = await openTcpProxy(Number(new URL(url).port));
  const file = `${kubeconfig}-${namespace}`;
  writeFileSync(
    file,
    readFileSync(kubeconfig, 'utf8').replace(url, `https://127.0.0.1:${proxy.port}`),
  );
  const { api } = connectCluster({ kubeconfig: file });
  const maps = new ResourceClient(api, configMaps, namespace);
  const close = async () => {
    await api.close();
    await proxy.close();
  };
  return { proxy, maps, close };
}

describeOnCluster('a reflector', (cluster) => {
  it('tells what is there, page by page, and then what changes', async () => {
    const maps = cluster.client(configMaps, await cluster.namespace('changes'));
    for (const name of ['a', 'b', 'c']) await maps.create(map(name));
    const { reflector, told, errors, untilTold } = bound(await Noting.of(maps, { pageSize: 2 }));
    assert.deepEqual(told.sort(), ['a new', 'b new', 'c new']);
    await maps.patch('a', { data: { is: 'other' } });
    await untilTold('a other');
    await maps.delete('b');
    await untilTold('b gone');
    await maps.create(map('d'));
    await untilTold('d new');
    assert.deepEqual(
      reflector
        .all()
        .map(({ metadata }) => metadata.name)
        .sort(),
      ['a', 'c', 'd'],
    );
    assert.equal(reflector.get('a')?.data?.['is'], 'other');
    assert.equal(reflector.get('b'), null);
    assert.deepEqual(errors, []);
    await reflector.close();
  });

  it('goes on where it was when the server ends its watch, without reading all again', async () => {
    const maps = cluster.client(configMaps, await cluster.namespace('ends'));
    const { reflector, errors, untilTold } = bound(await Noting.of(maps, { watchSeconds: 1 }));
    for (const name of ['a', 'b', 'c']) {
      await pause(1_100);
      await maps.create(map(name));
      await untilTold(`${name} new`);
    }
    assert.equal(reflector.lists, 1);
    assert.deepEqual(errors, []);
    await reflector.close();
  });

  it('reads all again now and then, and tells only what differs', async () => {
    const maps = cluster.client(configMaps, await cluster.namespace('relists'));
    await maps.create(map('a'));
    const { reflector, told } = bound(await Noting.of(maps, { relistMs: 0, watchSeconds: 1 }));
    await until(() => reflector.lists >= 3, 'it read all three times');
    assert.deepEqual(told, ['a new']);
    await reflector.close();
  });

  it('whose handler throws reports it, and tells the next change all the same', async () => {
    const maps = cluster.client(configMaps, await cluster.namespace('throws'));
    const told: string[] = [];
    const noting = await Noting.of(maps, {
      onChange: (name) => {
        told.push(name);
        throw new Error(`not ${name}`);
      },
    });
    await maps.create(map('a'));
    await maps.create(map('b'));
    await until(() => told.length === 2, 'both were told');
    assert.match(String(noting.errors[0]), /not a/);
    assert.equal(noting.reflector.get('b')?.metadata.name, 'b');
    await noting.reflector.close();
  });

  it('reports an object that it cannot read, and goes on with what it knew of it', async () => {
    const schema = configMaps.schema.refine(({ data }) => data?.['is'] !== 'wrong', 'it is wrong');
    const namespace = await cluster.namespace('unreadable');
    const maps = cluster.client({ ...configMaps, schema }, namespace);
    await maps.create(map('a'));
    const { reflector, errors, untilTold } = bound(await Noting.of(maps));
    const others = cluster.client(configMaps, namespace);
    await others.patch('a', { data: { is: 'wrong' } });
    await others.create(map('b'));
    await untilTold('b new');
    assert.match(String(errors[0]), /a: .*it is wrong/s);
    assert.equal(reflector.get('a')?.data?.['is'], 'new');
    await reflector.close();
  });

  it('finds out that a connection is half open, and goes on over another', async () => {
    const namespace = await cluster.namespace('half-open');
    const { proxy, maps, close } = await throughProxy(cluster, namespace);
    const { reflector, errors, untilTold } = bound(await Noting.of(maps, { silenceMs: 1_000 }));
    await pause(200); // the watch is on its way
    proxy.halfOpen();
    await cluster.client(configMaps, namespace).create(map('a'));
    await untilTold('a new');
    assert.match(String(errors[0]), /nothing was heard for 1000 ms/);
    assert.equal(reflector.lists, 1);
    await reflector.close();
    await close();
  });

  it('misses nothing while it cannot reach the server and the server forgets what it had', async () => {
    const namespace = await cluster.namespace('gone');
    const { proxy, maps, close } = await throughProxy(cluster, namespace);
    const direct = cluster.client(configMaps, namespace);
    for (const name of ['a', 'b']) await direct.create(map(name));
    const backoff = { firstMs: 3_000, mostMs: 3_000 };
    const { reflector, told, errors, untilTold } = bound(await Noting.of(maps, { backoff }));
    proxy.refuse();
    await direct.delete('a');
    await direct.patch('b', { data: { is: 'other' } });
    await direct.create(map('c'));
    await cluster.server.compact();
    await cluster.server.kill(); // its own memory of what changed goes with it
    await cluster.server.startAgain();
    proxy.forward();
    const isExpired = (error: unknown) => error instanceof ApiError && error.status === 410;
    await until(() => errors.some(isExpired), 'the server says that it forgot');
    const expiredMs = performance.now();
    await untilTold('a gone');
    await untilTold('b other');
    await untilTold('c new');
    assert.ok(performance.now() - expiredMs < 1_000, 'without a pause: the server is well');
    assert.deepEqual([reflector.lists, told.length], [2, 5]);
    await reflector.close();
    await close();
  });

  it('comes back when the API server was killed, and misses nothing', async () => {
    const maps = cluster.client(configMaps, await cluster.namespace('killed'));
    await maps.create(map('a'));
    const { reflector, errors, untilTold } = bound(await Noting.of(maps));
    await cluster.server.kill();
    await until(() => errors.length >= 3, 'it tried again and again');
    await cluster.server.startAgain();
    const backMs = performance.now();
    await maps.create(map('b'));
    await untilTold('b new');
    assert.ok(performance.now() - backMs < 5_000, 'within 5 s');
    await reflector.close();
  });

  it('waits for a server that is not there yet, and is synced then', async () => {
    const namespace = await cluster.namespace('later');
    const { proxy, maps, close } = await throughProxy(cluster, namespace);
    proxy.refuse();
    const { reflector, errors } = bound(new Noting(maps));
    reflector.start();
    await until(() => errors.length >= 3, 'it tried again and again');
    proxy.forward();
    await reflector.synced;
    await reflector.close();
    await close();
  });
});

/** Its parts, to be taken apart. */
function bound(noting: Noting) {
  const { reflector, told, errors } = noting;
  return { reflector, told, errors, untilTold: (line: string) => noting.untilTold(line) };
}
