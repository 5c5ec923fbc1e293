import type { BrokerConnection } from './broker-connection.ts';
import { isNotFound, type OpenChannel } from './open-channel.ts';

/**
 * Counts what waits in queues, by passive declares: exact at the moment, and without the lag of the management
 * interface. One question at a time on a channel of its own, because the broker closes a channel on which it is asked
 * for a queue that is not there, and all other questions on it would be lost with it.
 */
export class QueueDepth {
  readonly #broker: BrokerConnection;
  #channel: OpenChannel | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(broker: BrokerConnection) {
    this.#broker = broker;
  }

  /** How many messages are ready; null when there is no such queue. @throws {Error} at once without a connection */
  read(queue: string): Promise<number | null> {
    const answer = this.#last.then(() => this.#read(queue));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async close(): Promise<void> {
    await this.#channel?.close();
  }

  async #read(queue: string): Promise<number | null> {
    // Waiting for the connection would hold up every question after this one.
    if (!this.#broker.ready) throw new Error('there is no connection to the broker');
    if (!this.#channel?.active) this.#channel = await this.#broker.openChannel();
    try {
      return (await this.#channel.ask((amqp) => amqp.checkQueue(queue))).messageCount;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }
}

/** The same for one queue, once. */
export async function readyMessages(
  broker: BrokerConnection,
  queue: string,
): Promise<number | null> {
  const depth = new QueueDepth(broker);
  try {
    return await depth.read(queue);
  } finally {
    await depth.close();
  }
}
