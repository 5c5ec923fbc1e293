import { type BrokerConnection, ExclusiveListener } from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import {
  type PoolState,
  poolStateSchema,
  poolStateStaleMs,
} from '@smart-accounting/operator-contract';
import { exchanges } from '@smart-accounting/worker-contract';

/** The last that the operator told of each pool; it repeats itself, so a process that starts knows all within seconds. */
export class PoolStates {
  readonly #listener: ExclusiveListener;
  readonly #pools = new Map<string, { state: PoolState; heardMs: number }>();

  constructor(broker: BrokerConnection, logger: Logger) {
    this.#listener = new ExclusiveListener(
      broker,
      logger,
      {
        name: 'pool states',
        exchange: exchanges.pools,
        routingKeys: ['#'],
        prepare: (channel) => channel.assertExchange(exchanges.pools, 'topic', { durable: true }),
      },
      (body) => {
        const state = poolStateSchema.safeParse(body);
        if (state.success) this.#hear(state.data);
      },
    );
  }

  /** By name; `silent` are those whose operator has not been heard for a while. */
  list(): readonly { state: PoolState; silent: boolean }[] {
    const nowMs = performance.now();
    return [...this.#pools.values()]
      .map(({ state, heardMs }) => ({ state, silent: nowMs - heardMs > poolStateStaleMs }))
      .sort((a, b) => (a.state.pool < b.state.pool ? -1 : 1));
  }

  /** The queues that take the jobs of one tenant alone, as far as was told. */
  dedicatedQueues(): ReadonlySet<string> {
    const owners = [...this.#pools.values()].filter(
      ({ state: { tenant, reason } }) => tenant !== null && reason !== 'Emptying',
    );
    return new Set(owners.flatMap(({ state }) => state.queues));
  }

  async close(): Promise<void> {
    await this.#listener.close();
  }

  #hear(state: PoolState): void {
    if (state.queues.length === 0) this.#pools.delete(state.pool);
    else this.#pools.set(state.pool, { state, heardMs: performance.now() });
  }
}
