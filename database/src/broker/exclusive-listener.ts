import { setTimeout as pause } from 'node:timers/promises';
import { type Logger, OutageLog } from '@smart-accounting/monitoring';
import type { Channel } from 'amqplib';
import type { BrokerConnection } from './broker-connection.ts';
import { deliveryOf, type OpenChannel } from './open-channel.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';

export interface ListenerOptions {
  /** What is listened to, for the log. */
  readonly name: string;
  readonly exchange: string;
  readonly routingKeys: readonly string[];
  /** Makes sure that the exchange is there. */
  readonly prepare: (channel: Channel) => Promise<unknown>;
}

/**
 * Hears what an exchange carries, by a queue that belongs to the connection and ends with it. It is declared again after
 * every loss; what was said meanwhile is not heard.
 */
export class ExclusiveListener {
  readonly #broker: BrokerConnection;
  readonly #logger: Logger;
  readonly #options: ListenerOptions;
  readonly #onMessage: (body: unknown, routingKey: string) => void;
  readonly #outage: OutageLog;
  readonly #stop = new AbortController();
  #channel: OpenChannel | null = null;
  #queue: string | null = null;

  constructor(
    broker: BrokerConnection,
    logger: Logger,
    options: ListenerOptions,
    onMessage: (body: unknown, routingKey: string) => void,
  ) {
    this.#broker = broker;
    this.#logger = logger;
    this.#options = options;
    this.#onMessage = onMessage;
    this.#outage = new OutageLog(logger, options.name);
    void this.#run();
  }

  /** The name that the broker gave its queue; null while nothing is heard. */
  get queue(): string | null {
    return this.#queue;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#channel?.close();
  }

  /** Asked again after every wait: the compiler would take the first answer for the last. */
  #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 1; !this.#stopped(); attempt++) {
      try {
        const channel = await this.#broker.openChannel();
        await this.#listen(channel).finally(() => channel.close());
        attempt = 0;
      } catch (error) {
        // That there is no connection is told by the connection.
        if (this.#broker.ready && !this.#stopped()) this.#outage.fails(error, true);
      }
      await pause(reconnectDelayMs(attempt), undefined, { signal }).catch(() => {});
    }
  }

  /** Listens until the channel is closed. */
  async #listen(channel: OpenChannel): Promise<void> {
    if (this.#stopped()) return;
    this.#channel = channel;
    const { exchange, routingKeys, prepare } = this.#options;
    this.#queue = await channel.ask(async (amqp) => {
      const { queue } = await amqp.assertQueue('', {
        exclusive: true,
        autoDelete: true,
        durable: false,
      });
      await prepare(amqp);
      for (const key of routingKeys) await amqp.bindQueue(queue, exchange, key);
      await amqp.consume(queue, (message) => this.#hear(channel, message), { noAck: true });
      return queue;
    });
    this.#outage.works();
    await channel.closed;
    this.#queue = null;
  }

  #hear(channel: OpenChannel, message: Parameters<typeof deliveryOf>[0] | null): void {
    if (!message) {
      this.#outage.fails(new Error('the queue was deleted'), true);
      void channel.close();
      return;
    }
    const { body, routingKey } = deliveryOf(message);
    try {
      this.#onMessage(body, routingKey);
    } catch (error) {
      // An error that reaches amqplib would close the channel.
      this.#logger.warn({ err: error }, this.#options.name);
    }
  }
}
