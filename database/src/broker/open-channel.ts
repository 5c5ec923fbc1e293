import type { Channel, Message } from 'amqplib';
import { withinTime } from './within-time.ts';

/** A broker that does not answer any more must not hold up a process that stops. */
const closeMs = 3_000;

/** A message that was taken. */
export interface Delivery {
  /** What its JSON says; undefined when it is none. */
  readonly body: unknown;
  readonly routingKey: string;
  readonly messageId: unknown;
  readonly message: Message;
}

/** A channel that says whether it is open still, and on which nothing is waited for in vain. */
export class OpenChannel<C extends Channel = Channel> {
  readonly amqp: C;
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;
  #active = true;
  #asking = 0;
  #reason: Error | null = null;
  readonly #blocked: () => AbortSignal;

  /**
   * @param blocked is aborted while the broker takes nothing
   * @param onError is told why the broker closed it, when nobody waits for an answer that would say so
   */
  constructor(amqp: C, blocked: () => AbortSignal, onError: (error: Error) => void) {
    this.amqp = amqp;
    this.#blocked = blocked;
    amqp.setMaxListeners(0); // one for each answer that is waited for
    amqp.on('error', (error) => {
      this.#reason = error;
      if (this.#asking === 0) onError(error);
    });
    this.closed = new Promise((resolve) => {
      amqp.once('close', () => {
        this.#active = false;
        resolve();
      });
    });
  }

  get active(): boolean {
    return this.#active;
  }

  /**
   * Does something that the broker answers.
   * @throws {Error} as soon as the channel is closed, with the broker's reason and its number as `code`. amqplib alone
   *   waits for ever for a message of which the broker sent only the beginning, and gives no reason to a publisher.
   *   As soon as the broker takes nothing; then the channel is given up, for the answer may come when nobody waits
   */
  async ask<T>(work: (amqp: C) => Promise<T>): Promise<T> {
    const blocked = this.#blocked();
    blocked.throwIfAborted();
    const { promise: closed, reject } = Promise.withResolvers<never>();
    const onClose = (): void => reject(new Error('closed'));
    this.amqp.once('close', onClose);
    const onBlocked = (): void => {
      void this.close();
      reject(blocked.reason);
    };
    blocked.addEventListener('abort', onBlocked);
    this.#asking += 1;
    try {
      return await Promise.race([work(this.amqp), closed]);
    } catch (error) {
      if (this.#active || error === blocked.reason) throw error;
      throw this.#reason ?? new Error('the channel to the broker is closed', { cause: error });
    } finally {
      this.#asking -= 1;
      this.amqp.off('close', onClose);
      blocked.removeEventListener('abort', onBlocked);
    }
  }

  /** Takes a message off a queue; null when there is none. */
  async get(queue: string): Promise<Delivery | null> {
    const message = await this.ask((amqp) => amqp.get(queue));
    return message ? deliveryOf(message) : null;
  }

  /** The message is done with. When the channel is gone the broker delivers it again, whatever was said. */
  ack({ message }: Delivery): void {
    if (this.#active) this.amqp.ack(message);
  }

  /** The message goes back to its queue. */
  giveBack({ message }: Delivery): void {
    if (this.#active) this.amqp.nack(message);
  }

  /** The message goes to the dead letters of its queue. */
  giveUp({ message }: Delivery): void {
    if (this.#active) this.amqp.nack(message, false, false);
  }

  async close(): Promise<void> {
    if (!this.#active) return;
    const unheard = this.#blocked().aborted;
    if (unheard) this.#active = false; // until the broker reads that it is closed
    // Its own promise never resolves when the connection dies meanwhile, and it rejects when that is closing, too.
    this.amqp.close().catch(() => {});
    if (unheard) return;
    await withinTime(this.closed, closeMs, 'the broker closed no channel').catch(() => {});
  }
}

/** A message of amqplib as we read it. */
export function deliveryOf(message: Message): Delivery {
  const messageId: unknown = message.properties.messageId;
  return { body: parse(message), routingKey: message.fields.routingKey, messageId, message };
}

function parse({ content }: Message): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}

/** Whether the broker refused because a queue or an exchange is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 404;
}
