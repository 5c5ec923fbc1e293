import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@smart-accounting/monitoring';
import type { Channel } from 'amqplib';
import { testVhost } from '../testing/test-vhost.ts';
import { type BrokerConnection, connectBroker } from './broker-connection.ts';
import { ExclusiveListener } from './exclusive-listener.ts';
import { Publisher } from './publisher.ts';
import { readyMessages } from './queue-depth.ts';

const logger = createLogger('test', 'silent');
const exchange = 'hints';
let url: string;
let broker: BrokerConnection;
let publisher: Publisher;

before(async () => {
  url = await testVhost();
  broker = connectBroker(url, 'test', logger);
  publisher = new Publisher(broker);
});
after(async () => {
  await publisher.close();
  await broker.close();
});

async function until(so: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && !so();) await pause(10);
  assert.ok(so());
}

const heard: string[] = [];
const declare = (channel: Channel): Promise<unknown> => channel.assertExchange(exchange, 'topic');
function listen(prepare: (channel: Channel) => Promise<unknown>): ExclusiveListener {
  return new ExclusiveListener(
    broker,
    logger,
    { name: 'hints', exchange, routingKeys: ['mine.#'], prepare },
    (body, routingKey) => {
      if (body === 'bad') throw new Error('cannot be handled');
      heard.push(`${routingKey} ${String(body)}`);
    },
  );
}

describe('an exclusive listener', () => {
  it('waits for its exchange when it may not make it', async () => {
    const listener = listen((channel) => channel.checkExchange(exchange));
    await pause(500);
    assert.equal(listener.queue, null);
    await broker.use(declare);
    await until(() => listener.queue !== null);
    await listener.close();
  });

  it('hears what its key matches, and goes on after what it cannot handle', async () => {
    const listener = listen(declare);
    await until(() => listener.queue !== null);
    for (const [key, body] of [
      ['mine.1', 'first'],
      ['others.1', 'not this'],
      ['mine.2', 'bad'],
      ['mine.3', 'last'],
    ])
      await publisher.send({ exchange, routingKey: key ?? '' }, body);
    await until(() => heard.length === 2);
    assert.deepEqual(heard.splice(0), ['mine.1 first', 'mine.3 last']);
    await listener.close();
  });

  it('has a queue that nobody else can have, and makes another when that is deleted', async () => {
    const listener = listen(declare);
    await until(() => listener.queue !== null);
    const queue = listener.queue ?? '';
    const stranger = connectBroker(url, 'stranger', logger);
    await assert.rejects(
      stranger.use((channel) => channel.purgeQueue(queue)),
      { code: 405 },
    );
    await stranger.close();
    await broker.use((channel) => channel.deleteQueue(queue));
    await until(() => listener.queue !== null && listener.queue !== queue);
    await publisher.send({ exchange, routingKey: 'mine.4' }, 'again');
    await until(() => heard.length === 1);
    assert.deepEqual(heard.splice(0), ['mine.4 again']);
    await listener.close();
  });

  it('leaves no queue when it is closed', async () => {
    const listener = listen(declare);
    await until(() => listener.queue !== null);
    const queue = listener.queue ?? '';
    await listener.close();
    let depth: number | null = 0;
    for (let times = 0; times < 600 && depth !== null; times++) {
      depth = await readyMessages(broker, queue);
      await pause(50);
    }
    assert.equal(depth, null);
  });
});
