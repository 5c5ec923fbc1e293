import { type PoolState, poolStateEveryMs } from '@smart-accounting/operator-contract';
import { type BrokerConnection, Publisher } from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import { exchanges } from '@smart-accounting/worker-contract';

/** Tells whoever listens how each pool is: with every change, and every few seconds for those that came later. */
export class PoolStatePublisher {
  readonly #broker: BrokerConnection;
  readonly #logger: Logger;
  readonly #publisher: Publisher;
  readonly #sent = new Map<string, { gist: string; atMs: number }>();

  constructor(broker: BrokerConnection, logger: Logger) {
    this.#broker = broker;
    this.#logger = logger;
    this.#publisher = new Publisher(broker, {
      prepare: (channel) => channel.assertExchange(exchanges.pools, 'topic', { durable: true }),
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
      .sendUnconfirmed({ exchange: exchanges.pools, routingKey: state.pool }, state)
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
