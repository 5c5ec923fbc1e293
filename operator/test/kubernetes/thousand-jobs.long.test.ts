import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { testVhost } from '@smart-accounting/database/testing';
import { KubernetesOperator } from './kubernetes-operator.ts';
import { isWrite, ManyPools, serverRequests } from './many-pools.ts';
import { growth } from './samples.ts';
import { describeOnCluster } from './test-cluster.ts';

const count = 1_000;

describeOnCluster('an operator of a thousand ProcessingJobs', (cluster) => {
  let many: ManyPools;
  let operator: KubernetesOperator;
  before(async () => {
    many = await ManyPools.open(cluster, await testVhost(), count);
    operator = await KubernetesOperator.start('one', many.place);
  });
  after(async () => {
    await operator.end('SIGTERM');
    await many.close();
  });

  it('makes all of them ready, each with its Deployment', async () => {
    await many.untilAllReady(180_000);
    assert.equal(many.deployments.all().length, count);
  });

  it('writes nothing but its Lease while nothing happens, and reconciles all of them', async () => {
    await many.untilQuiet(120_000);
    const before = { own: await operator.samples(), server: await many.serverSamples() };
    await pause(20_000);
    const after = { own: await operator.samples(), server: await many.serverSamples() };
    assert.equal(growth(before.server, after.server, serverRequests, isWrite), 0);
    const reconciles = growth(before.own, after.own, 'smart_operator_reconciles_total');
    assert.ok(
      reconciles > 5 * count,
      `each at least every 4 s, on a busy machine: ${reconciles} reconciles`,
    );
  });

  it('follows the one whose queue fills, in one write, and leaves the others alone', async () => {
    const [name = ''] = many.names.slice(count / 2);
    const begunMs = performance.now();
    await many.fill(name, 10);
    await many.untilReplicas(name, 10);
    const tookMs = performance.now() - begunMs;
    assert.ok(tookMs < 5_000, `after ${tookMs} ms`);
    assert.deepEqual(many.numbers.get(name), [0, 10]);
    const moved = [...many.numbers].filter(([, seen]) => seen.join() !== '0');
    assert.equal(moved.length, 1);
  });
});
