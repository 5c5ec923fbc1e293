import {
  createdQueues as queueOfCreated,
  deadLetterQueue,
  exchanges,
  jobClasses,
  jobQueueArguments,
  lanes,
  quorumArguments,
  sharedQueue,
} from '@smart-accounting/worker-contract';
import type { Channel } from 'amqplib';
import { type BrokerConnection, QueueDepth } from '../broker/index.ts';

/** The queues of all tenants: one for each class and lane. */
export const sharedQueues = jobClasses.flatMap((jobClass) =>
  lanes.map((lane) => ({ jobClass, lane, queue: sharedQueue(jobClass, lane) })),
);

/**
 * Makes sure that our exchanges and shared queues exist.
 * @param beforeCreating is told which queues are missing before they are created: what was published to those is gone.
 *   Told before and not after, so that a crash in between only makes it say so again.
 */
export async function declareTopology(
  broker: BrokerConnection,
  beforeCreating: (queues: readonly string[]) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await broker.use(declareOurOwn);
  const missing = await missingQueues(broker);
  if (missing.length > 0) await beforeCreating(missing);
  await broker.use(async (channel) => {
    for (const { jobClass, lane, queue } of sharedQueues) {
      // One that was there is only bound: were it gone by now, it would be made without anybody being told.
      if (missing.includes(queue))
        await channel.assertQueue(queue, { durable: true, arguments: jobQueueArguments });
      await channel.bindQueue(queue, exchanges.shared, `${jobClass}.${lane}.#`);
    }
  });
}

async function missingQueues(broker: BrokerConnection): Promise<string[]> {
  const depth = new QueueDepth(broker);
  const missing: string[] = [];
  try {
    for (const { queue } of sharedQueues)
      if ((await depth.read(queue)) === null) missing.push(queue);
  } finally {
    await depth.close();
  }
  return missing;
}

/** The exchanges, and the queues of which nobody needs to know when they were lost. */
async function declareOurOwn(channel: Channel): Promise<void> {
  const { dead, createdQueues, shared, jobs, events, reports, workers, pools } = exchanges;
  for (const exchange of [dead, createdQueues])
    await channel.assertExchange(exchange, 'fanout', { durable: true });
  for (const exchange of [shared, events, reports, workers, pools])
    await channel.assertExchange(exchange, 'topic', { durable: true });
  await channel.assertExchange(jobs, 'topic', { durable: true, alternateExchange: shared });
  for (const [queue, exchange] of [
    [deadLetterQueue, dead],
    [queueOfCreated, createdQueues],
  ] as const) {
    await channel.assertQueue(queue, { durable: true, arguments: quorumArguments });
    await channel.bindQueue(queue, exchange, '');
  }
}
