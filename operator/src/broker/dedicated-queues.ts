import { type BrokerConnection, Publisher } from '@smart-accounting/database/broker';
import {
  classOfDedicatedQueue,
  createdQueues,
  dedicatedBindingKey,
  exchanges,
  jobQueueArguments,
  type PoolClass,
  poolClasses,
  quorumArguments,
} from '@smart-accounting/worker-contract';
import type { ProcessingJob } from '@smart-accounting/operator-contract';
import { QueueMissing, type QueueReader } from './queue-reader.ts';

/** A binding cannot be asked for, only made again, which changes nothing where it is: rarely enough for a thousand pools. */
const bindAgainMs = 60_000;

const announcement = { exchange: exchanges.createdQueues, routingKey: '' };

/** The resource names a queue that no tenant can own; whoever wrote it must change it. */
export class NotDedicated extends Error {
  constructor(queue: string) {
    super(`${queue} is no queue of a tenant: no pool does jobs of that class`);
  }
}

/**
 * The queues of pools that serve one tenant. They belong to their ProcessingJob: made and bound here, made again when
 * they are lost, and deleted when they are empty. What is bound takes the tenant's jobs away from the shared queues.
 */
export class DedicatedQueues {
  readonly #broker: BrokerConnection;
  readonly #reader: QueueReader;
  readonly #announcements: Publisher;
  readonly #bindAgainMs: number;
  /** When each of them was bound last. */
  readonly #bound = new Map<string, number>();

  /** @param options.bindAgainMs after so long a binding is made again, which somebody may have removed */
  constructor(
    broker: BrokerConnection,
    reader: QueueReader,
    options: { readonly bindAgainMs?: number } = {},
  ) {
    this.#bindAgainMs = options.bindAgainMs ?? bindAgainMs;
    this.#broker = broker;
    this.#reader = reader;
    this.#announcements = new Publisher(broker, {
      prepare: async (channel) => {
        await channel.assertQueue(createdQueues, { durable: true, arguments: quorumArguments });
        await channel.assertExchange(exchanges.createdQueues, 'fanout', { durable: true });
        await channel.bindQueue(createdQueues, exchanges.createdQueues, '');
      },
    });
  }

  /**
   * Makes sure that the tenant's queues are there and bound.
   * @throws {NotDedicated} for a queue that no tenant can own
   */
  async ensure(job: ProcessingJob): Promise<void> {
    for (const [queue, jobClass, tenant] of ownQueues(job)) {
      const boundMs = this.#bound.get(queue) ?? -Infinity;
      if (performance.now() - boundMs < this.#bindAgainMs) continue;
      if (!(await this.#exists(queue))) {
        // Announced before it is made: after a crash in between, it is announced again.
        await this.#announcements.send(announcement, { queue });
        await this.#broker.use((channel) =>
          channel.assertQueue(queue, { durable: true, arguments: jobQueueArguments }),
        );
      }
      await this.#broker.use((channel) =>
        channel.bindQueue(queue, exchanges.jobs, dedicatedBindingKey(jobClass, tenant)),
      );
      this.#bound.set(queue, performance.now());
    }
  }

  /** Looks again, and makes it again, the next time: the queue is gone. */
  lost(queue: string): void {
    this.#bound.delete(queue);
  }

  /** New jobs of the tenant go to the shared queues from now on. Gives those queues of its own that are still there. */
  async unbind(job: ProcessingJob): Promise<string[]> {
    const left: string[] = [];
    for (const [queue, jobClass, tenant] of ownQueues(job)) {
      this.#bound.delete(queue);
      if (!(await this.#exists(queue))) continue;
      await this.#broker.use((channel) =>
        channel.unbindQueue(queue, exchanges.jobs, dedicatedBindingKey(jobClass, tenant)),
      );
      left.push(queue);
    }
    return left;
  }

  /** Deletes the queues. They must be unbound, and empty without a worker that could give a job back. */
  async remove(job: ProcessingJob): Promise<void> {
    for (const [queue] of ownQueues(job))
      await this.#broker.use((channel) => channel.deleteQueue(queue));
  }

  async close(): Promise<void> {
    await this.#announcements.close();
  }

  async #exists(queue: string): Promise<boolean> {
    try {
      await this.#reader.waitingIn([queue]);
      return true;
    } catch (error) {
      if (error instanceof QueueMissing) return false;
      throw error;
    }
  }
}

function ownQueues({ spec: { queues, tenant } }: ProcessingJob): [string, PoolClass, string][] {
  if (tenant === undefined) return [];
  return queues.map((queue) => {
    const owned = classOfDedicatedQueue(queue, tenant);
    const jobClass = poolClasses.find((known) => known === owned);
    if (!jobClass) throw new NotDedicated(queue);
    return [queue, jobClass, tenant];
  });
}
