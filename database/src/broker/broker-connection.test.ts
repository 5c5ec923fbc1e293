// The connection on a real broker of its own, which is started late, stopped and started again, and whose network fails.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@smart-accounting/monitoring';
import { freePort } from '../../../start/child.mjs';
import { openTcpProxy, type TcpProxy } from '../../../faults/tcp-proxy.ts';
import { startRabbitmq } from '../../../start/rabbitmq.mjs';
import { temporaryFolder } from '../../../start/temporary-product.mjs';
import { type BrokerConnection, connectBroker } from './broker-connection.ts';
import { ExclusiveListener } from './exclusive-listener.ts';
import { Publisher, toQueue } from './publisher.ts';
import { QueueDepth } from './queue-depth.ts';

const logger = createLogger('test', process.env['TEST_LOG'] ?? 'silent');
const folder = temporaryFolder();
const slowMs = 120_000;

let port: number;
let rabbitmq: Awaited<ReturnType<typeof startRabbitmq>> | null = null;
let proxy: TcpProxy;
let broker: BrokerConnection;
/** What the connection said, in order; several errors after the other, each with a reason of its own, as one. */
const said: string[] = [];
const reasons: string[] = [];

const secret = 'größer als / & %';

async function startBroker(password = secret, more: string[] = []): Promise<void> {
  rabbitmq = await startRabbitmq({
    folder: path.join(folder, 'rabbitmq'),
    port,
    passwords: {},
    administrator: { user: 'test', password },
    more,
  });
}

function urlAt(place: number, vhost = '/'): string {
  return `amqp://test:${encodeURIComponent(secret)}@127.0.0.1:${place}/${encodeURIComponent(vhost)}`;
}

async function until(so: () => boolean): Promise<void> {
  for (const deadline = Date.now() + slowMs; Date.now() < deadline && !so();) await pause(20);
  assert.ok(so());
}

/** A listener of hints of its own, and whether a hint that is sent by the same connection arrives. */
function listen(exchange: string): { listener: ExclusiveListener; arrives: () => Promise<void> } {
  const prepare = (channel: { assertExchange: (name: string, type: string) => Promise<unknown> }) =>
    channel.assertExchange(exchange, 'topic');
  const heard: unknown[] = [];
  const listener = new ExclusiveListener(
    broker,
    logger,
    { name: 'hints', exchange, routingKeys: ['#'], prepare },
    (body) => heard.push(body),
  );
  const publisher = new Publisher(broker);
  return {
    listener,
    arrives: async () => {
      const hint = Math.random();
      await publisher.send({ exchange, routingKey: 'any' }, hint);
      await until(() => heard.includes(hint));
    },
  };
}

describe('a connection to the broker', () => {
  before(async () => {
    port = await freePort();
    proxy = await openTcpProxy(port);
    broker = connectBroker(urlAt(proxy.port), 'test', logger);
    broker.on('connection', () => said.push('connection'));
    broker.on('error', (error) => {
      reasons.push(String(error));
      if (said.at(-1) !== 'error') said.push('error');
    });
  });
  after(async () => {
    await broker.close();
    await proxy.close();
    await rabbitmq?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is an error as long as the broker is not there, and then comes by itself', async () => {
    await assert.rejects(broker.openChannel(), /no connection/);
    assert.equal(broker.ready, false);
    await startBroker();
    await broker.connected(slowMs);
    assert.equal(broker.ready, true);
    assert.deepEqual(said.splice(0), ['error', 'connection']);
  });

  it('comes back when the broker ended it and was away, and what listens hears again', async () => {
    const { listener, arrives } = listen('restart');
    await until(() => listener.queue !== null);
    await arrives();
    const before = listener.queue;
    await rabbitmq?.stop(); // tells its clients CONNECTION_FORCED, as `rabbitmqctl close_connection` does
    await until(() => !broker.ready);
    await pause(1_000); // some attempts in vain
    await startBroker();
    await broker.connected(slowMs);
    assert.deepEqual(said.splice(0), ['error', 'connection']);
    await until(() => listener.queue !== null && listener.queue !== before);
    await arrives();
    await listener.close();
  });

  it('comes back when the network cut it, and whoever waited for an answer is told', async () => {
    const { listener, arrives } = listen('cut');
    await until(() => listener.queue !== null);
    const { queue } = await broker.use((channel) => channel.assertQueue('waits'));
    const channel = await broker.openChannel();
    for (let times = 1; times <= 3; times++) {
      const first = listener.queue;
      const asked = channel.active ? channel : await broker.openChannel();
      proxy.halfOpen(); // the answer never comes
      const answers = [asked.get(queue), asked.ask((amqp) => amqp.checkQueue(queue))];
      proxy.cut();
      for (const answer of answers) await assert.rejects(answer, /channel to the broker is closed/);
      assert.equal(asked.active, false);
      await broker.connected(slowMs);
      await until(() => listener.queue !== null && listener.queue !== first);
      await arrives();
    }
    assert.deepEqual(
      said.splice(0),
      Array.from({ length: 3 }, () => ['error', 'connection']).flat(),
    );
    await listener.close();
  });

  it('tells once of each reason for which it does not come back', async () => {
    await rabbitmq?.stop();
    await until(() => !broker.ready);
    reasons.splice(0);
    await startBroker('another password');
    await until(() => reasons.some((reason) => reason.includes('ACCESS_REFUSED')));
    await pause(5_000); // some attempts more
    assert.equal(reasons.length, new Set(reasons).size);
    await rabbitmq?.stop();
    await startBroker();
    await broker.connected(slowMs);
    said.splice(0);
  });

  it('says so when the broker has no memory and takes nothing, and nobody waits for it then', async () => {
    await rabbitmq?.stop();
    await startBroker(secret, ['vm_memory_high_watermark.absolute = 1KB']);
    const starved = connectBroker(urlAt(port), 'test', logger);
    const errors: unknown[] = [];
    starved.on('error', (error) => errors.push(error));
    const depth = new QueueDepth(starved);
    const publisher = new Publisher(starved);
    const channel = await starved.openChannel();
    const refused = /takes nothing now: low on memory/;
    await assert.rejects(
      publisher.send(toQueue('waits'), {}).then(() => channel.get('waits')),
      refused,
    );
    assert.equal(starved.ready, false);
    assert.match(String(errors), refused);
    const begun = performance.now();
    await assert.rejects(channel.get('waits'), refused);
    await assert.rejects(starved.openChannel(), refused);
    await assert.rejects(publisher.send(toQueue('waits'), {}), refused);
    await assert.rejects(starved.check(), refused);
    await assert.rejects(depth.read('waits'));
    for (const part of [channel, publisher, depth, starved]) await part.close();
    assert.ok(performance.now() - begun < 30_000);
    await rabbitmq?.stop();
    await startBroker();
    await broker.connected(slowMs);
    said.splice(0);
  });

  it('comes back however often it is cut while it is being opened', async () => {
    for (let times = 0; times < 150; times++) {
      proxy.cut();
      await pause(times % 15);
    }
    await broker.connected(slowMs);
    said.splice(0);
  });

  it('is closed soon when the broker says nothing any more, and takes nothing after it', async () => {
    const silent = connectBroker(urlAt(proxy.port), 'test', logger);
    const publisher = new Publisher(silent);
    await publisher.send(toQueue('waits'), {});
    proxy.halfOpen();
    const begun = performance.now();
    await publisher.close();
    await silent.close();
    assert.ok(performance.now() - begun < 20_000);
    await assert.rejects(silent.openChannel(), /is closed/);
    await assert.rejects(publisher.send(toQueue('waits'), {}), /is closed/);
  });

  it('names the virtual host that the broker refuses', async () => {
    const elsewhere = connectBroker(urlAt(port, 'no/where'), 'test', logger);
    const error: unknown = await new Promise((resolve) => elsewhere.once('error', resolve));
    await elsewhere.close();
    assert.match(String(error), /refused the virtual host "no\/where"/);
  });

  it('can be closed while there is none', async () => {
    const nowhere = connectBroker('amqp://127.0.0.1:1', 'test', logger);
    const waiting = assert.rejects(nowhere.openChannel(), /is closed/);
    await nowhere.close();
    await waiting;
  });
});
