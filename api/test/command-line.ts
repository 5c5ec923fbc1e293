import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openTestBooks, type TestBooks, testVhost } from '@smart-accounting/database/testing';
import { folderStorage, type ObjectStorage } from '@smart-accounting/database';

const commandLine = new URL('../src/command-line/main.ts', import.meta.url).pathname;
const provisioner = new URL('../../worker/src/provisioner.ts', import.meta.url).pathname;

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line on standard output. */
  readonly last: string;
}

/** An operator's place: the command line as a child of its own for each command, and a provisioner that does its jobs. */
export class OperatorsDesk {
  readonly books: TestBooks;
  readonly folder: string;
  readonly storage: ObjectStorage;
  readonly #environment: Record<string, string>;
  #provisioner: ChildProcess | null = null;

  private constructor(books: TestBooks, folder: string, amqpUrl: string) {
    this.books = books;
    this.folder = folder;
    const objects = path.join(folder, 'objects');
    this.storage = folderStorage(objects);
    this.#environment = {
      PATH: process.env['PATH'] ?? '',
      AMQP_URL: amqpUrl,
      STORAGE: objects,
    };
  }

  static async open(): Promise<OperatorsDesk> {
    const folder = await mkdtemp(path.join(tmpdir(), 'operator-'));
    const desk = new OperatorsDesk(await openTestBooks(), folder, await testVhost());
    desk.#provisioner = spawn(process.execPath, [provisioner], {
      env: {
        ...desk.#environment,
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
    await this.books.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs a command as an operator types it. */
  async run(...args: string[]): Promise<Outcome> {
    const child = spawn(process.execPath, [commandLine, ...args], {
      env: { ...this.#environment, DATABASE_URL: this.books.test.url('smart_api') },
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
