// What a process may do at the broker with its own user, and what it is refused when somebody else has taken it over.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@smart-accounting/monitoring';
import {
  dedicatedBindingKey,
  exchanges,
  jobQueueArguments,
  tenantIdSchema,
} from '@smart-accounting/worker-contract';
import type { Channel, Options } from 'amqplib';
import { type BrokerConnection, connectBroker } from '../../src/broker/index.ts';
import { declareTopology } from '../../src/jobs/topology.ts';
import { brokerUrlOf, testVhost } from '../../src/testing/test-vhost.ts';

type Act = (broker: BrokerConnection) => Promise<unknown>;

const users = ['api', 'reader', 'worker', 'sealer', 'provisioner', 'operator'] as const;
type User = (typeof users)[number];

const tenant = tenantIdSchema.parse('abcdefghijkl');
const own = (jobClass: string): string => `${jobClass}.${tenant}.v1`;
const { jobs, shared, dead, events, reports, workers, pools, createdQueues } = exchanges;

const on =
  (work: (channel: Channel) => Promise<unknown>): Act =>
  (broker) =>
    broker.use(work);
const publish =
  (exchange: string, routingKey: string, options: Options.Publish = {}): Act =>
  async (broker) => {
    const channel = await broker.openConfirmChannel();
    const confirmed = channel.ask((amqp) => {
      amqp.publish(exchange, routingKey, Buffer.from('{}'), options);
      return amqp.waitForConfirms();
    });
    await confirmed.finally(() => channel.close());
  };
/** The broker sends a copy to the keys of this header, and asks no right by topic for them. */
const carbonCopy = (exchange: string, routingKey: string, key: string): Act =>
  publish(exchange, routingKey, { CC: [key] });
/** The default exchange leads to every queue by its name. */
const publishTo = (queue: string): Act => publish('', queue);
const take = (queue: string): Act => on((channel) => channel.get(queue));
const purge = (queue: string): Act => on((channel) => channel.purgeQueue(queue));
const remove = (queue: string): Act => on((channel) => channel.deleteQueue(queue));
const count = (queue: string): Act => on((channel) => channel.checkQueue(queue));
const declare = (queue: string): Act =>
  on((channel) => channel.assertQueue(queue, { arguments: jobQueueArguments }));
const declareExchange = (exchange: string): Act =>
  on((channel) => channel.assertExchange(exchange, 'topic'));
const removeExchange = (exchange: string): Act => on((channel) => channel.deleteExchange(exchange));
const bind = (queue: string, exchange: string, routingKey: string): Act =>
  on((channel) => channel.bindQueue(queue, exchange, routingKey));
/** A queue of its own as the broker names them; it is there as long as the connection. */
const ownQueue = async (channel: Channel): Promise<string> =>
  (await channel.assertQueue('', { exclusive: true, durable: false })).queue;
/** Hears what an exchange carries. */
const hear = (exchange: string, routingKey: string): Act =>
  on(async (channel) => channel.bindQueue(await ownQueue(channel), exchange, routingKey));
const each =
  (...acts: readonly Act[]): Act =>
  async (broker) => {
    for (const act of acts) await act(broker);
  };

/** The processes that take jobs may do the same, each with the queues of its own class. */
function takerOf(
  jobClass: string,
  others: readonly string[],
  hints: { readonly sent: string; readonly refused: string },
): { may: Record<string, Act>; mayNot: Record<string, Act> } {
  const queue = `${jobClass}.v1`;
  const bulk = `${jobClass}.bulk.v1`;
  return {
    may: {
      'take jobs of its class': each(take(queue), take(bulk)),
      'empty its queues, whose jobs the rows bring back': purge(queue),
      'report itself': publish(reports, jobClass === 'seal' ? 'report.sealer' : `report.any`),
      'hear that it is to drain, and that there are jobs': each(
        hear(workers, 'drain.me'),
        hear(workers, `wake.${jobClass}`),
      ),
      'send a hint': publish(events, `${tenant}.${hints.sent}.1`),
    },
    mayNot: {
      'send a hint of another kind': publish(events, `${tenant}.${hints.refused}.1`),
      'read hints': hear(events, '#'),
      'read reports': hear(reports, 'report.*'),
      'hear everything that workers are told': hear(workers, '#'),
      'drain a worker': publish(workers, 'drain.other'),
      'wake a worker': publish(workers, `wake.${jobClass}`),
      'drain one past the topic': carbonCopy(workers, 'report.any', 'drain.other'),
      'publish a job': publish(jobs, `${jobClass}.normal.${tenant}`),
      'publish past the relay’s exchange': publish(shared, `${jobClass}.normal.${tenant}`),
      'publish into a queue': publishTo(queue),
      'bring a job back as dead': publish(dead, ''),
      'say that a queue is new': publish(createdQueues, ''),
      'say how a pool is': publish(pools, 'ocr'),
      'hear how pools are': hear(pools, '#'),
      'hear of jobs': hear(jobs, '#'),
      'declare a queue': declare('mine.v1'),
      'declare its own class’s queue': declare(own(jobClass)),
      'delete its own class’s queue': remove(queue),
      'bind its class’s queue': bind(queue, jobs, '#'),
      'delete an exchange': removeExchange(events),
      'declare an exchange': declareExchange('mine'),
      'take dead letters': take('jobs.dead.v1'),
      ...Object.fromEntries(
        others.flatMap((other) => [
          [`take from ${other}`, take(other)],
          [`empty ${other}`, purge(other)],
        ]),
      ),
    },
  };
}

const processes: Record<User, { may: Record<string, Act>; mayNot: Record<string, Act> }> = {
  api: {
    may: {
      'publish a job': publish(jobs, `ocr.normal.${tenant}`),
      'take dead letters': take('jobs.dead.v1'),
      'take the names of new queues': take('queues.created.v1'),
      'send and hear hints': each(publish(events, `${tenant}.document.1`), hear(events, '#')),
      'hear how pools are': hear(pools, '#'),
      'count what waits in a tenant’s own queue': count(own('ocr')),
    },
    mayNot: {
      'drain a worker': publish(workers, 'drain.other'),
      'report as a worker': publish(reports, 'report.ocr'),
      'hear reports': hear(reports, 'report.*'),
      'say how a pool is': publish(pools, 'ocr'),
      'say that a queue is new': publish(createdQueues, ''),
      'publish into a queue': publishTo('ocr.v1'),
      'declare a queue of a tenant': declare(`ocr.bbbbbbbbbbbb.v1`),
      'delete a queue of a tenant': remove(own('ocr')),
      'take from a queue of a tenant': take(own('ocr')),
      'declare a queue of its own': declare('mine.v1'),
      'declare an exchange of its own': declareExchange('mine'),
    },
  },
  reader: takerOf('ocr', ['work.v1', 'work.bulk.v1', own('work'), 'seal.v1'], {
    sent: 'document',
    refused: 'purchase_invoice',
  }),
  worker: takerOf('work', ['ocr.v1', 'ocr.bulk.v1', own('ocr'), 'seal.v1'], {
    sent: 'purchase_invoice',
    refused: 'tenant',
  }),
  sealer: takerOf('seal', ['ocr.v1', 'work.v1', own('ocr'), own('work')], {
    sent: 'job',
    refused: 'document',
  }),
  provisioner: {
    may: { 'send a hint of a tenant': publish(events, `${tenant}.tenant.1`) },
    mayNot: {
      'send a hint of another kind': publish(events, `${tenant}.document.1`),
      'have a queue': hear(events, '#'),
      'take jobs': take('ocr.v1'),
      'publish a job': publish(jobs, `ocr.normal.${tenant}`),
      'publish into a queue': publishTo('ocr.v1'),
      'drain a worker': publish(workers, 'drain.other'),
    },
  },
  operator: {
    may: {
      'count what waits': each(count('ocr.v1'), count('work.bulk.v1')),
      'make, bind and delete a tenant’s own queue': each(
        declare('work.cccccccccccc.v1'),
        bind('work.cccccccccccc.v1', jobs, dedicatedBindingKey('work', 'cccccccccccc')),
        remove('work.cccccccccccc.v1'),
      ),
      'say that it made one': publish(createdQueues, ''),
      'hear reports and drain a worker': each(
        hear(reports, 'report.*'),
        publish(workers, 'drain.other'),
      ),
      'say how a pool is': publish(pools, 'ocr'),
    },
    mayNot: {
      'take jobs of all tenants': take('ocr.v1'),
      'empty a queue of all tenants': purge('work.v1'),
      'delete a queue of all tenants': remove('ocr.v1'),
      'bind a tenant’s queue to all jobs': bind(own('ocr'), jobs, '#'),
      'bind a tenant’s queue to a class': bind(own('ocr'), jobs, 'ocr.#'),
      'publish a job': publish(jobs, `ocr.normal.${tenant}`),
      'publish into a queue': publishTo('ocr.v1'),
      'report as a worker': publish(reports, 'report.ocr'),
      'take dead letters': take('jobs.dead.v1'),
      'send a hint': publish(events, `${tenant}.document.1`),
      'read hints': hear(events, '#'),
      'make a queue for the sealer': declare(own('seal')),
      'make a queue of any name': declare('mine.v1'),
    },
  },
};

describe('at the broker', () => {
  const connections = new Map<string, BrokerConnection>();
  const logger = createLogger('test', 'silent');
  let url: string;

  const as = (user: string): BrokerConnection => {
    const open = connections.get(user) ?? connectBroker(brokerUrlOf(url, user), user, logger);
    connections.set(user, open);
    return open;
  };
  const attempt = async (user: string, act: Act): Promise<void> => {
    await act(as(user));
  };

  before(async () => {
    url = await testVhost();
    await declareTopology(as('api'));
    for (const queue of [own('ocr'), own('work')]) await attempt('operator', declare(queue));
  });
  after(() => Promise.all([...connections.values()].map((connection) => connection.close())));

  for (const user of users)
    describe(`the ${user}`, () => {
      for (const [what, act] of Object.entries(processes[user].may))
        it(`may ${what}`, () => attempt(user, act));
      for (const [what, act] of Object.entries(processes[user].mayNot))
        it(`may not ${what}`, () => assert.rejects(attempt(user, act), { code: 403 }));
    });

  it('what one hears by is locked to its connection', async () => {
    const queue = await as('api').use(ownQueue);
    for (const act of [take(queue), purge(queue), remove(queue), bind(queue, workers, 'drain.x')])
      await assert.rejects(attempt('reader', act), { code: 405 });
  });

  it('nobody enters as guest', async () => {
    const guest = new URL(brokerUrlOf(url, 'guest'));
    guest.password = 'guest';
    const connection = connectBroker(guest.href, 'guest', logger);
    connections.set('guest', connection);
    await assert.rejects(connection.connected());
  });
});
