import { type ChildProcess, spawn } from 'node:child_process';
import { brokerUrlOf } from '@smart-accounting/database/testing';
import { freePort } from '../../../start/child.mjs';
import { parseSamples, type Samples } from './samples.ts';
import { until } from './test-cluster.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;

export interface OperatorPlace {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly amqpUrl: string;
  /** Beside, or instead of, what it is started with here. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The operator as a real child process, on a cluster. */
export class KubernetesOperator {
  readonly #child: ChildProcess;
  readonly #metricsPort: number;
  /** Resolves when it is gone. */
  readonly exited: Promise<void>;
  #log = '';

  private constructor(identity: string, place: OperatorPlace, metricsPort: number) {
    this.#metricsPort = metricsPort;
    this.#child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'],
        POOLS: 'kubernetes',
        KUBECONFIG: place.kubeconfig,
        NAMESPACE: place.namespace,
        AMQP_URL: brokerUrlOf(place.amqpUrl, 'operator'),
        IDENTITY: identity,
        LEASE_SECONDS: '3',
        METRICS_PORT: String(metricsPort),
        POD_DEFAULTS: JSON.stringify({ ocr: { image: 'worker:1' }, work: { image: 'worker:1' } }),
        ...place.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
  }

  static async start(identity: string, place: OperatorPlace): Promise<KubernetesOperator> {
    return new KubernetesOperator(identity, place, await freePort());
  }

  get log(): string {
    return this.#log;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What it measures of itself. */
  async samples(): Promise<Samples> {
    const response = await fetch(`http://127.0.0.1:${this.#metricsPort}/metrics`);
    return parseSamples(await response.text());
  }

  /** Waits until its log has this message. */
  async untilLogged(message: string, withinMs = 20_000): Promise<void> {
    const so = () => this.#log.includes(`"msg":"${message}"`);
    await until(so, `the operator says "${message}"`, withinMs).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#log}`);
    });
  }

  /** Has it stand still, as a machine that sleeps, and go on. */
  sleep(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  /** Waits until it ended by itself; gives its exit code. */
  async untilEnded(): Promise<number | null> {
    await until(() => this.ended, 'it ended');
    return this.#child.exitCode;
  }

  /** Ends it by the signal; gives its exit code. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (!this.ended) {
      this.#child.kill(signal);
      await this.exited;
    }
    return this.#child.exitCode;
  }
}
