import { setTimeout as pause } from 'node:timers/promises';
import {
  type BrokerConnection,
  ExclusiveListener,
  Publisher,
} from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import {
  exchanges,
  type JobClass,
  reportEveryMs,
  reportRoutingKey,
  drainRequestSchema,
  drainRoutingKey,
  wakeRoutingKey,
  type WorkerReport,
} from '@smart-accounting/worker-contract';

export interface HeartbeatOptions {
  readonly broker: BrokerConnection;
  readonly pool: string;
  /** By this name the operator knows the worker, and may ask it to drain. */
  readonly worker: string;
  /** Of the jobs it takes. */
  readonly classes: readonly JobClass[];
  readonly logger: Logger;
}

/**
 * Tells the operator whether this worker has a job in hand, with every change and every few seconds. The operator may
 * ask an idle worker to rest, and ends it when it says that it does; the relay wakes one that waits for jobs.
 */
export class WorkerHeartbeat {
  readonly #options: HeartbeatOptions;
  readonly #publisher: Publisher;
  readonly #requests: ExclusiveListener;
  readonly #repeating: NodeJS.Timeout;
  #state: WorkerReport['state'] = 'idle';
  #job: string | null = null;
  #busySince: Date | null = null;
  #finished = 0;
  #restUntilMs = 0;
  #wakeUps = 0;
  #endWait: () => void = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const { broker, worker, classes, logger } = options;
    const wakeKeys = classes.map(wakeRoutingKey);
    // The operator declares the exchanges, and the relay; a worker may not.
    this.#publisher = new Publisher(broker, {
      prepare: (channel) => channel.checkExchange(exchanges.reports),
    });
    this.#requests = new ExclusiveListener(
      broker,
      logger,
      {
        name: 'drain requests and wake-ups',
        exchange: exchanges.workers,
        routingKeys: [drainRoutingKey(worker), ...wakeKeys],
        prepare: (channel) => channel.checkExchange(exchanges.workers),
      },
      (body, routingKey) => {
        if (wakeKeys.includes(routingKey)) {
          this.#wake();
          return;
        }
        const request = drainRequestSchema.safeParse(body);
        if (!request.success || this.#state !== 'idle') return;
        this.#restUntilMs = performance.now() + request.data.forMs;
        this.#endWait();
      },
    );
    this.#repeating = setInterval(() => void this.#report(), reportEveryMs);
    broker.on('connection', () => void this.#report());
  }

  /** A job was taken. It comes before a request to rest that the same moment brought. */
  begin(job: string): void {
    this.#restUntilMs = 0;
    this.#job = job;
    this.#busySince = new Date();
    this.#become(this.#state === 'draining' ? 'draining' : 'busy');
  }

  /** The job in hand is over, whatever came of it. */
  end(): void {
    this.#job = null;
    this.#busySince = null;
    this.#finished += 1;
    this.#become(this.#state === 'draining' ? 'draining' : 'idle');
  }

  /**
   * Called while nothing is in hand and before a job is asked for: when the operator asked so, says that nothing will
   * be taken, and waits until the request runs out. True when it rested.
   */
  async rest(stopSignal: AbortSignal): Promise<boolean> {
    const forMs = this.#restUntilMs - performance.now();
    if (forMs <= 0) return false;
    this.#become('draining');
    await pause(forMs, undefined, { signal: stopSignal });
    this.#become('idle');
    return true;
  }

  /** How often the relay has said that there are jobs; taken before the queues are asked, it is given to `waitForJobs`. */
  get wakeUps(): number {
    return this.#wakeUps;
  }

  /**
   * Waits until the relay says that there are jobs, if it has not since `wakeUps`, or the operator asks to rest, but no
   * longer than so many ms.
   */
  async waitForJobs(wakeUps: number, mostMs: number, stopSignal: AbortSignal): Promise<void> {
    if (wakeUps !== this.#wakeUps || stopSignal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stopSignal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, mostMs);
      stopSignal.addEventListener('abort', end);
      this.#endWait = end;
    });
  }

  #wake(): void {
    this.#wakeUps += 1;
    this.#endWait();
  }

  /** No more jobs are taken; the one in hand is finished. */
  drain(): void {
    this.#become('draining');
  }

  /** Says good-bye. */
  async close(): Promise<void> {
    clearInterval(this.#repeating);
    this.#state = 'gone';
    await this.#report();
    await this.#requests.close();
    await this.#publisher.close();
  }

  #become(state: WorkerReport['state']): void {
    this.#state = state;
    void this.#report();
  }

  /** A report that cannot be sent is not missed: the next one says all again. */
  async #report(): Promise<void> {
    const { broker, pool, worker, logger } = this.#options;
    if (!broker.ready) return;
    const report: WorkerReport = {
      worker,
      pool,
      state: this.#state,
      job: this.#job,
      busySince: this.#busySince?.toISOString() ?? null,
      finished: this.#finished,
    };
    const address = { exchange: exchanges.reports, routingKey: reportRoutingKey(pool) };
    await this.#publisher
      .sendUnconfirmed(address, report)
      .catch((error: unknown) => logger.debug({ err: error }, 'report not sent'));
  }
}
