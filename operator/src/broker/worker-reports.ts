import { type BrokerConnection, ExclusiveListener } from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import {
  exchanges,
  reportRoutingKey,
  reportStaleMs,
  type WorkerReport,
  workerReportSchema,
} from '@smart-accounting/worker-contract';

interface Heard {
  readonly report: WorkerReport;
  readonly heardMs: number;
}

type Listener = (report: WorkerReport) => void;

/** What the workers of all pools told last: who is busy, without asking anybody. */
export class WorkerReports {
  readonly #listener: ExclusiveListener;
  readonly #pools = new Map<string, Map<string, Heard>>();
  readonly #finished = new Map<string, number>();
  readonly #listeners = new Set<Listener>();

  constructor(broker: BrokerConnection, logger: Logger) {
    this.#listener = new ExclusiveListener(
      broker,
      logger,
      {
        name: 'worker reports',
        exchange: exchanges.reports,
        routingKeys: [reportRoutingKey('*')],
        prepare: (channel) => channel.assertExchange(exchanges.reports, 'topic', { durable: true }),
      },
      (body) => {
        const report = workerReportSchema.safeParse(body);
        if (report.success) this.#hear(report.data);
      },
    );
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
    await this.#listener.close();
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
