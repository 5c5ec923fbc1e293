import { createHash } from 'node:crypto';
import type { V1Deployment, V1PodTemplateSpec } from '@kubernetes/client-node';
import {
  type KubernetesSection,
  type PoolClass,
  poolClassOf,
  processingJobKind,
} from '@smart-accounting/operator-contract';
import type { KubernetesJob } from './processing-jobs.ts';
import type { Plain } from './resource-client.ts';

/** Whose pod it is; every pool's Deployment selects its pods by this label alone. */
export const poolLabel = 'smart-accounting.io/pool';
/** What the Deployment's pods were last said to be like, so that what did not change is not written again. */
export const templateAnnotation = 'smart-accounting.io/template';

/** Neither the ProcessingJob nor the operator's settings say which image the workers are. */
export class NoImage extends Error {
  constructor() {
    super('spec.kubernetes.image is absent, and the operator was installed without an image');
  }
}

/** By which network policies tell the pods that open strangers' files from those that see books. */
const components: Readonly<Record<PoolClass, string>> = { ocr: 'reader', work: 'worker' };
const metricsPort = 9464;
const authoritiesFolder = '/etc/smart-accounting/authorities';
/** After its own time a worker ends by itself; only one that cannot is killed. */
const killAfterSeconds = 5;

/** The Deployment's name; names of pods begin with it. */
export function deploymentName(job: string): string {
  return `${job}-workers`;
}

/**
 * The Deployment of a pool without its number of replicas, and a hash that says whether it changed.
 * @param defaults what holds where the ProcessingJob says nothing of pods
 * @throws {NoImage}
 */
export function workerDeployment(
  job: KubernetesJob,
  defaults: KubernetesSection,
): {
  readonly body: Required<Pick<Plain<V1Deployment>, 'metadata' | 'spec'>>;
  readonly hash: string;
} {
  const { name, uid } = job.metadata;
  const labels = labelsOf(job);
  const spec = {
    selector: { matchLabels: { [poolLabel]: name } },
    // New workers first, then the old ones finish what they have in hand.
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    revisionHistoryLimit: 3,
    template: podTemplate(job, defaults, labels),
  };
  const hash = createHash('sha256')
    .update(JSON.stringify([labels, spec]))
    .digest('hex')
    .slice(0, 16);
  const { apiVersion, kind } = processingJobKind;
  const owner = { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
  const metadata = {
    name: deploymentName(name),
    labels,
    annotations: { [templateAnnotation]: hash },
    ownerReferences: [owner],
  };
  return { body: { metadata, spec }, hash };
}

function labelsOf({ metadata: { name }, spec }: KubernetesJob): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'smart-accounting',
    'app.kubernetes.io/component': components[poolClassOf(spec)],
    'app.kubernetes.io/managed-by': 'smart-accounting-operator',
    [poolLabel]: name,
    ...(spec.tenant === undefined ? {} : { 'smart-accounting.io/tenant': spec.tenant }),
  };
}

function podTemplate(
  { metadata: { name }, spec }: KubernetesJob,
  defaults: KubernetesSection,
  labels: Record<string, string>,
): Plain<V1PodTemplateSpec> {
  const pod = { ...defaults, ...spec.kubernetes };
  if (pod.image === undefined) throw new NoImage();
  const authorities = pod.authoritiesConfigMap;
  const graceSeconds = spec.maxJobSeconds + 30;
  const environment = {
    LOG_LEVEL: 'info',
    ...(authorities ? { NODE_EXTRA_CA_CERTS: `${authoritiesFolder}/ca.crt` } : {}),
    ...defaults.environment,
    ...spec.kubernetes?.environment,
    POOL: name,
    QUEUES: spec.queues.join(','),
    STOP_GRACE_SECONDS: String(graceSeconds),
    METRICS_PORT: String(metricsPort),
    METRICS_HOST: '0.0.0.0',
  };
  const worker = {
    name: 'worker',
    image: pod.image,
    imagePullPolicy: pod.imagePullPolicy ?? 'IfNotPresent',
    env: [
      { name: 'WORKER_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ...Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    ],
    envFrom: (pod.environmentSecrets ?? []).map((secret) => ({ secretRef: { name: secret } })),
    ports: [{ name: 'metrics', containerPort: metricsPort }],
    // No readiness probe: a busy worker that answers late would be the first to be taken away.
    livenessProbe: {
      httpGet: { path: '/healthz', port: 'metrics' },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    resources: {
      limits: quantities(pod.resources?.limits),
      requests: quantities(pod.resources?.requests),
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'temporary', mountPath: '/tmp' },
      ...(authorities
        ? [{ name: 'authorities', mountPath: authoritiesFolder, readOnly: true }]
        : []),
    ],
  };
  return {
    metadata: { labels: { ...pod.podLabels, ...labels }, annotations: pod.podAnnotations ?? {} },
    spec: {
      containers: [worker],
      terminationGracePeriodSeconds: graceSeconds + killAfterSeconds,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // As PID 1 a worker told to stop before it listens would ignore that, take jobs, and be killed in the end.
      shareProcessNamespace: true,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      volumes: [
        { name: 'temporary', emptyDir: {} },
        ...(authorities ? [{ name: 'authorities', configMap: authoritiesOf(authorities) }] : []),
      ],
      imagePullSecrets: (pod.imagePullSecrets ?? []).map((secret) => ({ name: secret })),
      ...(pod.nodeSelector ? { nodeSelector: pod.nodeSelector } : {}),
      ...(pod.tolerations ? { tolerations: pod.tolerations } : {}),
      ...(pod.priorityClassName ? { priorityClassName: pod.priorityClassName } : {}),
    },
  };
}

/** A key that is missing keeps the pod from starting, and says so; Node itself would only warn. */
function authoritiesOf(name: string): { name: string; items: { key: string; path: string }[] } {
  return { name, items: [{ key: 'ca.crt', path: 'ca.crt' }] };
}

/** As the API server has them: `cpu: 2` is the text `2`. */
function quantities(
  amounts: Readonly<Record<string, string | number | undefined>> | undefined,
): Record<string, string> | undefined {
  if (!amounts) return undefined;
  const said = Object.entries(amounts).filter(([, amount]) => amount !== undefined);
  return Object.fromEntries(said.map(([name, amount]) => [name, String(amount)]));
}
