import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { testVhost } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import {
  exchanges,
  jobQueueArguments,
  reportRoutingKey,
  retireRoutingKey,
  type WorkerReport,
} from '@smart-accounting/worker-contract';
import type { Connection } from 'rabbitmq-client';
import { connectBroker } from '../src/broker/connect-broker.ts';
import { QueueMissing, QueueReader } from '../src/broker/queue-reader.ts';
import { Retirement } from '../src/broker/retirement.ts';
import { WorkerReports, workersExchange } from '../src/broker/worker-reports.ts';

const logger = createLogger('test', 'silent');
let broker: Connection;
let publisher: ReturnType<Connection['createPublisher']>;

before(async () => {
  broker = connectBroker(await testVhost(), logger);
  await broker.onConnect();
  publisher = broker.createPublisher({ confirm: true, exchanges: [workersExchange] });
  for (const queue of ['a.v1', 'b.v1'])
    await broker.queueDeclare({ queue, durable: true, arguments: jobQueueArguments });
});
after(async () => {
  await publisher.close();
  await broker.close();
});

async function report(part: Partial<WorkerReport>): Promise<void> {
  const body = {
    worker: 'w1',
    pool: 'ocr',
    state: 'idle',
    job: null,
    busySince: null,
    finished: 0,
  };
  const whole = { ...body, ...part };
  const address = { exchange: exchanges.workers, routingKey: reportRoutingKey(whole.pool) };
  await publisher.send(address, whole);
}

const busy = (): Partial<WorkerReport> => ({
  state: 'busy',
  job: randomUUID(),
  busySince: new Date().toISOString(),
});

/** Waits until it is so. */
async function until(so: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !so(); n++) await pause(25);
  assert.ok(so());
}

describe('what waits in queues', () => {
  it('is counted exactly, while messages come and go', async () => {
    const reader = new QueueReader(broker);
    const channel = await broker.acquire();
    let here = 0;
    for (let round = 0; round < 30; round++) {
      const [come, go] = [(round * 7) % 5, (round * 3) % 4];
      for (let n = 0; n < come; n++) await publisher.send('a.v1', { n });
      for (let n = 0; n < Math.min(go, here + come); n++)
        channel.basicAck({
          deliveryTag: (await channel.basicGet('a.v1'))?.deliveryTag ?? 0,
        });
      here += come - Math.min(go, here + come);
      assert.equal(await reader.waitingIn(['a.v1', 'b.v1']), here);
    }
    await channel.close();
    await reader.close();
  });
  it('does not count what a worker has in hand', async () => {
    const reader = new QueueReader(broker);
    const channel = await broker.acquire();
    await publisher.send('b.v1', {});
    assert.equal(await reader.waitingIn(['b.v1']), 1);
    await channel.basicGet('b.v1');
    assert.equal(await reader.waitingIn(['b.v1']), 0);
    await channel.close();
    await until(() => true);
    await broker.queuePurge('b.v1');
    await reader.close();
  });
  it('is an error that names the queue when one is not there, and others can be asked at the same time', async () => {
    const reader = new QueueReader(broker);
    const answers = await Promise.allSettled([
      reader.waitingIn(['b.v1']),
      reader.waitingIn(['gone.v1']),
      reader.waitingIn(['b.v1']),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    await assert.rejects(reader.waitingIn(['b.v1', 'gone.v1']), (error) => {
      assert.ok(error instanceof QueueMissing);
      assert.equal(error.queue, 'gone.v1');
      return true;
    });
    await reader.close();
  });
  it('is an error, at once, while there is no broker', async () => {
    const nowhere = connectBroker('amqp://127.0.0.1:1', logger);
    await assert.rejects(new QueueReader(nowhere).waitingIn(['a.v1']), /no connection/);
    nowhere.unsafeDestroy();
  });
});

describe('what workers report', () => {
  it('is the last word of each, until it says good-bye', async () => {
    const reports = new WorkerReports(broker, logger);
    let heard = 0;
    reports.listen(() => (heard += 1));
    await until(() => (void report({}), heard > 0));
    await report({ ...busy(), worker: 'w2' });
    await until(() => reports.of('ocr', 'w2')?.state === 'busy');
    assert.equal(reports.of('ocr', 'w1')?.state, 'idle');
    assert.equal(reports.of('work', 'w1'), null);
    await report({ state: 'gone', worker: 'w2' });
    await until(() => reports.of('ocr', 'w2') === null);
    await reports.close();
  });
  it('adds up what they finished, also of one that was started again', async () => {
    const reports = new WorkerReports(broker, logger);
    await until(() => (void report({ pool: 'sum' }), reports.of('sum', 'w1') !== null));
    await report({ pool: 'sum', finished: 5 });
    await report({ pool: 'sum', worker: 'w2', finished: 2 });
    await report({ pool: 'sum', finished: 1 });
    await until(() => reports.finishedIn('sum') === 8);
    await reports.close();
  });
  it('is no report when it cannot be read', async () => {
    const reports = new WorkerReports(broker, logger);
    let heard = 0;
    reports.listen(() => (heard += 1));
    await until(() => (void report({}), heard > 0));
    const address = { exchange: exchanges.workers, routingKey: reportRoutingKey('ocr') };
    await publisher.send(address, { worker: 'w3' });
    await publisher.send(address, 'nonsense');
    await report({ worker: 'w4' });
    await until(() => reports.of('ocr', 'w4') !== null);
    assert.equal(reports.of('ocr', 'w3'), null);
    await reports.close();
  });
});

describe('workers asked to retire', () => {
  it('are taken when they agree, and not when a job came first or nothing is heard', async () => {
    const reports = new WorkerReports(broker, logger);
    const retirement = new Retirement(broker, reports);
    const answers: Record<string, Partial<WorkerReport>> = {
      willing: { state: 'draining' },
      surprised: busy(),
      unwilling: { state: 'idle' },
    };
    const workers = broker.createConsumer(
      {
        queueOptions: { exclusive: true, autoDelete: true },
        exchanges: [workersExchange],
        queueBindings: [{ exchange: exchanges.workers, routingKey: retireRoutingKey('*') }],
        noAck: true,
      },
      async ({ routingKey }) => {
        const worker = routingKey.slice(retireRoutingKey('').length);
        if (answers[worker]) await report({ worker, ...answers[worker] });
      },
    );
    await new Promise((resolve) => workers.once('ready', resolve));
    await until(() => (void report({}), reports.of('ocr', 'w1') !== null));
    const agreed = await retirement.ask('ocr', [...Object.keys(answers), 'deaf'], 500);
    assert.deepEqual(agreed, ['willing']);
    assert.deepEqual(await retirement.ask('ocr', []), []);
    await workers.close();
    await retirement.close();
    await reports.close();
  });
});
