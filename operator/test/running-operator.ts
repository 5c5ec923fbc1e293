import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ExclusiveListener } from '@smart-accounting/database/broker';
import { brokerUrlOf } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import {
  type PoolState,
  poolStateSchema,
  type ProcessingJobSpec,
} from '@smart-accounting/operator-contract';
import { exchanges } from '@smart-accounting/worker-contract';
import { Workshop } from '../../worker/test/running-worker.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const worker = new URL('../../worker/src/main.ts', import.meta.url).pathname;

/** What a pool is written with here; all else is default. */
export interface PoolText {
  readonly queues: readonly string[];
  readonly tenant?: string;
  readonly scaling?: Partial<ProcessingJobSpec['scaling']>;
}

/** The operator as a real child process, with real workers below it, and what it tells of its pools. */
export class RunningOperator {
  readonly workshop: Workshop;
  /** Everything that was told, in order. */
  readonly told: PoolState[] = [];
  readonly #folder: string;
  readonly #listener: ExclusiveListener;
  #child: ChildProcess | null = null;
  #log = '';

  private constructor(workshop: Workshop, folder: string) {
    this.workshop = workshop;
    this.#folder = folder;
    this.#listener = new ExclusiveListener(
      workshop.broker,
      createLogger('test', 'silent'),
      {
        name: 'pool states',
        exchange: exchanges.pools,
        routingKeys: ['#'],
        prepare: (channel) => channel.checkExchange(exchanges.pools),
      },
      (body) => this.told.push(poolStateSchema.parse(body)),
    );
  }

  /** A tenant, a relay and a broker, and no operator yet. */
  static async open(): Promise<RunningOperator> {
    const folder = await mkdtemp(path.join(tmpdir(), 'operator-test-'));
    return new RunningOperator(await Workshop.open(), folder);
  }

  async close(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.stop();
    await this.#listener.close();
    await this.workshop.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get file(): string {
    return path.join(this.#folder, 'pools.yaml');
  }

  log(): string {
    return this.#log;
  }

  async write(pools: Readonly<Record<string, PoolText>>): Promise<void> {
    const documents = Object.entries(pools).map(([name, spec]) =>
      JSON.stringify({
        apiVersion: 'smart-accounting.io/v1alpha1',
        kind: 'ProcessingJob',
        metadata: { name },
        spec,
      }),
    );
    await writeFile(this.file, documents.join('\n---\n'));
  }

  /** Starts it, and waits until it says that it is ready. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'],
        AMQP_URL: brokerUrlOf(this.workshop.amqpUrl, 'operator'),
        POOLS_FILE: this.file,
        WORKER_SCRIPT: worker,
        WORKER_ENVIRONMENT: JSON.stringify({
          ocr: this.workshop.workerEnvironment('ocr'),
          work: this.workshop.workerEnvironment('work'),
        }),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.#log = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    while (!this.#log.includes('"msg":"ready"')) {
      if (child.exitCode !== null) throw new Error(`the operator ended: ${this.#log}`);
      await pause(50);
    }
  }

  /** SIGTERM. @throws {Error} when it does not end with 0 */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const code = await ended;
    if (code !== 0) throw new Error(`the operator ended with ${String(code)}: ${this.#log}`);
  }

  /** SIGKILL, and waits until it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Waits until the pool was told to be so. @throws {Error} after `withinMs` */
  async until(
    pool: string,
    so: (state: PoolState) => boolean,
    withinMs = 30_000,
  ): Promise<PoolState> {
    const latest = (): PoolState | undefined => this.told.findLast((state) => state.pool === pool);
    for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
      const last = latest();
      if (last && so(last)) return last;
      await pause(50);
    }
    const last = latest();
    throw new Error(`pool ${pool} did not become so: ${JSON.stringify(last)}\n${this.#log}`);
  }

  /** The changes of a pool's number of workers, each once: `1→4 BacklogAboveTarget`. */
  changes(pool: string): string[] {
    const told = this.told.flatMap((state) => (state.pool === pool ? [state.decision] : []));
    const lines = told.flatMap((decision) =>
      decision ? [`${decision.at} ${decision.from}→${decision.to} ${decision.reason}`] : [],
    );
    return [...new Set(lines)].map((line) => line.slice(line.indexOf(' ') + 1));
  }
}
