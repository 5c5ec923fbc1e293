import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@smart-accounting/monitoring';
import { testVhost } from '../testing/test-vhost.ts';
import { type BrokerConnection, connectBroker } from './broker-connection.ts';
import { isNotFound } from './open-channel.ts';
import { Publisher, toQueue } from './publisher.ts';
import { QueueDepth, readyMessages } from './queue-depth.ts';

let broker: BrokerConnection;
before(async () => {
  broker = connectBroker(await testVhost(), 'test', createLogger('test', 'silent'));
  await broker.use((channel) => channel.assertQueue('there'));
});
after(() => broker.close());

describe('the depth of a queue', () => {
  it('is what waits in it, and null of one that is not there, which is the end of one channel alone', async () => {
    const errors: unknown[] = [];
    broker.on('error', (error: unknown) => errors.push(error));
    const publisher = new Publisher(broker);
    await publisher.send(toQueue('there'), {});
    const other = await broker.openChannel();
    const depth = new QueueDepth(broker);
    const asked = ['there', 'gone', 'there', 'gone', 'gone', 'there'];
    const depths = await Promise.all(asked.map((queue) => depth.read(queue)));
    assert.deepEqual(depths, [1, null, 1, null, null, 1]);
    assert.equal(await readyMessages(broker, 'gone'), null);
    assert.equal(await readyMessages(broker, 'there'), 1);
    assert.ok(other.active);
    assert.ok(await other.get('there'));
    assert.equal(await readyMessages(broker, 'there'), 0);
    await publisher.send(toQueue('there'), {}); // its channel is as it was
    await Promise.all([publisher.close(), other.close(), depth.close()]);
    assert.deepEqual(errors, []);
  });

  it('is not zero when the broker does not answer', async () => {
    const nowhere = connectBroker('amqp://127.0.0.1:1', 'test', createLogger('test', 'silent'));
    await assert.rejects(readyMessages(nowhere, 'there'), /no connection/);
    await nowhere.close();
  });

  it('is asked by taking a message, too: of a queue that is not there that is an error', async () => {
    const channel = await broker.openChannel();
    await assert.rejects(channel.get('gone'), isNotFound);
    assert.equal(channel.active, false);
  });
});
