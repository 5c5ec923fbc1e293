import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { createLogger } from '@smart-accounting/monitoring';
import { type ProcessingJob, processingJobSchema } from '@smart-accounting/operator-contract';
import {
  DeploymentPool,
  deletionCost,
  NotLeading,
  NotOurs,
} from '../../src/kubernetes/deployment-pool.ts';
import { deployments, pods } from '../../src/kubernetes/pod-resources.ts';
import { type KubernetesJob, processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { Reflector } from '../../src/kubernetes/reflector.ts';
import { NoImage, poolLabel } from '../../src/kubernetes/worker-deployment.ts';
import { establish } from './establish.ts';
import { describeOnCluster, type TestCluster, until } from './test-cluster.ts';
import { bindPod, makePod, runningSince, setPodState, wholeDeployment } from './worker-pods.ts';

const logger = createLogger('test', 'silent');

/** A pool over a namespace of its own, with one ProcessingJob `ocr` in it. */
async function openPool(
  cluster: TestCluster,
  name: string,
  kubernetes: object = { image: 'worker:1' },
) {
  const namespace = await cluster.namespace(name);
  const clients = {
    jobs: cluster.client(processingJobs, namespace),
    deployments: cluster.client(deployments, namespace),
    pods: cluster.client(pods, namespace),
  };
  let resource: KubernetesJob | null = await clients.jobs.create({
    metadata: { name: 'ocr' },
    spec: { queues: ['ocr.v1', 'ocr.bulk.v1'], kubernetes },
  });
  let leads = true;
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const knownDeployments = new Reflector({
    client: clients.deployments,
    onChange: (deployment, now) => {
      if (!now) pool.deploymentGone(deployment);
    },
    onError,
  });
  const knownPods = new Reflector({
    client: clients.pods,
    labelSelector: poolLabel,
    onChange: (pod, now) => pool.podChanged(pod, now),
    onError,
  });
  const pool = new DeploymentPool({
    deployments: clients.deployments,
    knownDeployments,
    pods: clients.pods,
    jobOf: () => resource,
    mayAct: () => leads,
    defaults: {
      ocr: { environmentSecrets: ['database'], environment: { TZ: 'UTC', LOG_LEVEL: 'warn' } },
      work: { environmentSecrets: ['other'] },
    },
    logger,
  });
  for (const reflector of [knownDeployments, knownPods]) reflector.start();
  await Promise.all([knownDeployments.synced, knownPods.synced]);
  return {
    ...clients,
    namespace,
    pool,
    job,
    /** The ProcessingJob is changed so. */
    change: async (spec: object) => {
      resource = await clients.jobs.patch('ocr', { spec });
    },
    stopLeading: () => (leads = false),
    whole: () => wholeDeployment(cluster, clients.deployments, 'ocr-workers'),
    /** Waits until the pool's own view is so. */
    untilSeen: (so: (view: Awaited<ReturnType<typeof pool.view>>) => boolean, what: string) =>
      until(async () => so(await pool.view(job)), what),
    close: async () => {
      await Promise.all([knownDeployments.close(), knownPods.close()]);
      assert.deepEqual(errors, []);
    },
  };
}

const job: ProcessingJob = processingJobSchema.parse({
  apiVersion: processingJobs.apiVersion,
  kind: processingJobs.kind,
  metadata: { name: 'ocr' },
  spec: { queues: ['ocr.v1', 'ocr.bulk.v1'] },
});

describeOnCluster('a pool of pods', (cluster) => {
  before(() => establish(cluster));

  it('is a Deployment that its ProcessingJob owns, at first without workers', async () => {
    const { pool, jobs, whole, close } = await openPool(cluster, 'made');
    const view = await pool.view(job);
    assert.deepEqual(view, { replicas: 0, workers: [], draining: 0, crashes: 0, unplaced: 0 });
    const { metadata, spec } = await whole();
    const [owner] = metadata.ownerReferences;
    assert.equal(owner?.uid, (await jobs.get('ocr')).metadata.uid);
    assert.equal(spec.replicas, 0);
    const { containers, ...pod } = spec.template.spec;
    const [worker] = containers;
    assert.equal(pod.automountServiceAccountToken, false);
    assert.equal(pod.terminationGracePeriodSeconds, 90 + 30 + 5);
    const environment = Object.fromEntries(
      (worker?.env ?? []).map(({ name, value }) => [name, value]),
    );
    assert.deepEqual(
      [environment['QUEUES'], environment['POOL'], environment['TZ'], environment['LOG_LEVEL']],
      ['ocr.v1,ocr.bulk.v1', 'ocr', 'UTC', 'warn'],
    );
    assert.deepEqual(worker?.envFrom, [{ secretRef: { name: 'database' } }]);
    await close();
  });

  it('keeps its number when its pods are described anew, and loses what is no longer said', async () => {
    const { pool, change, whole, close } = await openPool(cluster, 'described', {
      image: 'worker:1',
      nodeSelector: { disk: 'fast' },
    });
    await pool.view(job);
    await pool.scale(job, 7, []);
    assert.equal((await pool.view(job)).replicas, 7, 'known at once');
    await change({ kubernetes: { image: 'worker:2', nodeSelector: null } });
    assert.equal((await pool.view(job)).replicas, 7);
    const { spec } = await whole();
    assert.equal(spec.replicas, 7);
    assert.equal(spec.template.spec.containers[0]?.image, 'worker:2');
    assert.equal(spec.template.spec.nodeSelector, undefined);
    await pool.scale(job, 0, []);
    await change({ kubernetes: { image: 'worker:3' } });
    await pool.view(job);
    assert.equal((await whole()).spec.replicas, 0, 'and none stay none');
    await close();
  });

  it('is described once more when somebody changed it, and made again when somebody deleted it', async () => {
    const { pool, deployments: client, whole, untilSeen, close } = await openPool(cluster, 'drift');
    await pool.view(job);
    await pool.scale(job, 2, []);
    await client.patch('ocr-workers', {
      spec: { template: { spec: { terminationGracePeriodSeconds: 1 } } },
    });
    await until(async () => {
      await pool.view(job);
      return (await whole()).spec.template.spec.terminationGracePeriodSeconds === 125;
    }, 'the grace is as it was');
    assert.equal((await whole()).spec.replicas, 2);
    await client.delete('ocr-workers');
    await untilSeen(({ replicas }) => replicas === 0, 'it is made again');
    assert.equal((await whole()).spec.replicas, 0);
    await close();
  });

  it('leaves a Deployment alone that somebody else made under its name', async () => {
    const { pool, deployments: client, whole, close } = await openPool(cluster, 'taken');
    const labels = { app: 'theirs' };
    await client.create({
      metadata: { name: 'ocr-workers', labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'a', image: 'theirs:1' }] },
        },
      },
    });
    await until(async () => {
      const error: unknown = await pool.view(job).catch((reason: unknown) => reason);
      return error instanceof NotOurs;
    }, 'it is refused');
    await assert.rejects(whole(), /ownerReferences/, 'nobody owns it, as before');
    await close();
  });

  it('is not to be had without an image', async () => {
    const { pool, close } = await openPool(cluster, 'no-image', {});
    await assert.rejects(pool.view(job), NoImage);
    await close();
  });

  it('writes nothing when another one may lead', async () => {
    const { pool, whole, stopLeading, close } = await openPool(cluster, 'not-leading');
    await pool.view(job);
    stopLeading();
    await assert.rejects(pool.view(job), NotLeading);
    await assert.rejects(pool.scale(job, 3, []), NotLeading);
    assert.equal((await whole()).spec.replicas, 0);
    await close();
  });

  it('sees pods that are pending, starting, running and draining, and counts crashes', async () => {
    const { pool, pods: client, namespace, untilSeen, close } = await openPool(cluster, 'phases');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await makePod(client, 'ocr', name);
    await makePod(client, 'another', 'x');
    await setPodState(client, 'b', runningSince(new Date()));
    await setPodState(client, 'c', runningSince(new Date(Date.now() - 60_000)));
    await bindPod(cluster, namespace, 'd');
    await client.delete('d');
    await setPodState(client, 'e', {}, { phase: 'Failed' });
    await untilSeen(({ workers }) => workers.length === 3, 'there are three');
    await untilSeen(({ draining }) => draining === 1, 'one drains');
    await untilSeen(
      ({ workers }) => workers.map(({ phase }) => phase).join() === 'pending,starting,running',
      'each is as its node tells',
    );
    assert.equal((await pool.view(job)).crashes, 0);
    await setPodState(client, 'c', runningSince(new Date()), { restartCount: 2 });
    await untilSeen(({ crashes }) => crashes === 2, 'both are counted');
    await close();
  });

  it('counts and tells pods for which no node has room', async () => {
    const { pool, pods: client, untilSeen, close } = await openPool(cluster, 'no-room');
    for (const name of ['a', 'b']) await makePod(client, 'ocr', name);
    await untilSeen(
      ({ workers, unplaced }) => workers.length === 2 && unplaced === 0,
      'both are there',
    );
    const message = '0/2 nodes are available: 2 Insufficient cpu.';
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    ];
    await client.patch('b', { status: { conditions } }, 'status');
    await untilSeen(({ unplaced }) => unplaced === 1, 'one finds no room');
    assert.deepEqual(pool.troubleOf('ocr'), {
      reason: 'Unschedulable',
      message: `pod b: ${message}`,
    });
    await close();
  });

  it('marks who is to go, before the number is lower, and spares who did not go', async () => {
    const { pool, pods: client, untilSeen, close } = await openPool(cluster, 'victims');
    await pool.view(job);
    for (const name of ['a', 'b']) await makePod(client, 'ocr', name);
    await untilSeen(({ workers }) => workers.length === 2, 'both are there');
    await pool.scale(job, 1, ['b', 'long-gone']);
    const costOf = async (name: string) =>
      (await client.get(name)).metadata.annotations?.[deletionCost];
    assert.deepEqual([await costOf('a'), await costOf('b')], [undefined, '-1000']);
    // Marked by an operator before this one, which did not see it go.
    await client.patch('a', { metadata: { annotations: { [deletionCost]: '-1000' } } });
    await until(async () => {
      await pool.view(job);
      return (await costOf('a')) === undefined;
    }, 'a is like all others again');
    assert.equal(await costOf('b'), '-1000', 'b may still go');
    await close();
  });

  it('tells what keeps its pods from working', async () => {
    const { pool, pods: client, deployments: owner, close } = await openPool(cluster, 'trouble');
    await pool.view(job);
    assert.equal(pool.troubleOf('ocr'), null);
    const condition = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'exceeded quota',
    };
    await owner.patch('ocr-workers', { status: { conditions: [condition] } }, 'status');
    await until(() => pool.troubleOf('ocr')?.reason === 'FailedCreate', 'the quota is told');
    await makePod(client, 'ocr', 'a');
    const waiting = { reason: 'ImagePullBackOff', message: 'no such image' };
    await setPodState(client, 'a', { waiting }, { phase: 'Pending' });
    await until(() => pool.troubleOf('ocr')?.reason === 'ImagePullBackOff', 'the image is told');
    assert.equal(pool.troubleOf('ocr')?.message, 'pod a: no such image');
    await close();
  });
});
