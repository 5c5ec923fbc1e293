import type { Channel, ConfirmChannel, Options } from 'amqplib';
import type { BrokerConnection } from './broker-connection.ts';
import type { OpenChannel } from './open-channel.ts';
import { withinTime } from './within-time.ts';

/** Where a message goes. */
export interface Address {
  readonly exchange: string;
  readonly routingKey: string;
}

/** The way to one queue by its name. */
export function toQueue(queue: string): Address {
  return { exchange: '', routingKey: queue };
}

export interface PublisherOptions {
  /** Done on each new channel, as declaring the exchange. */
  readonly prepare?: (channel: Channel) => Promise<unknown>;
  /** How long the broker may take to confirm a message. */
  readonly confirmMs?: number;
}

/** Of a message that must not be lost. */
export interface Registered {
  /** Of which no other message is on its way at the same time. */
  readonly messageId: string;
  /** Outlives the broker. */
  readonly persistent: boolean;
}

/** Publishes on a channel of its own, which is opened when it is needed, and again when it was lost. */
export class Publisher {
  readonly #broker: BrokerConnection;
  readonly #prepare: (channel: Channel) => Promise<unknown>;
  readonly #confirmMs: number;
  readonly #returned = new Set<string>();
  #channel: OpenChannel<ConfirmChannel> | null = null;
  #opening: Promise<OpenChannel<ConfirmChannel>> | null = null;
  #closed = false;

  constructor(broker: BrokerConnection, options: PublisherOptions = {}) {
    this.#broker = broker;
    this.#prepare = options.prepare ?? (() => Promise.resolve());
    this.#confirmMs = options.confirmMs ?? 10_000;
  }

  /** Opens the channel, if it is not: what comes next does not wait for a connection. */
  async open(): Promise<void> {
    await this.#openChannel();
  }

  /**
   * Publishes, and waits until the broker has the message.
   * @throws {Error} when it refuses it, or does not confirm it in time; then nobody knows whether it has it
   */
  async send(address: Address, body: unknown): Promise<void> {
    await this.#confirmed(address, body, {});
  }

  /** The same for a message that must find a queue. False when there was none: then it is gone. */
  sendRouted(address: Address, body: unknown, message: Registered): Promise<boolean> {
    return this.#confirmed(address, body, { ...message, mandatory: true });
  }

  /** Publishes what may be lost. What the broker has against it is told as an error of the connection. */
  async sendUnconfirmed({ exchange, routingKey }: Address, body: unknown): Promise<void> {
    const channel = await this.#openChannel();
    await channel.ask((amqp) => {
      amqp.publish(exchange, routingKey, encode(body), properties());
      return Promise.resolve();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => {});
    await this.#channel?.close();
  }

  async #confirmed(
    { exchange, routingKey }: Address,
    body: unknown,
    options: Options.Publish,
  ): Promise<boolean> {
    const channel = await this.#openChannel();
    const confirmed = channel.ask((amqp) => {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const all = { ...properties(), ...options };
      amqp.publish(exchange, routingKey, encode(body), all, (error: unknown) => {
        // The broker returns a message before it confirms it.
        const routed = !this.#returned.delete(options.messageId ?? '');
        if (error) reject(error instanceof Error ? error : new Error('not confirmed'));
        else resolve(routed);
      });
      return promise;
    });
    const late = `the broker did not confirm within ${this.#confirmMs} ms`;
    return withinTime(confirmed, this.#confirmMs, late);
  }

  async #openChannel(): Promise<OpenChannel<ConfirmChannel>> {
    if (this.#closed) throw new Error('the publisher is closed');
    if (this.#channel?.active) return this.#channel;
    this.#opening ??= this.#openAnother().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #openAnother(): Promise<OpenChannel<ConfirmChannel>> {
    const channel = await this.#broker.openConfirmChannel();
    this.#returned.clear();
    channel.amqp.on('return', ({ properties: { messageId } }) => {
      if (typeof messageId === 'string') this.#returned.add(messageId);
    });
    try {
      await channel.ask(this.#prepare);
    } catch (error) {
      await channel.close();
      throw error;
    }
    this.#channel = channel;
    return channel;
  }
}

function properties(): Options.Publish {
  return { contentType: 'application/json', timestamp: Math.floor(Date.now() / 1000) };
}

function encode(body: unknown): Buffer {
  return Buffer.from(JSON.stringify(body));
}
