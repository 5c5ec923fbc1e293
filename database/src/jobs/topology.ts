import {
  createdQueues,
  deadLetterQueue,
  exchanges,
  jobKinds,
  jobQueueArguments,
  lanes,
  quorumArguments,
  sharedQueue,
} from '@smart-accounting/worker-contract';
import type { Connection } from 'rabbitmq-client';

/** The queues of all tenants: one for each kind and lane. */
export const sharedQueues = jobKinds.flatMap((kind) =>
  lanes.map((lane) => ({ kind, lane, queue: sharedQueue(kind, lane) })),
);

/**
 * Makes sure that our exchanges and shared queues exist.
 * @param beforeCreating is told which queues are missing before they are created: what was published to those is gone.
 *   Told before and not after, so that a crash in between only makes it say so again.
 */
export async function declareTopology(
  broker: Connection,
  beforeCreating: (queues: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await declareExchanges(broker);
  await broker.queueDeclare({ queue: deadLetterQueue, durable: true, arguments: quorumArguments });
  await broker.queueBind({ queue: deadLetterQueue, exchange: exchanges.dead });
  await broker.queueDeclare({ queue: createdQueues, durable: true, arguments: quorumArguments });

  const missing: string[] = [];
  for (const { queue } of sharedQueues)
    if ((await readyMessages(broker, queue)) === null) missing.push(queue);
  if (missing.length > 0) await beforeCreating(missing);
  for (const { kind, lane, queue } of sharedQueues) {
    await broker.queueDeclare({ queue, durable: true, arguments: jobQueueArguments });
    await broker.queueBind({ queue, exchange: exchanges.shared, routingKey: `${kind}.${lane}.#` });
  }
}

async function declareExchanges(broker: Connection): Promise<void> {
  const { dead, shared, jobs, events, workers, pools } = exchanges;
  await broker.exchangeDeclare({ exchange: dead, type: 'fanout', durable: true });
  for (const exchange of [shared, events, workers, pools])
    await broker.exchangeDeclare({ exchange, type: 'topic', durable: true });
  await broker.exchangeDeclare({
    exchange: jobs,
    type: 'topic',
    durable: true,
    arguments: { 'alternate-exchange': shared },
  });
}

/**
 * Messages ready in a queue, by a passive declare; null when there is no such queue. On a channel of its own, because the
 * broker closes one on which it is asked for a queue that is not there, with all else that is asked on it.
 * @throws without a connection
 */
export async function readyMessages(broker: Connection, queue: string): Promise<number | null> {
  const channel = await broker.acquire();
  try {
    return (await channel.queueDeclare({ queue, passive: true })).messageCount;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return null;
    throw error;
  } finally {
    await channel.close();
  }
}
