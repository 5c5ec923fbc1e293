import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@smart-accounting/monitoring';
import { openTcpProxy, type TcpProxy } from '../../../faults/tcp-proxy.ts';
import { testVhost } from '../testing/test-vhost.ts';
import { type BrokerConnection, connectBroker } from './broker-connection.ts';
import { Publisher, toQueue } from './publisher.ts';

const logger = createLogger('test', 'silent');
const queue = 'published';
let proxy: TcpProxy;
let broker: BrokerConnection;
const errors: unknown[] = [];

before(async () => {
  const url = new URL(await testVhost());
  proxy = await openTcpProxy(Number(url.port));
  url.port = String(proxy.port);
  broker = connectBroker(url.href, 'test', logger);
  broker.on('error', (error: unknown) => errors.push(error));
  await broker.use((channel) => channel.assertQueue(queue));
});
after(async () => {
  await broker.close();
  await proxy.close();
});

const registered = () => ({ messageId: randomUUID(), persistent: true });

/** The messages in the queue, which is empty then. */
async function taken(): Promise<unknown[]> {
  const channel = await broker.openChannel();
  const bodies: unknown[] = [];
  for (let delivery = await channel.get(queue); delivery; delivery = await channel.get(queue)) {
    bodies.push(delivery.body);
    channel.ack(delivery);
  }
  await channel.close();
  return bodies;
}

describe('what is published', () => {
  it('is with the broker when that is said, in the order in which it was sent', async () => {
    const publisher = new Publisher(broker);
    const bodies = Array.from({ length: 300 }, (_, number) => ({ number, text: 'é€' }));
    await Promise.all(bodies.map((body) => publisher.send(toQueue(queue), body)));
    assert.deepEqual(await taken(), bodies);
    await publisher.close();
  });

  it('found a queue or did not, each by itself among many', async () => {
    const publisher = new Publisher(broker);
    const places = Array.from({ length: 100 }, (_, number) => (number % 3 ? queue : 'nowhere'));
    const outcomes = await Promise.all(
      places.map((place) => publisher.sendRouted(toQueue(place), {}, registered())),
    );
    assert.deepEqual(
      outcomes,
      places.map((place) => place === queue),
    );
    const again = registered();
    assert.equal(await publisher.sendRouted(toQueue('nowhere'), {}, again), false);
    assert.equal(await publisher.sendRouted(toQueue(queue), {}, again), true);
    assert.equal((await taken()).length, 67);
    await publisher.close();
  });

  it('has the name and the life that were asked for', async () => {
    const publisher = new Publisher(broker);
    const message = registered();
    await publisher.sendRouted(toQueue(queue), {}, message);
    const channel = await broker.openChannel();
    const delivery = (await channel.get(queue)) ?? assert.fail('there is none');
    assert.equal(delivery.messageId, message.messageId);
    assert.equal(delivery.message.properties.deliveryMode, 2);
    channel.giveBack(delivery);
    await channel.close();
    assert.equal((await taken()).length, 1);
    await publisher.close();
  });

  it('is refused with the broker’s reason, and the next one is not', async () => {
    const publisher = new Publisher(broker);
    const address = { exchange: 'there-is-none', routingKey: '' };
    await assert.rejects(publisher.send(address, {}), { code: 404, message: /there-is-none/ });
    await publisher.send(toQueue(queue), 1);
    assert.deepEqual(errors.splice(0), []);
    await publisher.sendUnconfirmed(address, {}); // nobody waits: the connection tells
    while (errors.length === 0) await pause(10);
    assert.match(String(errors.splice(0)), /there-is-none/);
    await publisher.send(toQueue(queue), 2);
    await publisher.close();
    assert.deepEqual(await taken(), [1, 2]);
  });

  it('is refused when what has to be there first is not', async () => {
    const publisher = new Publisher(broker, {
      prepare: (channel) => channel.checkExchange('later'),
    });
    await assert.rejects(publisher.send({ exchange: 'later', routingKey: '' }, {}), { code: 404 });
    await broker.use((channel) => channel.assertExchange('later', 'fanout'));
    await publisher.send({ exchange: 'later', routingKey: '' }, {});
    await publisher.close();
  });

  it('without waiting is gone when the publisher is closed', async () => {
    const publisher = new Publisher(broker);
    for (let number = 0; number < 50; number++)
      await publisher.sendUnconfirmed(toQueue(queue), number);
    await publisher.close();
    assert.equal((await taken()).length, 50);
  });

  it('and not confirmed is an error after its time, each by itself, and later ones arrive', async () => {
    const publisher = new Publisher(broker, { confirmMs: 500 });
    await publisher.open();
    proxy.halfOpen();
    const outcomes = await Promise.allSettled([
      publisher.send(toQueue(queue), 'lost'),
      publisher.sendRouted(toQueue(queue), 'lost', registered()),
    ]);
    for (const outcome of outcomes)
      assert.match(
        String(outcome.status === 'rejected' && outcome.reason),
        /did not confirm within 500 ms/,
      );
    const again = new Promise<void>((resolve) => broker.once('connection', resolve));
    proxy.cut();
    await again;
    const patient = new Publisher(broker);
    await patient.send(toQueue(queue), 'arrives');
    assert.deepEqual(await taken(), ['arrives']);
    await Promise.all([publisher.close(), patient.close()]);
  });
});
