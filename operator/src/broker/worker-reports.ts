import type { Logger } from '@smart-accounting/monitoring';
import {
  exchanges,
  reportRoutingKey,
  reportStaleMs,
  type WorkerReport,
  workerReportSchema,
} from '@smart-accounting/worker-contract';
import type { Connection } from 'rabbitmq-client';

export const workersExchange = { exchange: exchanges.workers, type: 'topic', durable: true };

interface Heard {
  readonly report: WorkerReport;
  readonly heardMs: number;
}

type Listener = (report: WorkerReport) => void;

/** What the workers of all pools told last: who is busy, without asking anybody. */
export class WorkerReports {
  readonly #consumer: ReturnType<Connection['createConsumer']>;
  readonly #pools = new Map<string, Map<string, Heard>>();
  readonly #finished = new Map<string, number>();
  readonly #listeners = new Set<Listener>();

  constructor(broker: Connection, logger: Logger) {
    this.#consumer = broker.createConsumer(
      {
        queueOptions: { exclusive: true, autoDelete: true },
        exchanges: [workersExchange],
        queueBindings: [{ exchange: exchanges.workers, routingKey: reportRoutingKey('*') }],
        noAck: true,
      },
      (message) => {
        const report = workerReportSchema.safeParse(message.body);
        if (report.success) this.#hear(report.data);
        return Promise.resolve();
      },
    );
    this.#consumer.on('error', (error: unknown) => logger.warn({ err: error }, 'worker reports'));
  }

  /** The last word of a worker; null when it is too old to count, or there was none. */
  of(pool: string, worker: string): WorkerReport | null {
    const heard = this.#pools.get(pool)?.get(worker);
    return heard && performance.now() - heard.heardMs < reportStaleMs ? heard.report : null;
  }

  /** Jobs that workers of the pool have finished since we listen. */
  finishedIn(pool: string): number {
    return this.#finished.get(pool) ?? 0;
  }

  /** Calls `listener` with every report; gives what stops that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  forget(pool: string): void {
    this.#pools.delete(pool);
    this.#finished.delete(pool);
  }

  async close(): Promise<void> {
    await this.#consumer.close();
  }

  #hear(report: WorkerReport): void {
    const { pool, worker, finished } = report;
    const workers = this.#pools.get(pool) ?? new Map<string, Heard>();
    this.#pools.set(pool, workers);
    const nowMs = performance.now();
    for (const [name, { heardMs }] of workers)
      if (nowMs - heardMs > reportStaleMs) workers.delete(name);
    const before = workers.get(worker)?.report.finished ?? 0;
    // A worker that was started again under its old name counts from zero.
    const more = finished >= before ? finished - before : finished;
    this.#finished.set(pool, this.finishedIn(pool) + more);
    if (report.state === 'gone') workers.delete(worker);
    else workers.set(worker, { report, heardMs: nowMs });
    for (const listener of this.#listeners) listener(report);
  }
}
