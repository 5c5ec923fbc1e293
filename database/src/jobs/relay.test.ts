import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@smart-accounting/monitoring';
import {
  createdQueues,
  deadLetterQueue,
  jobLimits,
  jobMessageSchema,
} from '@smart-accounting/worker-contract';
import {
  type BrokerConnection,
  connectBroker,
  type OpenChannel,
  Publisher,
  toQueue,
} from '../broker/index.ts';
import { query } from '../tenancy/database.ts';
import { withTenant } from '../tenancy/with-tenant.ts';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { testVhost } from '../testing/test-vhost.ts';
import { claimJob } from './claim-job.ts';
import { enqueueJob } from './enqueue-job.ts';
import { Relay } from './relay.ts';
import { declareTopology } from './topology.ts';

let books: TestBooks;
let broker: BrokerConnection;
let relay: Relay;
const document = '01920000-0000-7000-8000-000000000001';
const logger = createLogger('test', process.env['TEST_LOG'] ?? 'silent');

before(async () => {
  books = await openTestBooks();
  broker = connectBroker(await testVhost(), 'test', logger);
  await declareTopology(broker);
  relay = startRelay(200);
});
after(async () => {
  await relay.stop();
  await channel?.close();
  await broker.close();
  await books.close();
});

/** What one test took off the queue without doing it would be published again in the next. */
afterEach(async () => {
  await asSuperuser("UPDATE platform.jobs SET state = 'done' WHERE state = 'pending'");
  await broker.use(async (channel) => {
    await channel.purgeQueue('ocr.v1');
    await channel.purgeQueue('ocr.bulk.v1');
  });
});

function startRelay(sweepMs: number): Relay {
  const directUrl = books.test.url('smart_api');
  const started = new Relay({ database: books.database, broker, directUrl, logger, sweepMs });
  started.start();
  return started;
}

let channel: OpenChannel | undefined;

/** Takes one job's message off the queue; null when there is none within the time. */
async function take(queue: string, withinMs = 60_000): Promise<string | null> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
    if (!channel?.active) channel = await broker.openChannel();
    // A queue that was deleted is not there until the relay has made it again.
    const delivery = await channel.get(queue).catch(() => undefined);
    if (!delivery) await pause(20);
    else {
      channel.ack(delivery);
      return jobMessageSchema.parse(delivery.body).job;
    }
  }
  return null;
}

async function asSuperuser(sql: string, values: unknown[] = []): Promise<void> {
  const client = await books.test.client('postgres');
  await client.query(sql, values);
  await client.end();
}

/** Waits until at least so many pending jobs are with the broker. */
async function published(count: number): Promise<void> {
  const client = await books.test.client('postgres');
  for (let n = 0; n < 600; n++) {
    const { rowCount } = await client.query(
      "SELECT FROM platform.jobs WHERE state = 'pending' AND published_at IS NOT NULL",
    );
    if ((rowCount ?? 0) >= count) break;
    await pause(100);
  }
  await client.end();
}

async function untilFailed(job: string): Promise<void> {
  for (let n = 0; n < 600 && (await state(job)) !== 'failed'; n++) await pause(100);
}

async function state(job: string): Promise<string | undefined> {
  const [row] = await books.in(() =>
    query<{ state: string }>('SELECT state FROM platform.jobs WHERE id = $1', [job]),
  );
  return row?.state;
}

const ocr = (): Promise<string> => books.in(() => enqueueJob('ocr', document));

describe('the relay', () => {
  it('publishes a job to the queue of its class, soon after COMMIT', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes each of many once, with several relays at work', async () => {
    const second = startRelay(150);
    const third = startRelay(170);
    const jobs = await Promise.all(Array.from({ length: 450 }, ocr));
    const taken: (string | null)[] = [];
    // How many ride the normal lane is only about twenty while several relays publish at once.
    while (taken.length < jobs.length)
      taken.push((await take('ocr.bulk.v1', 50)) ?? (await take('ocr.v1')));
    assert.deepEqual([...taken].sort(), [...jobs].sort());
    assert.equal(await take('ocr.v1', 500), null);
    await second.stop();
    await third.stop();
  });
  it("sends a tenant's first twenty jobs by the normal lane and the rest by the bulk lane, past which others go", async () => {
    const many = await books.in(async () => {
      const ids: string[] = [];
      for (let n = 0; n < 50; n++) ids.push(await enqueueJob('ocr', document));
      return ids;
    });
    await published(50);
    const other = await books.test.createTenant();
    const one = await withTenant(books.database, other, () => enqueueJob('ocr', document));
    await published(51);
    const normal: (string | null)[] = [];
    for (let n = 0; n < 21; n++) normal.push(await take('ocr.v1'));
    assert.equal(normal[20], one);
    assert.ok(normal.slice(0, 20).every((job) => job !== null && many.includes(job)));
    const bulk: (string | null)[] = [];
    for (let n = 0; n < 30; n++) bulk.push(await take('ocr.bulk.v1'));
    assert.deepEqual([...normal.slice(0, 20), ...bulk].sort(), [...many].sort());
  });
  it("publishes a tenant's first job among ten thousand that another wrote before", async () => {
    await relay.stop();
    const other = await books.test.createTenant();
    await asSuperuser(
      `INSERT INTO platform.jobs (id, tenant, kind, run_at)
         SELECT gen_random_uuid(), $1, 'ocr', now() - interval '1 minute' FROM generate_series(1, 10000)`,
      [books.tenant],
    );
    relay = startRelay(200);
    await published(200);
    const job = await withTenant(books.database, other, () => enqueueJob('ocr', document));
    let before = 0;
    for (let n = 0; n < 600 && before === 0; n++) {
      await pause(50);
      const client = await books.test.client('postgres');
      const { rows } = await client.query<{ jobs: number }>(
        `SELECT (SELECT count(*)::integer FROM platform.jobs WHERE published_at <= first.published_at) AS jobs
           FROM platform.jobs first WHERE id = $1 AND published_at IS NOT NULL`,
        [job],
      );
      await client.end();
      before = rows[0]?.jobs ?? 0;
    }
    // Written during one batch, it is in the next; the machine may do a few while this test looks away.
    assert.ok(before > 0 && before < 5_000, `${before} jobs were published before it`);
  });
  it('is not held up by jobs of kinds that it does not know', async () => {
    await asSuperuser(
      `INSERT INTO platform.jobs (id, tenant, kind, run_at)
         SELECT gen_random_uuid(), $1, 'of_tomorrow', '2000-01-01' FROM generate_series(1, 250)`,
      [books.tenant],
    );
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes all the same when what the clock asks for cannot be written', async () => {
    await asSuperuser(
      'ALTER FUNCTION platform.write_scheduled_jobs() RENAME TO write_scheduled_jobs_away',
    );
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
    await asSuperuser(
      'ALTER FUNCTION platform.write_scheduled_jobs_away() RENAME TO write_scheduled_jobs',
    );
  });
  it('sends what the clock asks for by the bulk lane', async () => {
    await asSuperuser(
      "UPDATE platform.schedules SET next_at = now() WHERE kind = 'remove_expired'",
    );
    const bulk = await take('seal.bulk.v1');
    assert.ok(bulk);
    assert.equal(await take('seal.v1', 300), null);
  });
  it('publishes a delayed job when it is due', async () => {
    const runAt = new Date(Date.now() + 700);
    const job = await books.in(() => enqueueJob('ocr', document, { runAt }));
    assert.equal(await take('ocr.v1', 400), null);
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes again what a worker that died had claimed, and fails it after the last attempt', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
    await books.in(() => claimJob({ tenant: books.tenant, job }));
    await asSuperuser(
      "UPDATE platform.jobs SET claimed_until = now() - interval '1 second' WHERE id = $1",
      [job],
    );
    assert.equal(await take('ocr.v1'), job);
    await books.in(() => claimJob({ tenant: books.tenant, job }));
    await asSuperuser(
      "UPDATE platform.jobs SET attempts = $2, claimed_until = now() - interval '1 second' WHERE id = $1",
      [job, jobLimits.maxAttempts],
    );
    await untilFailed(job);
    assert.equal(await state(job), 'failed');
  });
  it('fills a wiped broker again from the table', async () => {
    const jobs = await Promise.all([ocr(), ocr(), ocr()]);
    await published(3);
    await broker.use((other) => other.deleteQueue('ocr.v1'));
    const taken = [await take('ocr.v1'), await take('ocr.v1'), await take('ocr.v1')];
    assert.deepEqual([...taken].sort(), [...jobs].sort());
  });
  it('fills it also when the database failed at that very moment', async () => {
    const job = await ocr();
    await published(1);
    await asSuperuser('REVOKE UPDATE ON platform.jobs FROM smart_relay');
    await broker.use((other) => other.deleteQueue('ocr.v1'));
    await pause(1_000);
    await asSuperuser('GRANT UPDATE ON platform.jobs TO smart_relay');
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes again what was in a queue that another had to create', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job); // lost with the queue that is made again
    const announcer = new Publisher(broker);
    await announcer.send(toQueue(createdQueues), { queue: 'ocr.v1' });
    await announcer.close();
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes again what was in a queue that nobody has any more', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
    await asSuperuser("UPDATE platform.jobs SET queue = 'ocr.gone.v1' WHERE id = $1", [job]);
    assert.equal(await take('ocr.v1'), job);
  });
  it('finds a message that was lost while its queue stayed', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job); // taken and acknowledged by nobody who claimed it
    await asSuperuser(
      "UPDATE platform.jobs SET published_at = now() - interval '2 minutes' WHERE id = $1",
      [job],
    );
    assert.equal(await take('ocr.v1'), job);
  });
  it('publishes a job again whose message the broker gave up on, and fails it after a day', async () => {
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
    const publisher = new Publisher(broker);
    await publisher.send(toQueue(deadLetterQueue), { tenant: books.tenant, job });
    assert.equal(await take('ocr.v1'), job);
    await publisher.send(toQueue(deadLetterQueue), { tenant: books.tenant, job });
    assert.equal(await take('ocr.v1'), job);
    assert.equal(await state(job), 'pending');
    await asSuperuser(
      "UPDATE platform.jobs SET created_at = now() - interval '25 hours' WHERE id = $1",
      [job],
    );
    await publisher.send(toQueue(deadLetterQueue), { tenant: books.tenant, job });
    await publisher.close();
    await untilFailed(job);
    assert.equal(await state(job), 'failed');
  });
  it('goes on after its connections to the database were cut', async () => {
    await asSuperuser('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [
      'smart_api',
    ]);
    await pause(300);
    const job = await ocr();
    assert.equal(await take('ocr.v1'), job);
  });
});
