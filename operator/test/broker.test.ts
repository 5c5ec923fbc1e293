import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type BrokerConnection,
  connectBroker,
  ExclusiveListener,
  Publisher,
  toQueue,
} from '@smart-accounting/database/broker';
import { testVhost } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import {
  exchanges,
  jobQueueArguments,
  reportRoutingKey,
  drainRoutingKey,
  type WorkerReport,
} from '@smart-accounting/worker-contract';
import { QueueMissing, QueueReader } from '../src/broker/queue-reader.ts';
import { DrainRequests } from '../src/broker/drain-requests.ts';
import { WorkerReports } from '../src/broker/worker-reports.ts';

const logger = createLogger('test', 'silent');
let broker: BrokerConnection;
let publisher: Publisher;

before(async () => {
  broker = connectBroker(await testVhost(), 'test', logger);
  publisher = new Publisher(broker, {
    prepare: (channel) => channel.assertExchange(exchanges.reports, 'topic', { durable: true }),
  });
  for (const queue of ['a.v1', 'b.v1'])
    await broker.use((channel) => channel.assertQueue(queue, { arguments: jobQueueArguments }));
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
  const address = { exchange: exchanges.reports, routingKey: reportRoutingKey(whole.pool) };
  await publisher.send(address, whole);
}

const busy = (): Partial<WorkerReport> => ({
  state: 'busy',
  job: randomUUID(),
  busySince: new Date().toISOString(),
});

/** Waits until it is so. */
async function until(so: () => boolean): Promise<void> {
  for (let n = 0; n < 2_400 && !so(); n++) await pause(25);
  assert.ok(so());
}

describe('what waits in queues', () => {
  it('is counted exactly, while messages come and go', async () => {
    const reader = new QueueReader(broker);
    const channel = await broker.openChannel();
    let here = 0;
    for (let round = 0; round < 30; round++) {
      const [come, go] = [(round * 7) % 5, (round * 3) % 4];
      for (let n = 0; n < come; n++) await publisher.send(toQueue('a.v1'), { n });
      for (let n = 0; n < Math.min(go, here + come); n++)
        channel.ack((await channel.get('a.v1')) ?? assert.fail('there is none'));
      here += come - Math.min(go, here + come);
      assert.equal(await reader.waitingIn(['a.v1', 'b.v1']), here);
    }
    await channel.close();
    await reader.close();
  });
  it('does not count what a worker has in hand', async () => {
    const reader = new QueueReader(broker);
    const channel = await broker.openChannel();
    await publisher.send(toQueue('b.v1'), {});
    assert.equal(await reader.waitingIn(['b.v1']), 1);
    await channel.get('b.v1');
    assert.equal(await reader.waitingIn(['b.v1']), 0);
    await channel.close();
    await until(() => true);
    await broker.use((other) => other.purgeQueue('b.v1'));
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
    const nowhere = connectBroker('amqp://127.0.0.1:1', 'test', logger);
    await assert.rejects(new QueueReader(nowhere).waitingIn(['a.v1']), /no connection/);
    await nowhere.close();
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
    const address = { exchange: exchanges.reports, routingKey: reportRoutingKey('ocr') };
    await publisher.send(address, { worker: 'w3' });
    await publisher.send(address, 'nonsense');
    await report({ worker: 'w4' });
    await until(() => reports.of('ocr', 'w4') !== null);
    assert.equal(reports.of('ocr', 'w3'), null);
    await reports.close();
  });
});

describe('workers asked to drain', () => {
  it('are taken when they agree, and not when a job came first or nothing is heard', async () => {
    const reports = new WorkerReports(broker, logger);
    const drainRequests = new DrainRequests(broker, reports);
    const answers: Record<string, Partial<WorkerReport>> = {
      willing: { state: 'draining' },
      surprised: busy(),
      unwilling: { state: 'idle' },
    };
    const workers = new ExclusiveListener(
      broker,
      logger,
      {
        name: 'workers',
        exchange: exchanges.workers,
        routingKeys: [drainRoutingKey('*')],
        prepare: (channel) => channel.assertExchange(exchanges.workers, 'topic', { durable: true }),
      },
      (_body, routingKey) => {
        const worker = routingKey.slice(drainRoutingKey('').length);
        if (answers[worker]) void report({ worker, ...answers[worker] });
      },
    );
    await until(() => workers.queue !== null);
    await until(() => (void report({}), reports.of('ocr', 'w1') !== null));
    const agreed = await drainRequests.ask('ocr', [...Object.keys(answers), 'deaf'], 500);
    assert.deepEqual(agreed, ['willing']);
    assert.deepEqual(await drainRequests.ask('ocr', []), []);
    await workers.close();
    await drainRequests.close();
    await reports.close();
  });
});
