// The chart's own RabbitMQ, on a real one: it knows each process as a user of its own, with no more rights than it needs.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { declareTopology } from '@smart-accounting/database/jobs/topology';
import {
  type Address,
  type BrokerConnection,
  connectBroker,
  Publisher,
  toQueue,
} from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import { exchanges, jobRoutingKey, tenantIdSchema } from '@smart-accounting/worker-contract';
import { brokerUsers } from '../../start/broker-users.mjs';
import { describeWithHelm, render } from './helm.ts';
import { OwnBroker } from './own-broker.ts';

const logger = createLogger('test', 'silent');
const job = {
  exchange: exchanges.jobs,
  routingKey: jobRoutingKey('ocr', 'normal', tenantIdSchema.parse('abcdefghijkl')),
};

describeWithHelm('the chart’s own RabbitMQ', () => {
  let broker: OwnBroker;
  before(async () => {
    broker = new OwnBroker(await render());
    await broker.start();
  });
  after(() => broker.stop());

  /** Works with a connection of a process. */
  async function as(process: string, work: (connection: BrokerConnection) => Promise<void>) {
    const connection = connectBroker(broker.url(process), 'test', logger);
    try {
      await connection.connected(60_000);
      await work(connection);
    } finally {
      await connection.close();
    }
  }
  const publish = (process: string, address: Address) =>
    as(process, async (connection) => {
      const publisher = new Publisher(connection);
      await publisher.send(address, 'no job at all').finally(() => publisher.close());
    });

  it('lets each process in by the password in its Secret', async () => {
    for (const user of brokerUsers) await as(user, () => Promise.resolve());
  });
  it('lets nobody in by the login that a RabbitMQ without settings has', async () => {
    const url = Object.assign(new URL(broker.url('api')), { username: 'guest', password: 'guest' });
    const guest = connectBroker(url.href, 'test', logger);
    const [error] = await new Promise<unknown[]>((resolve) => {
      guest.once('error', (...told) => resolve(told));
    });
    await guest.close();
    assert.match(String(error), /ACCESS_REFUSED/);
  });
  it('lets the API make exchanges and queues, and hand in jobs', async () => {
    await as('api', (connection) => declareTopology(connection));
    await publish('api', job);
  });
  for (const process of brokerUsers.filter((user) => user !== 'api'))
    it(`lets no ${process} hand in jobs, by whatever way`, async () => {
      for (const address of [job, toQueue('ocr.v1')])
        await assert.rejects(publish(process, address), /ACCESS_REFUSED/);
    });
});
