import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessingJobSpec } from '@smart-accounting/operator-contract';
import {
  type BrokerConnection,
  connectBroker,
  Publisher,
  toQueue,
} from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import { exchanges, jobQueueArguments } from '@smart-accounting/worker-contract';
import { z } from 'zod';
import { freePort } from '../../start/child.mjs';
import { startRabbitmq } from '../../start/rabbitmq.mjs';
import { temporaryFolder } from '../../start/temporary-product.mjs';

const scaledLine = z.object({ pool: z.string(), from: z.number(), to: z.number() });

/** A change of a pool's number of workers, as the operator logged it. */
export interface Change extends z.infer<typeof scaledLine> {
  /** When we read of it, by `performance.now()`. */
  readonly atMs: number;
}

/** The operator with a broker of its own, pools of one queue each, and workers that sleep. */
export class PoolsUnderWork {
  readonly changes: Change[] = [];
  /** Workers that were told to stop, by what they were doing. */
  readonly stopped = { busy: 0, idle: 0 };
  readonly #broker: BrokerConnection;
  readonly #publisher: Publisher;
  readonly #operator: ChildProcess;
  readonly #end: () => Promise<void>;

  private constructor(broker: BrokerConnection, operator: ChildProcess, end: () => Promise<void>) {
    this.#broker = broker;
    this.#publisher = new Publisher(broker);
    this.#operator = operator;
    this.#end = end;
    let rest = '';
    operator.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#read(line);
    });
  }

  static async open(pools: readonly string[], scaling: Partial<ProcessingJobSpec['scaling']>) {
    const folder = temporaryFolder();
    const rabbitmq = await startRabbitmq({
      folder: path.join(folder, 'rabbitmq'),
      port: await freePort(),
      passwords: {},
      administrator: { user: 'bench', password: 'bench' },
    });
    const broker = connectBroker(rabbitmq.url(), 'bench', createLogger('bench', 'silent'));
    // As the relay does where the whole product runs: workers listen on it, and may not declare it.
    await broker.use((channel) =>
      channel.assertExchange(exchanges.workers, 'topic', { durable: true }),
    );
    for (const pool of pools)
      await broker.use((channel) =>
        channel.assertQueue(queueOf(pool), { arguments: jobQueueArguments }),
      );
    const file = path.join(folder, 'pools.yaml');
    const written = pools.map((name) => ({
      apiVersion: 'smart-accounting.io/v1alpha1',
      kind: 'ProcessingJob',
      metadata: { name },
      spec: { queues: [queueOf(name)], scaling },
    }));
    writeFileSync(file, written.map((job) => JSON.stringify(job)).join('\n---\n'));
    const operator = spawn(
      process.execPath,
      [path.resolve(import.meta.dirname, '../src/main.ts')],
      {
        env: {
          PATH: process.env['PATH'],
          AMQP_URL: rabbitmq.url(),
          POOLS_FILE: file,
          WORKER_SCRIPT: path.join(import.meta.dirname, 'sleeping-worker.ts'),
          WORKER_ENVIRONMENT: JSON.stringify({
            ocr: { AMQP_URL: rabbitmq.url() },
            work: { AMQP_URL: rabbitmq.url() },
          }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    return new PoolsUnderWork(broker, operator, async () => {
      await rabbitmq.stop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Puts jobs into a pool's queue, one for each of these milliseconds; resolves when the broker has all. */
  async send(pool: string, jobsMs: readonly number[]): Promise<void> {
    await Promise.all(
      jobsMs.map((ms) => {
        const job = randomUUID().slice(0, 24) + ms.toString(16).padStart(12, '0');
        return this.#publisher.send(toQueue(queueOf(pool)), { tenant: 'aaaaaaaaaaaa', job });
      }),
    );
  }

  /** Removes what still waits in a pool's queue. */
  async purge(pool: string): Promise<void> {
    await this.#broker.use((channel) => channel.purgeQueue(queueOf(pool)));
  }

  /** The pool's first change after a moment that is so. @throws {Error} after half a minute */
  async change(pool: string, afterMs: number, so: (change: Change) => boolean): Promise<Change> {
    for (const deadline = performance.now() + 30_000; performance.now() < deadline;) {
      const found = this.changes.find(
        (change) => change.pool === pool && change.atMs >= afterMs && so(change),
      );
      if (found) return found;
      await pause(5);
    }
    throw new Error(`pool ${pool} did not change so: ${JSON.stringify(this.changes.slice(-5))}`);
  }

  async close(): Promise<void> {
    await this.#publisher.close();
    await this.#broker.close();
    const ended = new Promise((resolve) => this.#operator.once('exit', resolve));
    this.#operator.kill('SIGTERM');
    await ended;
    await this.#end();
  }

  #read(line: string): void {
    const [, doing] = /^told to stop while (busy|idle)$/.exec(line) ?? [];
    if (doing === 'busy' || doing === 'idle') this.stopped[doing] += 1;
    if (!line.includes('"msg":"scaled"')) return;
    this.changes.push({ ...scaledLine.parse(JSON.parse(line)), atMs: performance.now() });
  }
}

function queueOf(pool: string): string {
  return `work.${pool}.v1`;
}
