import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { brokerUsers } from '../../start/broker-users.mjs';
import { freePort } from '../../start/child.mjs';
import { startPostgres } from '../../start/postgres.mjs';
import { startRabbitmq } from '../../start/rabbitmq.mjs';
import { cleanInvoicePdf } from './documents.ts';
import { type RunningWorker, Workshop } from './running-worker.ts';

/** These tests stop and wipe servers, so they have a PostgreSQL and a broker of their own. */
let folder: string;
let postgres: Awaited<ReturnType<typeof bringUpPostgres>>;
let broker: Awaited<ReturnType<typeof bringUpBroker>>;
let ports: { postgres: number; amqp: number };
let workshop: Workshop;
let workers: RunningWorker[];
let handedIn = 0;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bad-days-'));
  await chmod(folder, 0o755); // as root, PostgreSQL runs as another user
  ports = { postgres: await freePort(), amqp: await freePort() };
  postgres = await bringUpPostgres();
  broker = await bringUpBroker();
  process.env['TEST_POSTGRES_URL'] = postgres.superuserUrl('postgres');
  workshop = await Workshop.open(broker.url());
  workers = [workshop.start(), workshop.start()];
});
after(async () => {
  await workshop.close();
  await Promise.all([postgres.stop(), broker.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const bringUpPostgres = () =>
  startPostgres({ folder: path.join(folder, 'postgres'), port: ports.postgres, password: 'test' });
const bringUpBroker = () =>
  startRabbitmq({
    folder: path.join(folder, 'rabbitmq'),
    port: ports.amqp,
    passwords: Object.fromEntries(brokerUsers.map((user) => [user, 'test'])),
    administrator: { user: 'test', password: 'test' },
  });

async function handIn(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await workshop.handIn(await cleanInvoicePdf(handedIn++));
}

/** Each document has one invoice, each job is done, and no worker was started again. */
async function expectAllReadOnce(): Promise<void> {
  const { done, failed } = await workshop.allOver(120_000);
  assert.deepEqual({ done, failed }, { done: 2 * handedIn, failed: 0 });
  assert.equal(await workshop.books.in(() => Invoice.count()), handedIn);
  for (const worker of workers) assert.match(worker.log(), /^(?!.*"stopped").*$/s);
}

describe('the broker away and its data wiped, while documents come in', () => {
  it('loses nothing and needs no restart of anything else', async () => {
    await handIn(4);
    await broker.stop();
    await rm(path.join(folder, 'rabbitmq', 'mnesia'), { recursive: true, force: true });
    await handIn(3);
    await pause(3_000);
    broker = await bringUpBroker();
    await handIn(1);
    await expectAllReadOnce();
  });
});

describe('PostgreSQL restarted in the middle of the work', () => {
  it('loses nothing and needs no restart of anything else', async () => {
    await handIn(4);
    await pause(500);
    await postgres.stop();
    await pause(2_000);
    postgres = await bringUpPostgres();
    // Claims that were held meanwhile run out by themselves; the test does not wait that half minute.
    await workshop.expireClaims();
    await handIn(1);
    await expectAllReadOnce();
  });
});
