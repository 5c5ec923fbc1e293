import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { testVhost } from '@smart-accounting/database/testing';
import { processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { KeptOperator } from './kept-operator.ts';
import { ManyPools } from './many-pools.ts';
import { describeOnCluster, until } from './test-cluster.ts';

const awayMs = 30_000;
/** So soon after the API server answers again everything is known and followed. */
const backMs = 5_000;

const cases = [
  { leadership: 'is kept where the Lease outlives that', leaseSeconds: '90', lives: 1 },
  { leadership: 'is taken again where it does not', leaseSeconds: '15', lives: 2 },
];

for (const { leadership, leaseSeconds, lives } of cases)
  describeOnCluster(
    `while the API server is away for 30 s, leadership ${leadership}`,
    (cluster) => {
      let many: ManyPools;
      let operator: KeptOperator;
      before(async () => {
        many = await ManyPools.open(cluster, await testVhost(), 3);
        const environment = { LEASE_SECONDS: leaseSeconds };
        operator = new KeptOperator('operator', { ...many.place, environment });
        operator.start();
        await many.untilAllReady(30_000);
      });
      after(async () => {
        await operator.close();
        await many.close();
      });

      it('and nothing wrong is written: what fills is followed afterwards, what empties stays', async () => {
        const [growing = '', waking = '', emptied = ''] = many.names;
        await many.fill(growing, 3);
        await many.fill(emptied, 2);
        await many.untilReplicas(growing, 3);
        await many.untilReplicas(emptied, 2);

        await cluster.server.kill();
        await many.fill(growing, 4);
        await many.fill(waking, 5);
        await many.empty(emptied);
        await pause(awayMs);
        await cluster.server.startAgain();
        const backAtMs = performance.now();
        const sinceMs = (): number => performance.now() - backAtMs;

        // Only whoever hears of resources again can do this.
        const jobs = cluster.client(processingJobs, many.place.namespace);
        await jobs.scale(emptied, 1);
        await until(() => many.deployments.get(`${emptied}-workers`)?.spec.replicas === 1, 'heard');
        assert.ok(sinceMs() <= backMs, `watches were back after ${sinceMs()} ms`);
        await many.untilReplicas(growing, 7, backMs);
        await many.untilReplicas(waking, 5, backMs);

        await pause(3_000); // some more reconciles
        assert.deepEqual(
          [growing, waking, emptied].map((name) => many.numbers.get(name)),
          [
            [0, 3, 7],
            [0, 5],
            [0, 2, 1],
          ],
        );
        await many.untilAllReady(backMs);
        assert.equal(operator.lives.length, lives);
      });
    },
  );
