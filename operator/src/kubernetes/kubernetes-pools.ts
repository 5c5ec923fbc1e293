import { type Logger, operatorLeads, reflectorSilence } from '@smart-accounting/monitoring';
import type { Pools } from '../pools.ts';
import type { KubernetesSettings } from '../settings.ts';
import { connectCluster } from './connect-cluster.ts';
import { DeploymentPool } from './deployment-pool.ts';
import { eventResource, EventRecorder } from './events.ts';
import { KubernetesSource } from './kubernetes-source.ts';
import { Elector, leaseResource } from './lease.ts';
import { deployments, pods } from './pod-resources.ts';
import { processingJobs } from './processing-jobs.ts';
import { heardLately, Reflector } from './reflector.ts';
import { ResourceClient } from './resource-client.ts';
import { poolLabel } from './worker-deployment.ts';

const silenceEveryMs = 5_000;
/**
 * However long the API server was away, we ask it again so soon; just started it refuses us once or twice more, until it
 * knows who may do what. Together less than 5 s.
 */
const backoff = { firstMs: 200, mostMs: 2_000 };

/**
 * ProcessingJobs from the API server, and their workers as pods of Deployments, which live on without us. Of several
 * operators the one that holds the Lease acts; the others know everything already.
 */
export function openKubernetesPools(settings: KubernetesSettings, logger: Logger): Pools {
  const { api, namespace } = connectOrExit(settings.NAMESPACE);
  const jobClient = new ResourceClient(api, processingJobs, namespace);
  const deploymentClient = new ResourceClient(api, deployments, namespace);
  const podClient = new ResourceClient(api, pods, namespace);
  const failed = (what: string) => (error: unknown) =>
    logger.warn({ err: error }, `${what}: it is tried again`);

  const jobs = new Reflector({
    client: jobClient,
    backoff,
    onChange: (name, now) => {
      if (!now) pool.forget(name);
      source.changed(name, now);
    },
    onError: failed('ProcessingJobs'),
  });
  const knownDeployments = new Reflector({
    client: deploymentClient,
    backoff,
    onChange: (name, now) => {
      if (!now) pool.deploymentGone(name);
    },
    onError: failed('Deployments'),
  });
  const knownPods = new Reflector({
    client: podClient,
    backoff,
    labelSelector: poolLabel,
    onChange: (name, now) => pool.podChanged(name, now),
    onError: failed('pods'),
  });
  const reflectors = { ProcessingJobs: jobs, Deployments: knownDeployments, pods: knownPods };
  const all = Object.values(reflectors);

  const events = new EventRecorder({
    events: new ResourceClient(api, eventResource, namespace),
    component: 'smart-accounting-operator',
    instance: settings.IDENTITY,
    onError: failed('events'),
  });
  const pool = new DeploymentPool({
    deployments: deploymentClient,
    knownDeployments,
    pods: podClient,
    jobOf: (name) => jobs.get(name),
    defaults: settings.POD_DEFAULTS,
    mayAct: () => elector.leading,
    logger,
  });
  const { promise: gained, resolve: gain } = Promise.withResolvers<null>();
  const durationMs = settings.LEASE_SECONDS * 1000;
  const elector = new Elector({
    leases: new ResourceClient(api, leaseResource, namespace),
    name: settings.LEASE,
    identity: settings.IDENTITY,
    onGained: () => {
      operatorLeads.set(1);
      gain(null);
    },
    onLost: () => {
      // Reconciles are under way that may not end as we would have them: a new process knows nothing wrong.
      logger.fatal('another one may lead now');
      process.exit(1);
    },
    onError: failed('the Lease'),
    timing: {
      durationMs,
      renewWithinMs: (durationMs * 2) / 3,
      retryMs: (durationMs * 2) / 15,
    },
  });
  const source = new KubernetesSource({
    jobs: jobClient,
    known: jobs,
    events,
    troubleOf: (name) => pool.troubleOf(name),
    mayTell: () => elector.leading,
    onError: failed('status'),
  });

  const silence = setInterval(() => {
    for (const [kind, { silentMs }] of Object.entries(reflectors))
      reflectorSilence.set({ kind }, silentMs / 1000);
  }, silenceEveryMs).unref();

  return {
    source,
    pool,
    dependencies: [{ name: 'api server', check: () => heardLately(all) }],
    lead: async () => {
      for (const reflector of all) reflector.start();
      await Promise.all(all.map(({ synced }) => synced));
      logger.info({ namespace, identity: settings.IDENTITY }, 'everything is known');
      elector.start();
      await gained;
      logger.info({ identity: settings.IDENTITY }, 'leads');
    },
    stopFollowing: () => source.unfollow(),
    close: async () => {
      await events.close();
      await elector.close();
      clearInterval(silence);
      await Promise.all(all.map((reflector) => reflector.close()));
      await api.close();
    },
  };
}

/** Ends the process with a sentence when we are not told well where the cluster is: a stack says nothing to who told us. */
function connectOrExit(namespace: string | undefined): ReturnType<typeof connectCluster> {
  try {
    return connectCluster({ namespace });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    console.error(`The cluster: ${sentence.replaceAll(/\s*\n\s*/g, ' ')}`);
    process.exit(1);
  }
}
