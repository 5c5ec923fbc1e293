import { setTimeout as pause } from 'node:timers/promises';
import type { BrokerConnection } from '@smart-accounting/database';
import type { Logger } from '@smart-accounting/monitoring';
import {
  exchanges,
  reportEveryMs,
  reportRoutingKey,
  retireRequestSchema,
  retireRoutingKey,
  type WorkerReport,
} from '@smart-accounting/worker-contract';

const workersExchange = { exchange: exchanges.workers, type: 'topic', durable: true };

export interface DutyOptions {
  readonly broker: BrokerConnection;
  readonly pool: string;
  /** By this name the operator knows the worker, and may ask it to retire. */
  readonly worker: string;
  readonly logger: Logger;
}

/**
 * Whether this worker has a job in hand: told to the operator with every change and every few seconds. The operator
 * may ask an idle worker to rest, and ends it when it says that it does.
 */
export class Duty {
  readonly #options: DutyOptions;
  readonly #publisher: ReturnType<BrokerConnection['createPublisher']>;
  readonly #requests: ReturnType<BrokerConnection['createConsumer']>;
  readonly #repeating: NodeJS.Timeout;
  #state: WorkerReport['state'] = 'idle';
  #job: string | null = null;
  #busySince: Date | null = null;
  #finished = 0;
  #restUntilMs = 0;

  constructor(options: DutyOptions) {
    this.#options = options;
    const { broker, worker, logger } = options;
    this.#publisher = broker.createPublisher({ exchanges: [workersExchange] });
    this.#requests = broker.createConsumer(
      {
        queueOptions: { exclusive: true, autoDelete: true },
        exchanges: [workersExchange],
        queueBindings: [{ exchange: exchanges.workers, routingKey: retireRoutingKey(worker) }],
        noAck: true,
      },
      (message) => {
        const request = retireRequestSchema.safeParse(message.body);
        if (request.success && this.#state === 'idle')
          this.#restUntilMs = performance.now() + request.data.forMs;
        return Promise.resolve();
      },
    );
    this.#requests.on('error', (error: unknown) => logger.warn({ err: error }, 'retire requests'));
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
    const address = { exchange: exchanges.workers, routingKey: reportRoutingKey(pool) };
    await this.#publisher
      .send(address, report)
      .catch((error: unknown) => logger.debug({ err: error }, 'report not sent'));
  }
}
