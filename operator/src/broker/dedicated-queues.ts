import {
  createdQueues,
  dedicatedBindingKey,
  exchanges,
  type JobKind,
  jobQueueArguments,
  kindOfDedicatedQueue,
  quorumArguments,
} from '@smart-accounting/worker-contract';
import type { ProcessingJob } from '@smart-accounting/operator-contract';
import type { Connection } from 'rabbitmq-client';
import { QueueMissing, type QueueReader } from './queue-reader.ts';

/** The resource names a queue that no tenant can own; whoever wrote it must change it. */
export class NotDedicated extends Error {
  constructor(queue: string) {
    super(`${queue} is no queue of a tenant: no job is of that kind`);
  }
}

/**
 * The queues of pools that serve one tenant. They belong to their ProcessingJob: made and bound here, made again when
 * they are lost, and deleted when they are empty. What is bound takes the tenant's jobs away from the shared queues.
 */
export class DedicatedQueues {
  readonly #broker: Connection;
  readonly #reader: QueueReader;
  readonly #announcements: ReturnType<Connection['createPublisher']>;
  readonly #bound = new Set<string>();

  constructor(broker: Connection, reader: QueueReader) {
    this.#broker = broker;
    this.#reader = reader;
    this.#announcements = broker.createPublisher({
      confirm: true,
      queues: [{ queue: createdQueues, durable: true, arguments: quorumArguments }],
    });
  }

  /**
   * Makes sure that the tenant's queues are there and bound.
   * @throws {NotDedicated} for a queue that no tenant can own
   */
  async ensure(job: ProcessingJob): Promise<void> {
    for (const [queue, kind, tenant] of ownQueues(job)) {
      if (this.#bound.has(queue)) continue;
      if (!(await this.#exists(queue))) {
        // Announced before it is made: after a crash in between, it is announced again.
        await this.#announcements.send(createdQueues, { queue });
        await this.#broker.queueDeclare({ queue, durable: true, arguments: jobQueueArguments });
      }
      await this.#broker.queueBind({
        queue,
        exchange: exchanges.jobs,
        routingKey: dedicatedBindingKey(kind, tenant),
      });
      this.#bound.add(queue);
    }
  }

  /** Looks again, and makes it again, the next time: the queue is gone. */
  lost(queue: string): void {
    this.#bound.delete(queue);
  }

  /** New jobs of the tenant go to the shared queues from now on. Gives those queues of its own that are still there. */
  async unbind(job: ProcessingJob): Promise<string[]> {
    const left: string[] = [];
    for (const [queue, kind, tenant] of ownQueues(job)) {
      this.#bound.delete(queue);
      if (!(await this.#exists(queue))) continue;
      await this.#broker.queueUnbind({
        queue,
        exchange: exchanges.jobs,
        routingKey: dedicatedBindingKey(kind, tenant),
      });
      left.push(queue);
    }
    return left;
  }

  /** Deletes the queues. They must be unbound, and empty without a worker that could give a job back. */
  async remove(job: ProcessingJob): Promise<void> {
    for (const [queue] of ownQueues(job)) await this.#broker.queueDelete({ queue });
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

function ownQueues({ spec: { queues, tenant } }: ProcessingJob): [string, JobKind, string][] {
  if (tenant === undefined) return [];
  return queues.map((queue) => {
    const kind = kindOfDedicatedQueue(queue, tenant);
    if (!kind || kind === 'provision') throw new NotDedicated(queue);
    return [queue, kind, tenant];
  });
}
