import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import {
  type BrokerConnection,
  connectBroker,
  isNotFound,
  Publisher,
  toQueue,
} from '@smart-accounting/database/broker';
import { brokerUrlOf, testVhost } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import { exchanges, jobQueueArguments } from '@smart-accounting/worker-contract';
import { ApiError } from '../../src/kubernetes/api-client.ts';
import { eventResource } from '../../src/kubernetes/events.ts';
import { queuesFinalizer } from '../../src/kubernetes/kubernetes-source.ts';
import { type Deployment, deployments } from '../../src/kubernetes/pod-resources.ts';
import { type KubernetesJob, processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { Reflector } from '../../src/kubernetes/reflector.ts';
import type { ResourceClient } from '../../src/kubernetes/resource-client.ts';
import { establish } from './establish.ts';
import { KubernetesOperator, type OperatorPlace } from './kubernetes-operator.ts';
import { OneNode } from './one-node.ts';
import { allowOperator } from './operator-rights.ts';
import { describeOnCluster, until } from './test-cluster.ts';

describeOnCluster('the operator on Kubernetes', (cluster) => {
  let place: OperatorPlace;
  let broker: BrokerConnection;
  let jobs: ResourceClient<KubernetesJob>;
  let watched: Reflector<Deployment>;
  /** Every number of workers a pool was ever seen with, each once in a row. */
  const numbers = new Map<string, number[]>();
  const operators: KubernetesOperator[] = [];

  before(async () => {
    await establish(cluster);
    const namespace = await cluster.namespace('books');
    const amqpUrl = await testVhost();
    place = { kubeconfig: cluster.server.operatorKubeconfig, namespace, amqpUrl };
    await allowOperator(cluster, namespace);
    broker = connectBroker(amqpUrl, 'test', createLogger('test', 'silent'));
    await broker.use((channel) => channel.assertExchange(exchanges.jobs, 'topic')); // the relay's part
    jobs = cluster.client(processingJobs, namespace);
    watched = new Reflector({
      client: cluster.client(deployments, namespace),
      onChange: (name, now) => {
        const seen = numbers.get(name) ?? [];
        numbers.set(name, seen);
        if (now && seen.at(-1) !== now.spec.replicas) seen.push(now.spec.replicas);
      },
      onError: () => {}, // the last test kills the server
    });
    watched.start();
    operators.push(await KubernetesOperator.start('first', place));
    await operators[0]?.untilLogged('leads');
  });
  after(async () => {
    await Promise.all(operators.map((operator) => operator.end('SIGKILL')));
    await watched.close();
    await broker.close();
  });

  const create = (name: string, spec: object) => jobs.create({ metadata: { name }, spec });
  const declare = (queue: string) =>
    broker.use((channel) => channel.assertQueue(queue, { arguments: jobQueueArguments }));
  const publish = async (queue: string, count: number) => {
    const publisher = new Publisher(broker);
    // All at once: a reconcile between two of them would make two steps of one.
    const jobs = Array.from({ length: count }, (_, sent) => ({ sent }));
    await Promise.all(jobs.map((job) => publisher.send(toQueue(queue), job)));
    await publisher.close();
  };
  /** Jobs that take so many milliseconds each. */
  const publishJobs = async (queue: string, each: readonly number[]) => {
    const publisher = new Publisher(broker);
    for (const ms of each) {
      const job = randomUUID().slice(0, 24) + ms.toString(16).padStart(12, '0');
      await publisher.send(toQueue(queue), { tenant: 'k3v9x2m8qa4d', job });
    }
    await publisher.close();
  };
  const condition = async (name: string, wanted: string) =>
    (await jobs.get(name)).status?.conditions?.find(({ type }) => type === wanted);
  const untilReady = (name: string, status: string, reason: string) =>
    until(
      async () => {
        const ready = await condition(name, 'Ready');
        return ready?.status === status && ready.reason === reason;
      },
      `${name} is ${status} for ${reason}`,
      5_000,
    );
  const told = async (name: string) => {
    const { items } = await cluster
      .client(eventResource, place.namespace)
      .list({ fieldSelector: `involvedObject.name=${name}` });
    return items.map((item) => {
      const { type, reason, message } = eventResource.schema.parse(item);
      return `${type} ${reason}: ${message}`;
    });
  };
  const untilReplicas = (name: string, replicas: number, withinMs?: number) =>
    until(
      () => watched.get(`${name}-workers`)?.spec.replicas === replicas,
      `${name} has ${replicas} workers`,
      withinMs,
    );

  it('takes a pool from zero to all that waits in one write, and says so', async () => {
    await declare('ocr.v1');
    await publish('ocr.v1', 12);
    await create('burst', { queues: ['ocr.v1'], scaling: { maxReplicas: 20 } });
    await untilReplicas('burst', 12);
    assert.deepEqual(numbers.get('burst-workers'), [0, 12]);
    await until(
      async () => (await jobs.get('burst')).status?.replicas === 12,
      'its status says it',
    );
    const { status, metadata } = await jobs.get('burst');
    assert.equal(status?.backlog, 12);
    assert.equal(status.observedGeneration, metadata.generation);
    assert.equal(status.selector, 'smart-accounting.io/pool=burst');
    assert.equal((await condition('burst', 'Ready'))?.status, 'True');
    assert.equal((await condition('burst', 'Scaling'))?.status, 'True');
    const events = await told('burst');
    assert.ok(
      events.includes(
        'Normal ScaledOut: from 0 to 12 workers: 12 waiting and 0 busy (BacklogAboveTarget)',
      ),
      events.join('\n'),
    );
  });

  it('follows kubectl scale as the ceiling it is, and tells whoever typed it', async () => {
    await jobs.scale('burst', 5);
    await untilReplicas('burst', 5);
    await until(
      async () => (await told('burst')).some((line) => /CeilingChanged: at most 5 /.test(line)),
      'it is told',
    );
  });

  it('shows a queue that is missing, and heals when it is there', async () => {
    await create('missing', { queues: ['work.bulk.v1'] });
    await untilReady('missing', 'False', 'QueueMissing');
    assert.equal((await condition('missing', 'Scaling'))?.reason, 'QueueUnreachable');
    await declare('work.bulk.v1');
    await untilReady('missing', 'True', 'Serving');
    const events = await told('missing');
    assert.ok(
      events.includes('Warning QueueMissing: there is no queue work.bulk.v1'),
      events.join('\n'),
    );
  });

  it('gives a queue to the older of two, and to the other one when that is gone', async () => {
    await create('second', { queues: ['work.bulk.v1'] });
    await untilReady('second', 'False', 'QueueConflict');
    assert.equal(watched.get('second-workers'), null);
    await jobs.delete('missing');
    await untilReady('second', 'True', 'Serving');
  });

  it("empties a tenant's queue before its pool goes, and then deletes it", async () => {
    const tenant = 'k3v9x2m8qa4d';
    const queue = `work.${tenant}.v1`;
    await create('own', { queues: [queue], tenant });
    await untilReady('own', 'True', 'Serving');
    assert.deepEqual((await jobs.get('own')).metadata.finalizers, [queuesFinalizer]);
    await publish(queue, 3);
    await untilReplicas('own', 3);
    await jobs.delete('own');
    await until(
      async () => (await condition('own', 'Scaling'))?.reason === 'Emptying',
      'it is being emptied',
    );
    await untilReplicas('own', 3);
    await broker.use((channel) => channel.purgeQueue(queue)); // its workers did their jobs
    await until(async () => {
      const found = await jobs.get('own').catch((error: unknown) => error);
      return found instanceof ApiError && found.status === 404;
    }, 'it is gone');
    await assert.rejects(
      broker.use((channel) => channel.checkQueue(queue)),
      isNotFound,
    );
    assert.deepEqual(numbers.get('own-workers'), [0, 3, 0]);
  });

  it('holds no finalizer where no queue is its own', async () => {
    assert.equal((await jobs.get('burst')).metadata.finalizers, undefined);
  });

  it('shows who took the name of its Deployment', async () => {
    const labels = { app: 'theirs' };
    await cluster.client(deployments, place.namespace).create({
      metadata: { name: 'taken-workers' },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'a', image: 'theirs:1' }] },
        },
      },
    });
    await declare('work.v1');
    await create('taken', { queues: ['work.v1'] });
    await untilReady('taken', 'False', 'NameTaken');
    await jobs.delete('taken');
  });

  it('takes idle pods away while others work, and all of them when nobody does', async () => {
    await declare('ocr.bulk.v1');
    const node = new OneNode(
      cluster,
      place.namespace,
      'work',
      brokerUrlOf(place.amqpUrl, 'reader'),
    );
    try {
      await publishJobs('ocr.bulk.v1', [25_000, 500, 500, 500]);
      await create('work', {
        queues: ['ocr.bulk.v1'],
        scaling: {
          maxReplicas: 8,
          pollMilliseconds: 250,
          scaleInStabilizationSeconds: 0,
          idleSecondsBeforeMinimum: 1,
        },
      });
      await untilReplicas('work', 4);
      await until(
        async () => (await jobs.get('work')).status?.busyReplicas === 1 && node.stopped.length > 0,
        'one still works, and an idle one was told to stop',
      );
      await untilReplicas('work', 0, 90_000);
      await until(() => node.stopped.length === 4, 'all were told to stop');
      assert.deepEqual([...new Set(node.stopped)], ['told to stop while idle']);
      await until(
        async () => (await jobs.get('work')).status?.drainingReplicas === 0,
        'its status says that all are gone',
      );
      assert.ok((await told('work')).some((line) => line.startsWith('Normal ScaledIn: from ')));
    } finally {
      await node.close();
    }
  });

  it('hands over at once when it is told to stop, and soon when it is killed, without a wrong write', async () => {
    const [first] = operators;
    const second = await KubernetesOperator.start('second', place);
    operators.push(second);
    await second.untilLogged('everything is known');
    assert.ok(!second.log.includes('"msg":"leads"'));
    const before = numbers.get('burst-workers')?.join();
    const stoppedMs = performance.now();
    assert.equal(await first?.end('SIGTERM'), 0, first?.log);
    await second.untilLogged('leads');
    assert.ok(performance.now() - stoppedMs < 3_000, 'within 3 s');
    const third = await KubernetesOperator.start('third', place);
    operators.push(third);
    await third.untilLogged('everything is known');
    await second.end('SIGKILL');
    const killedMs = performance.now();
    await third.untilLogged('leads');
    assert.ok(performance.now() - killedMs < 5_000, 'within the 3 s of its Lease, and a reconcile');
    await publish('work.bulk.v1', 2);
    await untilReplicas('second', 2);
    assert.equal(numbers.get('burst-workers')?.join(), before);
  });

  it('ends, and writes nothing, when it slept while another one took over', async () => {
    const third = operators.at(-1);
    assert.ok(third);
    await until(() => third.log.includes('"to":2'), 'all it did before is told');
    third.sleep();
    const fourth = await KubernetesOperator.start('fourth', place);
    operators.push(fourth);
    await fourth.untilLogged('leads');
    await publish('work.bulk.v1', 1);
    await untilReplicas('second', 3);
    const before = third.log;
    third.wake();
    assert.equal(await third.untilEnded(), 1);
    const after = third.log.slice(before.length);
    assert.doesNotMatch(after, /"msg":"scaled"/);
    assert.match(after, /another one may lead now/);
    assert.deepEqual(numbers.get('second-workers'), [0, 2, 3]);
  });

  it('needs no other rights than the chart gives it', () => {
    for (const { log } of operators) assert.doesNotMatch(log, /forbidden/i);
  });

  it('ends itself when it cannot keep its Lease', async () => {
    const last = operators.at(-1);
    await cluster.server.kill();
    assert.equal(await last?.untilEnded(), 1);
    await cluster.server.startAgain();
  });
});
