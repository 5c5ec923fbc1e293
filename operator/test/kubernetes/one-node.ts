import { type ChildProcess, spawn } from 'node:child_process';
import { z } from 'zod';
import { deletionCost } from '../../src/kubernetes/deployment-pool.ts';
import { deployments, type Pod, pods } from '../../src/kubernetes/pod-resources.ts';
import { Reflector } from '../../src/kubernetes/reflector.ts';
import type { ResourceClient } from '../../src/kubernetes/resource-client.ts';
import type { TestCluster } from './test-cluster.ts';
import { bindPod, makePod, runningSince, setPodState, wholeDeployment } from './worker-pods.ts';

const worker = new URL('../../bench/sleeping-worker.ts', import.meta.url).pathname;

/**
 * Does for one pool's Deployment what the rest of a cluster would: makes its pods, runs a worker in each, and takes
 * those away first that Kubernetes would, with time to finish.
 */
export class OneNode {
  /** What each worker had in hand when it was told to stop. */
  readonly stopped: string[] = [];
  readonly #cluster: TestCluster;
  readonly #pool: string;
  readonly #amqpUrl: string;
  readonly #pods: ResourceClient<Pod>;
  readonly #workers = new Map<string, ChildProcess>();
  readonly #reflector: Reflector<z.infer<typeof deployments.schema>>;
  #made = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(cluster: TestCluster, namespace: string, pool: string, amqpUrl: string) {
    this.#cluster = cluster;
    this.#pool = pool;
    this.#amqpUrl = amqpUrl;
    this.#pods = cluster.client(pods, namespace);
    this.#reflector = new Reflector({
      client: cluster.client(deployments, namespace),
      onChange: (name, now) => {
        if (name !== `${pool}-workers` || !now) return;
        this.#work = this.#work.then(() => this.#bring(now.spec.replicas));
      },
      onError: () => {},
    });
    this.#reflector.start();
  }

  async close(): Promise<void> {
    await this.#reflector.close();
    await this.#work;
    for (const child of this.#workers.values()) child.kill('SIGKILL');
  }

  async #bring(replicas: number): Promise<void> {
    while (this.#workers.size < replicas) await this.#start();
    const surplus = this.#workers.size - replicas;
    if (surplus <= 0) return;
    const costs = await Promise.all(
      [...this.#workers.keys()].map(async (name) => {
        const { annotations } = (await this.#pods.get(name)).metadata;
        return { name, cost: Number(annotations?.[deletionCost] ?? 0) };
      }),
    );
    costs.sort((a, b) => a.cost - b.cost);
    for (const { name } of costs.slice(0, surplus)) await this.#stop(name);
  }

  async #start(): Promise<void> {
    const name = `${this.#pool}-workers-${(this.#made += 1)}`;
    await makePod(this.#pods, this.#pool, name);
    await bindPod(this.#cluster, this.#pods.namespace, name);
    const client = this.#cluster.client(deployments, this.#pods.namespace);
    const { spec } = await wholeDeployment(this.#cluster, client, `${this.#pool}-workers`);
    const said = (spec.template.spec.containers[0]?.env ?? []).map(
      ({ name: key, value }): [string, string] => [
        key,
        value ?? name, // the one that refers to the pod's own name
      ],
    );
    const child = spawn(process.execPath, [worker], {
      env: { ...Object.fromEntries(said), PATH: process.env['PATH'], AMQP_URL: this.#amqpUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#workers.set(name, child);
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.stopped.push(text.trim()));
    await setPodState(this.#pods, name, runningSince(new Date()));
  }

  async #stop(name: string): Promise<void> {
    const child = this.#workers.get(name);
    this.#workers.delete(name);
    await this.#pods.delete(name);
    child?.once('exit', () => void this.#remove(name).catch(() => {})); // the cluster may be gone by then
    child?.kill('SIGTERM');
  }

  async #remove(name: string): Promise<void> {
    const path = `/api/v1/namespaces/${this.#pods.namespace}/pods/${name}`;
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 };
    await this.#cluster.api.request({ method: 'DELETE', path, body }, z.unknown());
  }
}
