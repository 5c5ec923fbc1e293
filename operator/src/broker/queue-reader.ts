import type { Channel, Connection } from 'rabbitmq-client';

/** One of the queues is not there. */
export class QueueMissing extends Error {
  readonly queue: string;

  constructor(queue: string) {
    super(`there is no queue ${queue}`);
    this.queue = queue;
  }
}

/**
 * Counts what waits in queues, by passive declares: exact at the moment, and without the lag of the management
 * interface. One question at a time on one channel, because the broker closes a channel on which it is asked for a
 * queue that is not there, and all other questions on it would be lost with it.
 */
export class QueueReader {
  readonly #broker: Connection;
  #channel: Channel | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(broker: Connection) {
    this.#broker = broker;
  }

  /**
   * How many messages wait in these queues together.
   * @throws {QueueMissing} when one is not there
   * @throws {Error} when the broker cannot be asked
   */
  async waitingIn(queues: readonly string[]): Promise<number> {
    let waiting = 0;
    for (const queue of queues) waiting += await this.#inTurn(() => this.#ask(queue));
    return waiting;
  }

  async close(): Promise<void> {
    await this.#channel?.close();
  }

  #inTurn<T>(question: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(question);
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #ask(queue: string): Promise<number> {
    // Waiting for the connection would hold up every pool after this one.
    if (!this.#broker.ready) throw new Error('there is no connection to the broker');
    if (!this.#channel?.active) this.#channel = await this.#broker.acquire();
    try {
      return (await this.#channel.queueDeclare({ queue, passive: true })).messageCount;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND')
        throw new QueueMissing(queue);
      throw error;
    }
  }
}
