import { exchanges, type RetireRequest, retireRoutingKey } from '@smart-accounting/worker-contract';
import type { Connection } from 'rabbitmq-client';
import { type WorkerReports, workersExchange } from './worker-reports.ts';

/** A worker that agreed rests for so long; until then it must have been ended. */
const restMs = 10_000;

/**
 * Finds workers that can be ended without interrupting a job: each is asked to rest, and only one that says that it
 * does, with nothing in hand, is taken. So a job that arrives at the same moment is never cut off.
 */
export class Retirement {
  readonly #publisher: ReturnType<Connection['createPublisher']>;
  readonly #reports: WorkerReports;

  constructor(broker: Connection, reports: WorkerReports) {
    this.#publisher = broker.createPublisher({ exchanges: [workersExchange] });
    this.#reports = reports;
  }

  /** Asks these workers of a pool, and gives those that agreed within the time. */
  async ask(pool: string, workers: readonly string[], timeoutMs = 1_000): Promise<string[]> {
    if (workers.length === 0) return [];
    const open = new Set(workers);
    const agreed: string[] = [];
    const { promise: settled, resolve: settle } = Promise.withResolvers<null>();
    const stopListening = this.#reports.listen((report) => {
      if (report.pool !== pool || report.state === 'idle' || !open.delete(report.worker)) return;
      if (report.state === 'draining' && report.job === null) agreed.push(report.worker);
      if (open.size === 0) settle(null);
    });
    const late = setTimeout(() => settle(null), timeoutMs);
    try {
      const request: RetireRequest = { forMs: restMs };
      for (const worker of workers)
        await this.#publisher.send(
          { exchange: exchanges.workers, routingKey: retireRoutingKey(worker) },
          request,
        );
      await settled;
    } finally {
      clearTimeout(late);
      stopListening();
    }
    return agreed;
  }

  async close(): Promise<void> {
    await this.#publisher.close();
  }
}
