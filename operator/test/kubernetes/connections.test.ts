import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { createLogger } from '@smart-accounting/monitoring';
import { type ProcessingJob, processingJobSchema } from '@smart-accounting/operator-contract';
import { openKubernetesPools } from '../../src/kubernetes/kubernetes-pools.ts';
import { processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { readSettings } from '../../src/settings.ts';
import { openTcpProxy } from '../../../faults/tcp-proxy.ts';
import { establish } from './establish.ts';
import { allowOperator } from './operator-rights.ts';
import { describeOnCluster, until } from './test-cluster.ts';

const reconciles = 1_000;
const atOnce = 10;

describeOnCluster('the operator’s connections to the API server', (cluster) => {
  it(`are three at most for ${reconciles} reconciles, with all watches and the Lease`, async () => {
    await establish(cluster);
    const namespace = await cluster.namespace('connections');
    await allowOperator(cluster, namespace);
    const names = Array.from({ length: atOnce }, (_, n) => `pool-${n}`);
    const resources = cluster.client(processingJobs, namespace);
    for (const name of names)
      await resources.create({ metadata: { name }, spec: { queues: [`work.${name}.v1`] } });

    const { url, operatorKubeconfig } = cluster.server;
    const proxy = await openTcpProxy(Number(new URL(url).port));
    const kubeconfig = `${operatorKubeconfig}-counted`;
    const counted = readFileSync(operatorKubeconfig, 'utf8').replace(
      url,
      `https://127.0.0.1:${proxy.port}`,
    );
    writeFileSync(kubeconfig, counted);
    process.env['KUBECONFIG'] = kubeconfig;
    const settings = readSettings({
      POOLS: 'kubernetes',
      AMQP_URL: 'amqp://unused.test',
      NAMESPACE: namespace,
      POD_DEFAULTS: JSON.stringify({ ocr: {}, work: { image: 'worker:1' } }),
    });
    assert.ok(settings.POOLS === 'kubernetes');
    const pools = openKubernetesPools(settings, createLogger('test', 'silent'));
    await pools.lead();
    const reconcile = async (job: ProcessingJob): Promise<void> => {
      for (let time = 1; time <= reconciles / atOnce; time++) {
        await pools.pool.view(job);
        await pools.pool.scale(job, time, []);
      }
    };
    await Promise.all(names.map((name) => reconcile(jobOf(name))));
    for (const name of names)
      assert.equal((await pools.pool.view(jobOf(name))).replicas, reconciles / atOnce);
    assert.ok(proxy.opened() <= 3, `${proxy.opened()} were opened`);
    await pools.close();
    await until(() => proxy.open() === 0, 'all are closed');
    await proxy.close();
  });
});

function jobOf(name: string): ProcessingJob {
  return processingJobSchema.parse({
    apiVersion: processingJobs.apiVersion,
    kind: processingJobs.kind,
    metadata: { name },
    spec: { queues: [`work.${name}.v1`] },
  });
}
