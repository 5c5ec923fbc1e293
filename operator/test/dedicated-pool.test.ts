import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { readyMessages } from '@smart-accounting/database/broker';
import { query } from '@smart-accounting/database/tenancy/database';
import { dedicatedQueue, type TenantId } from '@smart-accounting/worker-contract';
import { RunningOperator } from './running-operator.ts';

let operator: RunningOperator;
let tenant: TenantId;
let own: string;
const document = '01920000-0000-7000-8000-000000000001';

/** The pools of all tenants have no workers here, so that only the tenant's own can do its jobs. */
const shared = { queues: ['work.v1', 'work.bulk.v1'], scaling: { maxReplicas: 0 } };
const nobody = { minReplicas: 0, maxReplicas: 0 };
const one = { minReplicas: 0, maxReplicas: 1 };

before(async () => {
  operator = await RunningOperator.open();
  tenant = operator.workshop.books.tenant;
  own = dedicatedQueue('work', tenant);
  operator.workshop.dedicatedQueues = new Set([own]);
  await write(nobody);
  await operator.start();
  while ((await waiting(own)) === null) await pause(50);
});
after(() => operator.close());

const write = (scaling: { minReplicas: number; maxReplicas: number }): Promise<void> =>
  operator.write({
    shared,
    own: { queues: [own], tenant, scaling: { ...scaling, idleSecondsBeforeMinimum: 2 } },
  });

const waiting = (queue: string): Promise<number | null> =>
  readyMessages(operator.workshop.broker, queue);

async function enqueue(count: number, by = tenant): Promise<void> {
  await operator.workshop.books.asReader(async () => {
    for (let n = 0; n < count; n++) await enqueueJob('parse', document);
  }, by);
}

/**
 * Waits until the queue holds so many at least (null: is not there). Whoever hears that a queue was just made publishes
 * its jobs again, so a message may stand in it twice, which is harmless.
 */
async function holds(queue: string, count: number | null): Promise<void> {
  const isSo = (now: number | null): boolean =>
    count === null || now === null ? now === count : now >= count;
  for (let n = 0; n < 1_200 && !isSo(await waiting(queue)); n++) await pause(50);
  const now = await waiting(queue);
  assert.ok(isSo(now), `${queue} holds ${now}, not ${count}`);
}

describe("a tenant's own pool", () => {
  it("takes the tenant's jobs of both lanes, and nobody else's", async () => {
    const other = await operator.workshop.books.test.createTenant();
    await enqueue(30);
    await enqueue(2, other);
    await holds(own, 30);
    await holds('work.v1', 2);
    assert.equal(await waiting('work.v1'), 2);
    const [row] = await operator.workshop.books.in(() =>
      query<{ queues: string[] }>('SELECT array_agg(DISTINCT queue) AS queues FROM platform.jobs'),
    );
    assert.deepEqual(row?.queues, [own]);
  });
  it('has its queue again when it is lost, with all that was in it', async () => {
    await operator.workshop.broker.use((channel) => channel.deleteQueue(own));
    await holds(own, 30);
  });
  it('that is deleted empties its queue and deletes it; new jobs go to the shared pools', async () => {
    await write(one);
    await operator.until('own', ({ wanted }) => wanted === 1);
    await operator.write({ shared });
    await operator.until('own', ({ queues }) => queues.length === 0, 60_000);
    await holds(own, null);
    operator.workshop.dedicatedQueues = new Set();
    const [row] = await operator.workshop.books.in(() =>
      query<{ done: number }>(
        "SELECT count(*)::int AS done FROM platform.jobs WHERE state <> 'pending'",
      ),
    );
    assert.equal(row?.done, 30);
    // While the queue was lost the relay may have published to the shared one what stood in it.
    const before = (await waiting('work.v1')) ?? 0;
    await enqueue(3);
    await holds('work.v1', before + 3);
  });
  it('that was deleted while no operator looked is emptied and deleted by the next', async () => {
    await write(nobody);
    while ((await waiting(own)) === null) await pause(50);
    operator.workshop.dedicatedQueues = new Set([own]);
    await enqueue(4);
    await holds(own, 4);
    await operator.stop();
    await operator.write({ shared });
    await operator.start();
    await holds(own, null);
    await operator.until('own', ({ queues }) => queues.length === 0);
  });
});
