import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../child.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** A script of `start/` while it runs, with what it has printed. */
export interface Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
}

/** A data folder and ports for `npm start` and `npm run reset`, as on a machine of their own. */
export class Machine {
  readonly folder: string;
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly #children: ChildProcess[] = [];

  private constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.environment = environment;
    this.url = `http://127.0.0.1:${environment['PORT'] ?? ''}`;
  }

  static async create(): Promise<Machine> {
    const folder = mkdtempSync(path.join(tmpdir(), 'one-machine-'));
    chmodSync(folder, 0o755);
    return new Machine(folder, {
      ...process.env,
      DATA_DIR: path.join(folder, 'data'),
      PORT: String(await freePort()),
      POSTGRES_PORT: String(await freePort()),
      AMQP_PORT: String(await freePort()),
      METRICS_PORT: String(await freePort()),
    });
  }

  get data(): string {
    return path.join(this.folder, 'data');
  }

  start(script = 'start.mjs', extra: NodeJS.ProcessEnv = {}): Start {
    const child = spawn(process.execPath, [path.join(root, 'start', script)], {
      env: { ...this.environment, ...extra },
    });
    this.#children.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, ended, output: () => text };
  }

  /** Ends what a failed test left, and with it all it started. */
  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Processes that belong to this data folder: their command line or environment names it, or they work in it. */
  processes(): { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter(
        (pid) =>
          placeOf(pid).startsWith(this.data) ||
          ['cmdline', 'environ'].some((file) =>
            readQuietly(`/proc/${pid}/${file}`).includes(this.data),
          ),
      )
      .map((pid) => ({
        pid: Number(pid),
        command: readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
      }))
      .filter(({ command }) => command !== '' && !command.includes('start.mjs'));
  }

  /** The one process whose command line matches. */
  pidOf(command: RegExp): number {
    const found = this.processes().filter((one) => command.test(one.command));
    assert.equal(found.length, 1, `${String(command)}: ${JSON.stringify(found)}`);
    return found[0]?.pid ?? 0;
  }

  async nothingLeft(): Promise<void> {
    await until(
      () => this.processes().length === 0,
      () => JSON.stringify(this.processes()),
    );
  }
}

/** Waits until `npm start` has printed that everything runs. */
export async function ready({ output, child }: Start): Promise<void> {
  while (!output().includes('Ctrl-C')) {
    assert.equal(child.exitCode, null, output());
    await pause(100);
  }
}

/** Waits for what a loaded machine may take minutes to do. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  told: () => string = () => 'it did not come',
): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, told());
    await pause(100);
  }
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended while we looked
  }
}

function placeOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
