import type { Reading } from '../src/scaling.ts';

/** How long a worker needs until it takes its first job, in seconds. */
const startSeconds = 2;

interface PaperWorker {
  readonly readyAt: number;
  until: number;
}

/** A pool that is only reckoned, second by second, under whatever decides its size: no chance and no clock in it. */
export class PoolOnPaper {
  /** Seconds of work done. */
  worked = 0;
  /** Workers that finish the job in hand and then go. */
  #draining: PaperWorker[] = [];
  #workers: PaperWorker[] = [];
  #waiting: number[] = [];
  #finished = 0;
  #at = 0;

  /** Lets a second pass in which these jobs came, each as long as it says. */
  pass(jobSeconds: readonly number[]): void {
    this.#at += 1;
    this.#waiting.push(...jobSeconds);
    this.#draining = this.#draining.filter(({ until }) => until > this.#at);
    for (const worker of this.#workers) {
      if (worker.until === this.#at) this.#finished += 1;
      if (worker.readyAt > this.#at || worker.until > this.#at) continue;
      const seconds = this.#waiting.shift();
      if (seconds !== undefined) worker.until = this.#at + seconds;
    }
    this.worked += this.#busy().length + this.#draining.length;
  }

  get reading(): Reading {
    return {
      atMs: this.#at * 1000,
      backlog: this.#waiting.length,
      busy: this.#busy().length,
      silent: 0,
      replicas: this.#workers.length,
      finished: this.#finished,
      crashes: 0,
      crowded: false,
    };
  }

  get draining(): number {
    return this.#draining.length;
  }

  /** Has so many workers from now on. Idle ones go first; busy ones, if they must, when their job is done. */
  follow(replicas: number): void {
    while (this.#workers.length < replicas)
      this.#workers.push({ readyAt: this.#at + startSeconds, until: 0 });
    const byWork = this.#workers.toSorted((a, b) => b.until - a.until);
    this.#workers = byWork.slice(0, replicas);
    this.#draining.push(...byWork.slice(replicas).filter(({ until }) => until > this.#at));
  }

  #busy(): PaperWorker[] {
    return this.#workers.filter(({ until }) => until > this.#at);
  }
}

/** Numbers from 0 to 1 that are the same at every run (a linear congruential generator). */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
