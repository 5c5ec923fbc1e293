import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type BrokerConnection, connectBroker } from '@smart-accounting/database/broker';
import { testVhost } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import { type ProcessingJob, processingJobSchema } from '@smart-accounting/operator-contract';
import { jobQueueArguments } from '@smart-accounting/worker-contract';
import { Autoscaler } from '../src/autoscaler.ts';
import { QueueReader } from '../src/broker/queue-reader.ts';
import { DrainRequests } from '../src/broker/drain-requests.ts';
import { WorkerReports } from '../src/broker/worker-reports.ts';
import { SharedCapacity } from '../src/capacity.ts';
import type { PoolView, PoolWorker, WorkerPool } from '../src/worker-pool.ts';

const logger = createLogger('test', 'silent');
let broker: BrokerConnection;

before(async () => {
  broker = connectBroker(await testVhost(), 'test', logger);
  await broker.use((channel) => channel.assertQueue('ocr.v1', { arguments: jobQueueArguments }));
});
after(() => broker.close());

/** A pool that is idle from the first reconcile. */
const idlePool: ProcessingJob = processingJobSchema.parse({
  apiVersion: 'smart-accounting.io/v1alpha1',
  kind: 'ProcessingJob',
  metadata: { name: 'ocr' },
  spec: { queues: ['ocr.v1'], scaling: { idleSecondsBeforeMinimum: 0 } },
});

/** A pool on paper that notes whom it was told to end. */
class NotingPool implements WorkerPool {
  workers: PoolWorker[];
  readonly ended: string[] = [];

  constructor(workers: PoolWorker[]) {
    this.workers = workers;
  }

  view(): Promise<PoolView> {
    const { workers } = this;
    return Promise.resolve({
      replicas: workers.length,
      workers,
      draining: 0,
      crashes: 0,
      unplaced: 0,
    });
  }

  scale(_job: ProcessingJob, _replicas: number, victims: readonly string[]): Promise<void> {
    this.ended.push(...victims);
    this.workers = this.workers.filter(({ name }) => !victims.includes(name));
    return Promise.resolve();
  }
}

async function lookAt(pool: WorkerPool, job: ProcessingJob) {
  const queues = new QueueReader(broker);
  const reports = new WorkerReports(broker, logger);
  const drainRequests = new DrainRequests(broker, reports);
  const capacity = new SharedCapacity(Infinity);
  const autoscaler = new Autoscaler({ pool, queues, reports, drainRequests, capacity, logger });
  try {
    return await autoscaler.reconcile(job);
  } finally {
    for (const part of [drainRequests, reports, queues]) await part.close();
  }
}

describe('a pool that has nothing to do', () => {
  it('loses at once who does not run yet, and keeps who starts: a job may be in its hand before it is heard', async () => {
    const pool = new NotingPool([
      { name: 'pending', phase: 'pending' },
      { name: 'starting', phase: 'starting' },
    ]);
    const { change } = await lookAt(pool, idlePool);
    assert.deepEqual(pool.ended, ['pending']);
    assert.equal(change?.to, 1);
  });
  it('is left alone when nobody is heard who should be', async () => {
    const pool = new NotingPool([{ name: 'silent', phase: 'running' }]);
    const { change } = await lookAt(pool, idlePool);
    assert.equal(change, null);
  });
});

describe('a pool that is pinned below what it has', () => {
  it('ends first who does not run, then who starts, then who is not heard', async () => {
    const pool = new NotingPool([
      { name: 'silent', phase: 'running' },
      { name: 'starting', phase: 'starting' },
      { name: 'pending', phase: 'pending' },
    ]);
    const pinned = { ...idlePool, spec: { ...idlePool.spec, pinnedReplicas: 1 } };
    await lookAt(pool, pinned);
    assert.deepEqual(pool.ended, ['pending', 'starting']);
  });
});
