import { Worker } from 'node:worker_threads';

/**
 * Why a thread did not answer: it exceeded its CPU time (`overrun`) or died of its work (`ended`), and would again; or
 * it was silent for very long without computing (`silent`), as on a machine that stalled.
 */
export type ThreadFailureReason = 'overrun' | 'ended' | 'silent';

export class ThreadFailure extends Error {
  override readonly name = 'ThreadFailure';
  readonly reason: ThreadFailureReason;

  constructor(reason: ThreadFailureReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

const pollMs = 250;
/** Wall-clock time allowed per CPU time: a machine on which a thread takes longer than this has stalled. */
const clockPerCpu = 15;

/**
 * Starts a thread for documents that may kill it. Its output is discarded: a log must not contain what it says about a
 * document.
 * @param heapMegabytes the limit of its JavaScript heap; beyond it the thread dies
 * @param onEnd called when the thread has ended, also while nobody is waiting for an answer
 */
export function startThread(file: URL, heapMegabytes: number, onEnd: () => void): Worker {
  const thread = new Worker(file, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  // Without a listener the death of an idle thread would end the process.
  thread.on('error', () => undefined).once('exit', onEnd);
  return thread;
}

/**
 * Waits for a thread's answer until it has computed for `cpuMs`. CPU time counts instead of the clock, since a busy
 * machine must not make a document unreadable. After a failure the caller has to terminate the thread.
 * @throws {ThreadFailure} and whatever `answer` rejects with
 */
export async function answerWithin<T>(
  thread: Worker,
  cpuMs: number,
  answer: Promise<T>,
): Promise<T> {
  const settled = new AbortController();
  try {
    return await Promise.race([
      answer,
      endOf(thread, settled.signal),
      overrunOf(thread, cpuMs, settled.signal),
    ]);
  } finally {
    settled.abort();
  }
}

function endOf(thread: Worker, settled: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onEnd = (cause: unknown) => {
      reject(new ThreadFailure('ended', `the thread ended: ${String(cause)}`, cause));
    };
    thread.on('error', onEnd).on('exit', onEnd);
    settled.addEventListener('abort', () => thread.off('error', onEnd).off('exit', onEnd));
  });
}

function overrunOf(thread: Worker, cpuMs: number, settled: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const started = performance.now();
    const before = cpuTimeMs(thread);
    const check = async () => {
      const used = (await cpuTimeMs(thread)) - (await before);
      if (used > cpuMs) {
        reject(new ThreadFailure('overrun', `no answer after ${cpuMs} ms of computing`));
      } else if (performance.now() - started > clockPerCpu * cpuMs) {
        reject(new ThreadFailure('silent', `no answer, after ${Math.round(used)} ms of computing`));
      }
    };
    const timer = setInterval(() => void check(), Math.min(pollMs, cpuMs));
    settled.addEventListener('abort', () => clearInterval(timer));
  });
}

/** Zero for a thread that has not started or has ended, whose end is noticed by its events. */
async function cpuTimeMs(thread: Worker): Promise<number> {
  const { user, system } = await thread.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  return (user + system) / 1000;
}
