import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Relay } from '@smart-accounting/database/jobs/relay';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import { newSigningKeyFile, openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { testVhost, brokerUrlOf } from '@smart-accounting/database/testing';
import { type BrokerConnection, connectBroker } from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';

const commandLine = new URL('../src/command-line/main.ts', import.meta.url).pathname;
const provisioner = new URL('../../worker/src/provisioner.ts', import.meta.url).pathname;

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line on standard output. */
  readonly last: string;
}

/**
 * An operator's place: the command line as a child of its own for each command, a provisioner that does what it asks, and
 * a relay as in every process of the API.
 */
export class OperatorsDesk {
  readonly books: TestBooks;
  readonly folder: string;
  readonly documents: ObjectStorage;
  readonly archives: ObjectStorage;
  readonly heads: ObjectStorage;
  readonly #environment: Record<string, string>;
  readonly #broker: BrokerConnection;
  readonly #relay: Relay;
  #provisioner: ChildProcess | null = null;

  private constructor(books: TestBooks, folder: string, amqpUrl: string, signingKeyFile: string) {
    this.books = books;
    this.folder = folder;
    const place = (store: string): string => path.join(folder, store);
    this.documents = folderStorage(place('objects'));
    this.archives = folderStorage(place('archives'));
    this.heads = folderStorage(place('heads'));
    this.#environment = {
      PATH: process.env['PATH'] ?? '',
      STORAGE: place('objects'),
      ARCHIVES: place('archives'),
      HEADS: place('heads'),
      SIGNING_KEY_FILE: signingKeyFile,
    };
    const logger = createLogger('test', process.env['TEST_LOG'] ?? 'silent');
    this.#broker = connectBroker(amqpUrl, 'test', logger);
    const directUrl = books.test.url('smart_api');
    const { database } = books;
    this.#relay = new Relay({ database, broker: this.#broker, directUrl, logger, sweepMs: 300 });
    this.#relay.start();
  }

  static async open(): Promise<OperatorsDesk> {
    const folder = await mkdtemp(path.join(tmpdir(), 'operator-'));
    const key = await newSigningKeyFile(folder);
    const amqpUrl = await testVhost('api');
    const desk = new OperatorsDesk(await openTestBooks(), folder, amqpUrl, key);
    desk.#provisioner = spawn(process.execPath, [provisioner], {
      env: {
        ...desk.#environment,
        AMQP_URL: brokerUrlOf(amqpUrl, 'provisioner'),
        DATABASE_DIRECT_URL: desk.books.test.url('smart_migrator'),
        LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return desk;
  }

  async close(): Promise<void> {
    this.#provisioner?.kill('SIGTERM');
    while (this.#provisioner && this.#provisioner.exitCode === null) await pause(50);
    await this.#relay.stop();
    await this.#broker.close();
    await this.books.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs a command as an operator types it. */
  run(...args: string[]): Promise<Outcome> {
    return this.runWith({ DATABASE_URL: this.books.test.url('smart_operations') }, ...args);
  }

  /** The same with variables of one's own. */
  async runWith(variables: Record<string, string>, ...args: string[]): Promise<Outcome> {
    const child = spawn(process.execPath, [commandLine, ...args], {
      env: { ...this.#environment, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err, last: out.trim().split('\n').at(-1) ?? '' };
  }

  /** Runs a command that must succeed; gives its last line. */
  async do(...args: string[]): Promise<string> {
    const outcome = await this.run(...args);
    if (outcome.code !== 0) throw new Error(`${args.join(' ')} failed: ${outcome.err}`);
    return outcome.last;
  }

  async asSuperuser(sql: string): Promise<void> {
    const client = await this.books.test.client('postgres');
    await client.query(sql);
    await client.end();
  }
}
