import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Document } from '@smart-accounting/books/documents/document';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { Relay } from '@smart-accounting/database/jobs/relay';
import { declareTopology } from '@smart-accounting/database/jobs/topology';
import { documentObjects } from '@smart-accounting/database/storage/document-objects';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { brokerUrlOf, testVhost } from '@smart-accounting/database/testing';
import { type BrokerConnection, connectBroker } from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import {
  detectMediaType,
  type JobKind,
  lanes,
  type MediaType,
  type PoolClass,
  poolClasses,
  sharedQueue,
} from '@smart-accounting/worker-contract';

const worker = new URL('../src/main.ts', import.meta.url).pathname;
const sealer = new URL('../src/sealer.ts', import.meta.url).pathname;

/** A tenant with a relay in this process, and workers that are real children, killed or stopped by the tests. */
export class Workshop {
  readonly books: TestBooks;
  readonly storage: ObjectStorage;
  readonly heads: ObjectStorage;
  readonly broker: BrokerConnection;
  readonly amqpUrl: string;
  /** Queues of single tenants that the relay knows of. */
  dedicatedQueues: ReadonlySet<string> = new Set();
  readonly #relay: Relay;
  readonly #folder: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(books: TestBooks, broker: BrokerConnection, folder: string, amqpUrl: string) {
    this.books = books;
    this.broker = broker;
    this.#folder = folder;
    this.amqpUrl = amqpUrl;
    this.storage = folderStorage(path.join(folder, 'objects'));
    this.heads = folderStorage(path.join(folder, 'heads'));
    const logger = createLogger('test', process.env['TEST_LOG'] ?? 'silent');
    const directUrl = books.test.url('smart_api');
    this.#relay = new Relay({
      database: books.database,
      broker,
      directUrl,
      logger,
      sweepMs: 300,
      dedicatedQueues: () => this.dedicatedQueues,
    });
  }

  /** @param amqpUrl a broker of the test's own; by default a virtual host of the suite's */
  static async open(amqpUrl?: string): Promise<Workshop> {
    const books = await openTestBooks();
    const url = amqpUrl ?? (await testVhost());
    const broker = connectBroker(
      url,
      'test',
      createLogger('test', process.env['TEST_LOG'] ?? 'silent'),
    );
    await declareTopology(broker);
    const workshop = new Workshop(
      books,
      broker,
      await mkdtemp(path.join(tmpdir(), 'worker-test-')),
      url,
    );
    workshop.#relay.start();
    return workshop;
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.#relay.stop();
    await this.broker.close();
    await this.books.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** What the workers of a class are started with. */
  workerEnvironment(poolClass: PoolClass): Record<string, string> {
    const user = poolClass === 'ocr' ? 'reader' : 'worker';
    return {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: this.books.test.url(`smart_${user}`),
      AMQP_URL: brokerUrlOf(this.amqpUrl, user),
      STORAGE: path.join(this.#folder, 'objects'),
    };
  }

  /** Starts a worker of each class. When one is killed so is the other, as when their machine dies. */
  start(environment: Record<string, string> = {}): RunningWorker {
    const all = poolClasses.map((poolClass) => this.startOf(poolClass, environment));
    return {
      ended: Promise.race(all.map(({ ended }) => ended)).then((end) => {
        if (end.signal) for (const { kill } of all) kill();
        return end;
      }),
      stop: async () => {
        await Promise.all(all.map(({ stop }) => stop()));
      },
      log: () => all.map(({ log }) => log()).join(''),
      peakMegabytes: async () =>
        Math.max(...(await Promise.all(all.map(({ peakMegabytes }) => peakMegabytes())))),
      forgetPeak: async () => {
        await Promise.all(all.map(({ forgetPeak }) => forgetPeak()));
      },
      kill: () => {
        for (const { kill } of all) kill();
      },
    };
  }

  /** Starts a worker of one class. */
  startOf(poolClass: PoolClass, environment: Record<string, string> = {}): RunningWorker {
    return this.#spawn(worker, {
      ...this.workerEnvironment(poolClass),
      QUEUES: lanes.map((lane) => sharedQueue(poolClass, lane)).join(),
      ...environment,
    });
  }

  /** Starts the sealer. */
  startSealer(environment: Record<string, string> = {}): RunningWorker {
    return this.#spawn(sealer, {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: this.books.test.url('smart_sealer'),
      AMQP_URL: brokerUrlOf(this.amqpUrl, 'sealer'),
      HEADS: path.join(this.#folder, 'heads'),
      ...environment,
    });
  }

  #spawn(script: string, environment: Record<string, string>): RunningWorker {
    const child = spawn(process.execPath, [script], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.add(child);
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
      child.once('exit', (code, signal) => {
        this.#children.delete(child);
        resolve({ code, signal });
      });
    });
    const stop = async (): Promise<void> => {
      const over = (): boolean => child.exitCode !== null || child.signalCode !== null;
      while (!log.includes('"ready"') && !over()) await pause(50);
      child.kill('SIGTERM');
      const end = await ended;
      if (end.code !== 0)
        throw new Error(`the process ended with ${end.signal ?? end.code}: ${log}`);
    };
    const peakMegabytes = async (): Promise<number> => {
      const status = await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    };
    const forgetPeak = () => writeFile(`/proc/${child.pid ?? 0}/clear_refs`, '5');
    const kill = (): void => void child.kill('SIGKILL');
    return { ended, stop, log: () => log, peakMegabytes, forgetPeak, kill };
  }

  /**
   * Hands in a file as the API does; gives the document's id.
   * @param claimed what the row says that it is, for files that the API would refuse
   */
  async handIn(bytes: Buffer, fileName = 'test', claimed?: MediaType): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const mediaType = claimed ?? detectMediaType(bytes);
    if (!mediaType) throw new Error('the test file has no known type');
    await this.storage.put(documentObjects(this.books.tenant, sha256).file, bytes);
    return this.books.in(async () => {
      const id = randomUuidV7();
      await Document.create({
        id,
        sha256,
        fileName,
        mediaType,
        byteSize: BigInt(bytes.length),
        uploadedBy: null,
      });
      await enqueueJob('ocr', id);
      return id;
    });
  }

  /** Jobs by state; when all is over `pending` is 0. */
  async jobs(): Promise<{ pending: number; done: number; failed: number }> {
    const [row] = await this.books.in(() =>
      query<{ pending: number; done: number; failed: number }>(
        `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'done')::int AS done,
           count(*) FILTER (WHERE state = 'failed')::int AS failed FROM platform.jobs`,
      ),
    );
    return row ?? { pending: 0, done: 0, failed: 0 };
  }

  /** Waits until no job is left to do. @throws {Error} after `timeoutMs` */
  async allOver(timeoutMs = 240_000): Promise<{ done: number; failed: number }> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
      await pause(100);
      const { pending, done, failed } = await this.jobs().catch(() => ({
        pending: 1,
        done: 0,
        failed: 0,
      }));
      if (pending === 0 && done + failed > 0) return { done, failed };
    }
    throw new Error(`jobs are still pending after ${timeoutMs} ms`);
  }

  /** Lets the time come for the jobs of a kind that is done by the clock, and waits until one was done. */
  async letTimeCome(kind: JobKind, timeoutMs = 240_000): Promise<void> {
    const client = await this.books.test.client('postgres');
    // Within one interval the clock asks once; what was done is of an earlier one.
    await client.query('UPDATE platform.jobs SET due_key = NULL WHERE kind = $1', [kind]);
    const done = async (): Promise<number> => {
      const sql = "SELECT FROM platform.jobs WHERE kind = $1 AND state = 'done'";
      return (await client.query(sql, [kind])).rowCount ?? 0;
    };
    const before = await done();
    await client.query('UPDATE platform.schedules SET next_at = now() WHERE kind = $1', [kind]);
    const deadline = Date.now() + timeoutMs;
    while ((await done()) === before) {
      if (Date.now() > deadline) throw new Error(`no ${kind} job was done within ${timeoutMs} ms`);
      await pause(100);
    }
    await client.end();
  }

  /** Lets the claims of a killed worker run out at once, instead of in half a minute. */
  async expireClaims(): Promise<void> {
    await this.asSuperuser(
      "UPDATE platform.jobs SET claimed_until = now() - interval '1 second' WHERE claim IS NOT NULL",
    );
  }

  async asSuperuser(sql: string): Promise<void> {
    const client = await this.books.test.client('postgres');
    await client.query(sql);
    await client.end();
  }
}

export interface RunningWorker {
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  /** SIGTERM once it is ready. @throws {Error} when it does not end with 0 */
  readonly stop: () => Promise<void>;
  readonly log: () => string;
  /** The most memory it had, ever or since `forgetPeak`. */
  readonly peakMegabytes: () => Promise<number>;
  readonly forgetPeak: () => Promise<void>;
  readonly kill: () => void;
}
