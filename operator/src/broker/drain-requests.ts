import { type BrokerConnection, Publisher } from '@smart-accounting/database/broker';
import { exchanges, type DrainRequest, drainRoutingKey } from '@smart-accounting/worker-contract';
import type { WorkerReports } from './worker-reports.ts';

/** A worker that agreed rests for so long; until then it must have been ended. */
const restMs = 10_000;

/**
 * Finds workers that can be ended without interrupting a job: each is asked to rest, and only one that says that it
 * does, with nothing in hand, is taken. So a job that arrives at the same moment is never cut off.
 */
export class DrainRequests {
  readonly #publisher: Publisher;
  readonly #reports: WorkerReports;

  constructor(broker: BrokerConnection, reports: WorkerReports) {
    this.#publisher = new Publisher(broker, {
      prepare: (channel) => channel.assertExchange(exchanges.workers, 'topic', { durable: true }),
    });
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
      const request: DrainRequest = { forMs: restMs };
      for (const worker of workers)
        await this.#publisher.sendUnconfirmed(
          { exchange: exchanges.workers, routingKey: drainRoutingKey(worker) },
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
