import { setTimeout as pause } from 'node:timers/promises';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  detectMediaType,
  type MediaType,
  type PoolClass,
  poolClasses,
  workerThrift,
} from '@smart-accounting/worker-contract';
import type { RunningWorker, Workshop } from '../running-worker.ts';
import type { Specimen } from './mutate-file.ts';
import type { UploadOutcome } from './upload-tally.ts';

/** Longer than any file may take, with a machine that has other things to do. */
const mostMs = 20 * 60_000;

/** One worker of each class, as the pools start them; one that dies is replaced. */
export class ReadingWorkers {
  readonly #workshop: Workshop;
  readonly #workers = new Map<PoolClass, RunningWorker>();
  #deaths = 0;
  #isStopped = false;

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
    for (const poolClass of poolClasses) this.#start(poolClass);
  }

  /** Hands in a file and waits until all is over. @param claimed what it is when its bytes do not tell */
  async read({ name, bytes }: Specimen, claimed: MediaType): Promise<UploadOutcome> {
    const begun = performance.now();
    const deathsBefore = this.#deaths;
    for (const worker of this.#workers.values()) await worker.forgetPeak();
    const document = await this.#workshop.handIn(bytes, 'file', detectMediaType(bytes) ?? claimed);
    const { reason, attempts } = await this.#endOf(document);
    const peaks = await Promise.all([...this.#workers.values()].map((one) => one.peakMegabytes()));
    return {
      name,
      reason,
      attempts,
      megabytes: Math.max(...peaks),
      seconds: (performance.now() - begun) / 1000,
      deaths: this.#deaths - deathsBefore,
    };
  }

  /** Whoever ends from now on is not replaced. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const worker of this.#workers.values()) await worker.stop();
  }

  #start(poolClass: PoolClass): void {
    const worker = this.#workshop.startOf(poolClass, workerThrift);
    this.#workers.set(poolClass, worker);
    void worker.ended.then(async () => {
      if (this.#isStopped) return;
      this.#deaths += 1;
      this.#start(poolClass);
      await this.#workshop.expireClaims();
    });
  }

  async #endOf(document: string): Promise<{ reason: string; attempts: number }> {
    for (const deadline = Date.now() + mostMs; Date.now() < deadline;) {
      await pause(50);
      const jobs = await this.#workshop.books.in(() =>
        query<{ state: string; reason: string | null; attempts: number }>(
          'SELECT state, reason, attempts FROM platform.jobs WHERE subject_id = $1',
          [document],
        ),
      );
      if (jobs.some(({ state }) => state === 'pending')) continue;
      const failed = jobs.find(({ state }) => state === 'failed');
      const attempts = Math.max(...jobs.map((job) => job.attempts));
      return { reason: failed ? (failed.reason ?? 'no reason') : 'read', attempts };
    }
    return { reason: 'never_over', attempts: 0 };
  }
}
