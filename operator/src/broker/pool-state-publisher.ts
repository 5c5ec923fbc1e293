import { type PoolState, poolStateEveryMs } from '@smart-accounting/operator-contract';
import type { Logger } from '@smart-accounting/monitoring';
import { exchanges } from '@smart-accounting/worker-contract';
import type { Connection } from 'rabbitmq-client';

/** Tells whoever listens how each pool is: with every change, and every few seconds for those that came later. */
export class PoolStatePublisher {
  readonly #broker: Connection;
  readonly #logger: Logger;
  readonly #publisher: ReturnType<Connection['createPublisher']>;
  readonly #sent = new Map<string, { gist: string; atMs: number }>();

  constructor(broker: Connection, logger: Logger) {
    this.#broker = broker;
    this.#logger = logger;
    this.#publisher = broker.createPublisher({
      exchanges: [{ exchange: exchanges.pools, type: 'topic', durable: true }],
    });
  }

  /** A state that cannot be sent is not missed: the next one says all again. */
  async publish(state: PoolState): Promise<void> {
    const gist = gistOf(state);
    const last = this.#sent.get(state.pool);
    const nowMs = performance.now();
    const fresh = last?.gist === gist && nowMs - last.atMs < poolStateEveryMs;
    if (fresh || !this.#broker.ready) return;
    this.#sent.set(state.pool, { gist, atMs: nowMs });
    await this.#publisher
      .send({ exchange: exchanges.pools, routingKey: state.pool }, state)
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'pool state not sent'));
  }

  async close(): Promise<void> {
    await this.#publisher.close();
  }
}

/** All but the time and what only time changes. */
function gistOf({ at: _at, history: _history, message: _message, ...gist }: PoolState): string {
  return JSON.stringify(gist);
}
