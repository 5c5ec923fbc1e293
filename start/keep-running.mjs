import { setTimeout as pause } from 'node:timers/promises';

/** How long a start may take before we give it up: a loaded machine with a slow disk needs minutes, not seconds. */
export const startPatienceMs = 180_000;

const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** A program that has run for so long has recovered, and its next death is a first one again. */
const steadyMs = 15_000;

/**
 * The pauses before a program that died is started again: each twice as long as the one before, up to fifteen seconds.
 * @returns {(ranMs: number) => number} the next pause, given how long the program ran
 */
export function growingPauses() {
  let next = firstPauseMs;
  return (ranMs) => {
    if (ranMs >= steadyMs) next = firstPauseMs;
    const pauseMs = next;
    next = Math.min(next * 2, longestPauseMs);
    return pauseMs;
  };
}

/**
 * A program that is started again whenever it dies, until `stop`. It says one line for each death and one when the
 * program is back.
 * @template {{ child: import('node:child_process').ChildProcess, stop: () => Promise<void> }} Program
 */
export class KeptProgram {
  #name;
  #launch;
  #say;
  #log;
  #stopping = new AbortController();
  /** @type {Program | null} */
  #program = null;
  #watching = Promise.resolve();

  /**
   * @param {{ name: string, launch: (signal: AbortSignal) => Promise<Program>, say: (text: string) => void,
   *   log: string }} options `launch` resolves when the program works, and leaves nothing behind when it rejects or
   *   `signal` aborts it; `log` is where a person reads why the program died
   */
  constructor({ name, launch, say, log }) {
    this.#name = name;
    this.#launch = launch;
    this.#say = say;
    this.#log = log;
  }

  /** Starts the program; rejects when this first start fails. */
  start() {
    const first = this.#try();
    this.#watching = first.then(
      () => this.#watch(),
      () => {},
    );
    return first;
  }

  /** Starts the program without waiting for it, and however many tries it takes. */
  startInBackground() {
    this.#watching = this.#watch();
  }

  /** The process as it runs now; null between a death and the next start. */
  get child() {
    return this.#program?.child ?? null;
  }

  /** Does not start it again from now on; one that runs goes on. */
  startNoMore() {
    this.#stopping.abort();
  }

  /** Ends the program, or the try to start it again; resolves when nothing of it runs. */
  async stop() {
    this.startNoMore();
    await this.#program?.stop();
    await this.#watching;
  }

  async #try() {
    this.#stopping.signal.throwIfAborted();
    const program = await this.#launch(this.#stopping.signal);
    this.#program = program;
    return program;
  }

  async #watch() {
    const { signal } = this.#stopping;
    const nextPause = growingPauses();
    for (let away = false; !signal.aborted; away = true) {
      const { ending, ranMs } = await this.#liveOnce(away);
      if (signal.aborted) break;
      const pauseMs = nextPause(ranMs);
      this.#say(
        `${this.#name} ${ending}; next start in ${pauseMs / 1000} s. Its log: ${this.#log}`,
      );
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
    await this.#program?.stop();
  }

  /** From start to death; gives in words how it ended, and how long it worked. */
  async #liveOnce(away) {
    let ranMs = 0;
    try {
      const program = this.#program ?? (await this.#try());
      if (this.#stopping.signal.aborted) return { ending: 'is being stopped', ranMs };
      if (away) this.#say(`${this.#name} is back`);
      const begun = Date.now();
      const ending = await exitOf(program.child);
      ranMs = Date.now() - begun;
      this.#program = null;
      await program.stop(); // what it started beside itself
      return { ending: `ended (${ending})`, ranMs };
    } catch (error) {
      return { ending: `could not be started: ${firstLine(error)}`, ranMs };
    }
  }
}

/**
 * Waits for the end of a process; gives its signal or exit code in words.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
async function exitOf(child) {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve));
  return child.signalCode ?? `code ${child.exitCode}`;
}

function firstLine(error) {
  return String(error instanceof Error ? error.message : error)
    .split('\n')[0]
    .replace(/[:;.]$/, '');
}
