import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import * as contract from '@smart-accounting/api-contract';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { withRelay } from '@smart-accounting/database/tenancy/with-relay';
import {
  type BrokerConnection,
  connectBroker,
  Publisher,
  readyMessages,
} from '@smart-accounting/database/broker';
import { brokerUrlOf } from '@smart-accounting/database/testing';
import { type PoolState, poolStateSchema } from '@smart-accounting/operator-contract';
import { dedicatedQueue, exchanges, jobQueueArguments } from '@smart-accounting/worker-contract';
import type { ApiClient } from './api-client.ts';
import { type Books, openBooks, platformOperator } from './books.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;
let operator: ApiClient;
/** Of the user with which the operator tells of its pools. */
let broker: BrokerConnection;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  operator = await platformOperator(api, books.tenant);
  const url = brokerUrlOf(api.services.settings.AMQP_URL, 'operator');
  broker = connectBroker(url, 'test', api.services.logger);
});
after(async () => {
  await broker.close();
  await api.stop();
});

/** Tells of a pool as the operator does. */
async function tell(part: Partial<PoolState>): Promise<void> {
  const at = new Date().toISOString();
  const state = poolStateSchema.parse({
    pool: 'ocr',
    tenant: null,
    queues: ['ocr.v1', 'ocr.bulk.v1'],
    at,
    minReplicas: 1,
    maxReplicas: 4,
    wanted: 4,
    ready: 3,
    busy: 2,
    draining: 1,
    backlog: 17,
    reason: 'AtMaximum',
    message: '17 waiting and 2 busy; the maximum is 4',
    decision: { at, from: 1, to: 4, reason: 'BacklogAboveTarget', message: '60 waiting' },
    history: {
      everySeconds: 30,
      until: at,
      wanted: [1, 4],
      ready: [1, 3],
      busy: [0, 2],
      backlog: [0, null],
    },
    ...part,
  });
  const publisher = new Publisher(broker);
  await publisher.send({ exchange: exchanges.pools, routingKey: state.pool }, state);
  await publisher.close();
}

/** The pools, once they are so. */
async function until(so: (pools: contract.Pool[]) => boolean): Promise<contract.Pool[]> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const { items } = await operator.do(contract.listPools);
    if (so(items)) return items;
    await pause(50);
  }
  return assert.fail('the pools did not become so');
}

describe('the pools', () => {
  it('are as their operator told last, with how long the oldest job waits', async () => {
    const document = '01920000-0000-7000-8000-000000000001';
    const job = await books.in(() => enqueueJob('ocr', document));
    await api.asSuperuser(
      "UPDATE platform.jobs SET run_at = now() - interval '90 s', created_at = run_at - interval '90 s' WHERE id = $1",
      [job],
    );
    await tell({ pool: 'work', queues: ['work.v1'], backlog: null, decision: null });
    await tell({ wanted: 1 });
    await tell({});
    const [ocr, work] = await until(
      (pools) => pools.length === 2 && pools.some(({ wanted }) => wanted === 4),
    );
    assert.partialDeepStrictEqual(ocr, {
      name: 'ocr',
      wanted: 4,
      ready: 3,
      busy: 2,
      draining: 1,
      backlog: 17,
      reason: 'at_maximum',
      decision: { from: 1, to: 4, reason: 'backlog_above_target' },
      silent: false,
      history: { busy: [0, 2], backlog: [0, null] },
    });
    const seconds = ocr?.oldest_wait_seconds ?? 0;
    assert.ok(seconds >= 90 && seconds < 150, String(seconds));
    assert.partialDeepStrictEqual(work, { backlog: null, oldest_wait_seconds: null });
  });
  it('that are gone are shown no more', async () => {
    await tell({ pool: 'work', queues: [] });
    await until((pools) => pools.length === 1);
  });
  it('of a tenant take its jobs, and their rows say so', async () => {
    const queue = dedicatedQueue('ocr', books.tenant);
    const { database } = api.services;
    await broker.use(async (channel) => {
      await channel.assertQueue(queue, { arguments: jobQueueArguments });
      await channel.bindQueue(queue, exchanges.jobs, `ocr.*.${books.tenant}`);
    });
    await tell({ pool: 'own', tenant: books.tenant, queues: [queue] });
    await until((pools) => pools.some(({ tenant }) => tenant === books.tenant));
    const document = '01920000-0000-7000-8000-000000000001';
    const job = await books.in(() => enqueueJob('ocr', document));
    let noted: string | null = null;
    for (let n = 0; n < 1_200 && noted === null; n++) {
      await pause(50);
      const rows = await withRelay(database, () =>
        query<{ queue: string | null }>('SELECT queue FROM jobs WHERE id = $1', [job]),
      );
      noted = rows[0]?.queue ?? null;
    }
    assert.equal(noted, queue);
    assert.equal(await readyMessages(broker, queue), 1);
  });
});
