import type { Worker } from 'node:worker_threads';

/**
 * Why a thread gave no answer: it computed for longer than it may (`overrun`) or died of its work (`ended`), as it
 * would again; or it said nothing for very long without computing (`silent`), as on a machine that stood still.
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
/** Time on the clock for each of CPU time that a thread may take: a machine this busy is overloaded. */
const clockPerCpu = 15;

/**
 * Waits for what a thread answers, for as long as it has not computed for `cpuMs`. Its CPU time counts, not the clock:
 * a busy machine must not make a document unreadable. The thread is not ended; it is no use any more.
 * @throws {ThreadFailure} and what the answer itself rejects with
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
    const look = async () => {
      const used = (await cpuTimeMs(thread)) - (await before);
      if (used > cpuMs) {
        reject(new ThreadFailure('overrun', `no answer after ${cpuMs} ms of computing`));
      } else if (performance.now() - started > clockPerCpu * cpuMs) {
        reject(new ThreadFailure('silent', `no answer, after ${Math.round(used)} ms of computing`));
      }
    };
    const timer = setInterval(() => void look(), Math.min(pollMs, cpuMs));
    settled.addEventListener('abort', () => clearInterval(timer));
  });
}

/** None for a thread that has not begun, or has ended: its end is noticed on its own. */
async function cpuTimeMs(thread: Worker): Promise<number> {
  const { user, system } = await thread.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  return (user + system) / 1000;
}
