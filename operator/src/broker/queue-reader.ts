import type { Channel, Connection } from 'rabbitmq-client';

/** One of the queues is not there. */
export class QueueMissing extends Error {
  readonly queue: string;

  constructor(queue: string) {
    super(`there is no queue ${queue}`);
    this.queue = queue;
  }
}

/** So many questions are on their way at once: a thousand pools a second are more than one after the other can be. */
const channels = 8;

/**
 * Counts what waits in queues, by passive declares: exact at the moment, and without the lag of the management
 * interface. The questions are spread over a few channels of the one connection.
 */
export class QueueReader {
  readonly #askers: readonly Asker[];
  #asked = 0;

  constructor(broker: Connection) {
    this.#askers = Array.from({ length: channels }, () => new Asker(broker));
  }

  /**
   * How many messages wait in these queues together.
   * @throws {QueueMissing} when one is not there
   * @throws {Error} when the broker cannot be asked
   */
  async waitingIn(queues: readonly string[]): Promise<number> {
    const counts = await Promise.all(queues.map((queue) => this.#ask(queue)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.#askers.map((asker) => asker.close()));
  }

  async #ask(queue: string): Promise<number> {
    const asker = this.#askers[this.#asked++ % channels];
    if (!asker) throw new Error('there is no channel to ask on');
    return asker.ask(queue);
  }
}

/**
 * One question at a time on one channel, because the broker closes a channel on which it is asked for a queue that is
 * not there, and all other questions on it would be lost with it.
 */
class Asker {
  readonly #broker: Connection;
  #channel: Channel | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(broker: Connection) {
    this.#broker = broker;
  }

  ask(queue: string): Promise<number> {
    const answer = this.#last.then(() => this.#ask(queue));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async close(): Promise<void> {
    await this.#channel?.close();
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
