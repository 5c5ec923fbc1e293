import { type BrokerConnection, QueueDepth } from '@smart-accounting/database/broker';

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

/** Counts what waits in queues. The questions are spread over a few channels of the one connection. */
export class QueueReader {
  readonly #depths: readonly QueueDepth[];
  #asked = 0;

  constructor(broker: BrokerConnection) {
    this.#depths = Array.from({ length: channels }, () => new QueueDepth(broker));
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
    await Promise.all(this.#depths.map((depth) => depth.close()));
  }

  async #ask(queue: string): Promise<number> {
    const depth = this.#depths[this.#asked++ % channels];
    if (!depth) throw new Error('there is no channel to ask on');
    const count = await depth.read(queue);
    if (count === null) throw new QueueMissing(queue);
    return count;
  }
}
