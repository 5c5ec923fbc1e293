import { setTimeout as pause } from 'node:timers/promises';
import {
  type BrokerConnection,
  connectBroker,
  Publisher,
  toQueue,
} from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import { jobQueueArguments } from '@smart-accounting/worker-contract';
import { type Deployment, deployments } from '../../src/kubernetes/pod-resources.ts';
import { type KubernetesJob, processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { Reflector } from '../../src/kubernetes/reflector.ts';
import { establish } from './establish.ts';
import type { OperatorPlace } from './kubernetes-operator.ts';
import { allowOperator } from './operator-rights.ts';
import { growth, parseSamples, type Samples } from './samples.ts';
import { type TestCluster, until } from './test-cluster.ts';

/** So many requests at a time while all is being made. */
const atOnce = 16;

/** Many ProcessingJobs of one queue each on a real API server and a real broker, and what becomes of them. */
export class ManyPools {
  readonly place: OperatorPlace;
  readonly names: readonly string[];
  readonly jobs: Reflector<KubernetesJob>;
  readonly deployments: Reflector<Deployment>;
  /** Every number of workers a pool was ever seen with, each once in a row. */
  readonly numbers = new Map<string, number[]>();
  readonly #cluster: TestCluster;
  readonly #broker: BrokerConnection;

  private constructor(
    cluster: TestCluster,
    broker: BrokerConnection,
    names: readonly string[],
    place: OperatorPlace,
  ) {
    const quietly = { onError: () => {}, backoff: { firstMs: 100, mostMs: 500 } };
    this.#cluster = cluster;
    this.#broker = broker;
    this.names = names;
    this.place = place;
    this.jobs = new Reflector({
      client: cluster.client(processingJobs, place.namespace),
      onChange: () => {},
      ...quietly,
    });
    this.deployments = new Reflector({
      client: cluster.client(deployments, place.namespace),
      onChange: (name, now) => this.#note(name.replace(/-workers$/, ''), now),
      ...quietly,
    });
    this.jobs.start();
    this.deployments.start();
  }

  /** Makes the queues and the resources; no operator runs yet. */
  static async open(cluster: TestCluster, amqpUrl: string, count: number): Promise<ManyPools> {
    const broker = connectBroker(amqpUrl, 'test', createLogger('test', 'silent'));
    await establish(cluster);
    const namespace = await cluster.namespace('many');
    await allowOperator(cluster, namespace);
    const names = Array.from({ length: count }, (_, n) => `pool-${n}`);
    const jobs = cluster.client(processingJobs, namespace);
    await each(names, async (name) => {
      await broker.use((channel) =>
        channel.assertQueue(queueOf(name), { arguments: jobQueueArguments }),
      );
      await jobs.create({ metadata: { name }, spec: { queues: [queueOf(name)] } });
    });
    const kubeconfig = cluster.server.operatorKubeconfig;
    return new ManyPools(cluster, broker, names, { kubeconfig, namespace, amqpUrl });
  }

  /** Removes the queues, which the broker goes on to serve otherwise. */
  async close(): Promise<void> {
    await Promise.all([this.jobs.close(), this.deployments.close()]);
    await each(this.names, (name) =>
      this.#broker.use((channel) => channel.deleteQueue(queueOf(name))),
    );
    await this.#broker.close();
  }

  async untilAllReady(withinMs: number): Promise<void> {
    const ready = () => this.jobs.all().filter(isReady).length;
    await until(() => ready() === this.names.length, 'all are ready', withinMs).catch(
      (error: unknown) => {
        throw new Error(`${ready()} of ${this.names.length} are ready`, { cause: error });
      },
    );
  }

  /** Waits until nothing was written for some seconds: events are told one after the other, after all else. */
  async untilQuiet(withinMs: number): Promise<void> {
    const writes = async () => {
      const before = await this.serverSamples();
      await pause(3_000);
      return growth(before, await this.serverSamples(), serverRequests, isWrite);
    };
    await until(async () => (await writes()) === 0, 'nothing is written', withinMs);
  }

  /** Puts so many jobs into a pool's queue. */
  async fill(name: string, count: number): Promise<void> {
    const publisher = new Publisher(this.#broker);
    const jobs = Array.from({ length: count }, (_, sent) => ({ sent }));
    await Promise.all(jobs.map((job) => publisher.send(toQueue(queueOf(name)), job)));
    await publisher.close();
  }

  async empty(name: string): Promise<void> {
    await this.#broker.use((channel) => channel.purgeQueue(queueOf(name)));
  }

  async untilReplicas(name: string, count: number, withinMs?: number): Promise<void> {
    const so = () => this.deployments.get(`${name}-workers`)?.spec.replicas === count;
    await until(so, `${name} has ${count} workers`, withinMs);
  }

  #note(name: string, now: Deployment | null): void {
    const seen = this.numbers.get(name) ?? [];
    this.numbers.set(name, seen);
    if (now && seen.at(-1) !== now.spec.replicas) seen.push(now.spec.replicas);
  }

  /** What the API server measures of itself. */
  async serverSamples(): Promise<Samples> {
    const lines: string[] = [];
    const limits = { signal: AbortSignal.timeout(30_000), silenceMs: 30_000 };
    for await (const line of this.#cluster.api.lines({ method: 'GET', path: '/metrics' }, limits))
      lines.push(line);
    return parseSamples(lines.join('\n'));
  }
}

export const serverRequests = 'apiserver_request_total';

/** Whether a sample of `serverRequests` counts requests that write, to anything but Leases. */
export function isWrite(labels: string): boolean {
  return /verb="(POST|PUT|PATCH|APPLY|DELETE)"/.test(labels) && !labels.includes('"leases"');
}

function queueOf(name: string): string {
  return `work.${name}.v1`;
}

function isReady({ status }: KubernetesJob): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True';
}

async function each(names: readonly string[], make: (name: string) => Promise<unknown>) {
  const left = [...names];
  const one = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await make(name);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
