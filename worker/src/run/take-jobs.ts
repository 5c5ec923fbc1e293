import { setTimeout as pause } from 'node:timers/promises';
import type { BrokerConnection } from '@smart-accounting/database';
import type { Logger } from '@smart-accounting/monitoring';
import { isBulkQueue, type JobMessage, jobMessageSchema } from '@smart-accounting/worker-contract';
import { crashPoint } from './crash-point.ts';
import type { Duty } from './duty.ts';

type Channel = Awaited<ReturnType<BrokerConnection['acquire']>>;
type Delivery = NonNullable<Awaited<ReturnType<Channel['basicGet']>>>;

const bulkFirstEvery = 4;

export interface TakeOptions {
  readonly broker: BrokerConnection;
  /** In order of service. */
  readonly queues: readonly string[];
  readonly duty: Duty;
  readonly logger: Logger;
  /** Aborted: ask for no more, finish what is in hand. */
  readonly stopSignal: AbortSignal;
  readonly work: (message: JobMessage) => Promise<void>;
}

/**
 * Takes one job after the other until stopped. It asks by `basic.get`, so that a worker never holds a second job
 * (prefetch 1 on two queues holds two, and giving one back counts as a delivery), and acknowledges after the commit.
 */
export async function takeJobs(options: TakeOptions): Promise<void> {
  const { broker, logger, stopSignal } = options;
  let channel: Channel | undefined;
  for (let turn = 1; !stopped(stopSignal); turn++) {
    try {
      if (await options.duty.rest(stopSignal)) continue;
      if (!channel?.active) {
        // Waiting for the connection would hold up a stop.
        if (!broker.ready) throw new Error('there is no connection to the broker');
        channel = await broker.acquire();
      }
      if (!(await takeOne(channel, queuesInTurn(options.queues, turn), options)))
        await pause(200 + Math.random() * 100, undefined, { signal: stopSignal });
    } catch (error) {
      if (stopped(stopSignal)) break;
      // The broker is away or a queue is not there yet; the relay makes queues, the connection comes back by itself.
      if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND')
        logger.debug('a queue is not there yet');
      else logger.warn({ err: error }, 'no job could be asked for');
      channel = undefined;
      await pause(1_000, undefined, { signal: stopSignal }).catch(() => {});
    }
  }
  await channel?.close().catch(() => {});
}

/** Asked again after every wait: the compiler would take the first answer for the last. */
function stopped(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The queues in order of service; every so many turns the bulk lanes come first, so that they never starve. */
export function queuesInTurn(queues: readonly string[], turn: number): readonly string[] {
  if (turn % bulkFirstEvery !== 0) return queues;
  return [...queues.filter(isBulkQueue), ...queues.filter((queue) => !isBulkQueue(queue))];
}

/** Whether there was a job to take. */
async function takeOne(
  channel: Channel,
  queues: readonly string[],
  options: TakeOptions,
): Promise<boolean> {
  for (const queue of queues) {
    const delivery = await channel.basicGet(queue);
    if (!delivery) continue;
    await handle(channel, delivery, options);
    return true;
  }
  return false;
}

async function handle(
  channel: Channel,
  delivery: Delivery,
  { work, duty, logger, stopSignal }: TakeOptions,
): Promise<void> {
  const message = jobMessageSchema.safeParse(delivery.body);
  if (!message.success) {
    logger.error({ messageId: delivery.messageId }, 'a message that is no job was dropped');
  } else {
    duty.begin(message.data.job);
    const done = await persist(() => work(message.data), logger, stopSignal);
    if (!done) {
      channel.basicNack({ deliveryTag: delivery.deliveryTag, requeue: true });
      duty.end();
      return;
    }
  }
  crashPoint('before-ack');
  // When the channel is gone the broker delivers the message again, and its row says that it is done.
  if (channel.active) channel.basicAck({ deliveryTag: delivery.deliveryTag });
  duty.end();
}

/**
 * Tries until the database answers: giving the message back would use up its deliveries within seconds. False when
 * we were stopped before.
 */
async function persist(
  work: () => Promise<void>,
  logger: Logger,
  stopSignal: AbortSignal,
): Promise<boolean> {
  for (let waitMs = 500; !stopSignal.aborted; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      await work();
      return true;
    } catch (error) {
      logger.warn({ err: error }, 'a job could not be claimed; trying again');
      if (unknownTenant(error)) return true;
      await pause(waitMs, undefined, { signal: stopSignal }).catch(() => {});
    }
  }
  return false;
}

/** PostgreSQL knows no such role (22023): the tenant was erased, and its jobs with it. */
function unknownTenant(error: unknown): boolean {
  return error instanceof Error && /role "t_[a-z0-9]+" does not exist/.test(error.message);
}
