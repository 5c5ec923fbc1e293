import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { PoolClass } from '@smart-accounting/operator-contract';
import { workerThrift } from '@smart-accounting/worker-contract';

const setpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0;

export interface WorkerProgram {
  /** The file that `node` runs. */
  readonly script: string;
  /** What its process starts with, by the class of its pool: each has the rights of its class alone. */
  readonly environment: (poolClass: PoolClass) => NodeJS.ProcessEnv;
  /** What a worker logs goes to `<folder>/worker-<name>.log`; null: to where we log. */
  readonly logFolder: string | null;
}

/**
 * A worker as a child process. The kernel tells it to stop when we are killed, and it is kept out of the terminal's
 * Ctrl-C, so that we decide the order in which things stop.
 */
export class WorkerProcess {
  readonly name: string;
  readonly startedMs = performance.now();
  /** Resolves when it is gone; tells whether it had been told to stop. */
  readonly ended: Promise<{ told: boolean }>;
  readonly #child: ChildProcess;
  #told = false;

  constructor(
    name: string,
    poolClass: PoolClass,
    program: WorkerProgram,
    environment: NodeJS.ProcessEnv,
  ) {
    this.name = name;
    const log = program.logFolder
      ? openSync(path.join(program.logFolder, `worker-${name}.log`), 'a', 0o600)
      : null;
    const [command, args] = setpriv
      ? ['setpriv', ['--pdeathsig=TERM', process.execPath, program.script]]
      : [process.execPath, [program.script]];
    this.#child = spawn(command, args, {
      env: { ...workerThrift, ...program.environment(poolClass), ...environment },
      stdio: ['ignore', log ?? 'inherit', log ?? 'inherit'],
      detached: true,
    });
    if (log !== null) closeSync(log);
    this.ended = new Promise((resolve) => {
      const end = (): void => resolve({ told: this.#told });
      this.#child.once('exit', end);
      this.#child.once('error', end);
    });
  }

  get draining(): boolean {
    return this.#told;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Tells it to finish the job in hand and end; after the grace it is killed. */
  stop(graceMs: number): void {
    if (this.#told) return;
    this.#told = true;
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    void this.ended.then(() => clearTimeout(late));
  }
}
