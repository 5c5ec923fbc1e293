import { setTimeout as pause } from 'node:timers/promises';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import {
  type BrokerConnection,
  type Delivery,
  isNotFound,
  type OpenChannel,
} from '@smart-accounting/database/broker';
import { type Logger, OutageLog } from '@smart-accounting/monitoring';
import { isBulkQueue, type JobMessage, jobMessageSchema } from '@smart-accounting/worker-contract';
import { crashPoint } from './crash-point.ts';
import type { WorkerHeartbeat } from './worker-heartbeat.ts';

const bulkFirstEvery = 4;

/** How long an idle worker asks the broker often; then every second, for the relay wakes it when there are jobs. */
const askOftenForMs = 10_000;

/**
 * So often the database may refuse to let a job be claimed. Then its message is a dead letter, which the relay brings back
 * after a growing pause, so that one row that cannot be claimed holds up no worker.
 */
const mostRefusals = 5;

export interface TakeOptions {
  readonly broker: BrokerConnection;
  /** In order of service. */
  readonly queues: readonly string[];
  readonly heartbeat: WorkerHeartbeat;
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
  const outage = new OutageLog(logger, 'no job could be asked for');
  let channel: OpenChannel | undefined;
  let lastFoundMs = performance.now();
  for (let turn = 1; !stopped(stopSignal); turn++) {
    const { wakeUps } = options.heartbeat;
    try {
      if (await options.heartbeat.rest(stopSignal)) continue;
      if (!channel?.active) {
        // Waiting for the connection would hold up a stop.
        if (!broker.ready) throw new Error('there is no connection to the broker');
        channel = await broker.openChannel();
      }
      const found = await takeOne(channel, queuesInTurn(options.queues, turn), options);
      outage.works();
      if (found) {
        lastFoundMs = performance.now();
        continue;
      }
      const often = performance.now() - lastFoundMs < askOftenForMs;
      const mostMs = (often ? 200 : 900) + Math.random() * 100;
      await options.heartbeat.waitForJobs(wakeUps, mostMs, stopSignal);
    } catch (error) {
      if (stopped(stopSignal)) break;
      // The broker is away or a queue is not there yet; the relay makes queues, the connection comes back by itself.
      if (isNotFound(error)) logger.debug('a queue is not there yet');
      else outage.fails(error, broker.ready);
      channel = undefined;
      await pause(1_000, undefined, { signal: stopSignal }).catch(() => {});
    }
  }
  await channel?.close();
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
  channel: OpenChannel,
  queues: readonly string[],
  options: TakeOptions,
): Promise<boolean> {
  for (const queue of queues) {
    const delivery = await channel.get(queue);
    if (!delivery) continue;
    await handle(channel, delivery, options);
    return true;
  }
  return false;
}

async function handle(
  channel: OpenChannel,
  delivery: Delivery,
  { work, heartbeat, logger, stopSignal }: TakeOptions,
): Promise<void> {
  const message = jobMessageSchema.safeParse(delivery.body);
  if (!message.success) {
    logger.error({ messageId: delivery.messageId }, 'a message that is no job was dropped');
  } else {
    heartbeat.begin(message.data.job);
    const outcome = await persist(() => work(message.data), logger, stopSignal);
    if (outcome !== 'done') {
      if (outcome === 'stopped') channel.giveBack(delivery);
      else channel.giveUp(delivery);
      heartbeat.end();
      return;
    }
  }
  crashPoint('before-ack');
  // When the channel is gone the broker delivers the message again, and its row says that it is done.
  channel.ack(delivery);
  heartbeat.end();
}

/**
 * Tries until the database answers: giving the message back would use up its deliveries within seconds.
 * @returns `stopped` when we were stopped before, `refused` when the database answers and will not have it
 */
async function persist(
  work: () => Promise<void>,
  logger: Logger,
  stopSignal: AbortSignal,
): Promise<'done' | 'stopped' | 'refused'> {
  let refusals = 0;
  for (let waitMs = 500; !stopSignal.aborted; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      await work();
      return 'done';
    } catch (error) {
      logger.warn({ err: error }, 'a job could not be claimed; trying again');
      if (unknownTenant(error)) return 'done';
      if (databaseRefuses(error) && ++refusals === mostRefusals) return 'refused';
      await pause(waitMs, undefined, { signal: stopSignal }).catch(() => {});
    }
  }
  return 'stopped';
}

/** An answer of the database about this statement, and not that it is away, full, busy or being stopped. */
function databaseRefuses(error: unknown): boolean {
  return /^(?!08|40|53|55|57|58|EPIPE)[0-9A-Z]{5}$/.test(databaseError(error).code ?? '');
}

/** PostgreSQL knows no such role (22023): the tenant was erased, and its jobs with it. */
function unknownTenant(error: unknown): boolean {
  return databaseError(error).code === '22023';
}
