import { z } from 'zod';
import type { Deployment, Pod } from '../../src/kubernetes/pod-resources.ts';
import type { ResourceClient } from '../../src/kubernetes/resource-client.ts';
import { poolLabel } from '../../src/kubernetes/worker-deployment.ts';
import type { TestCluster } from './test-cluster.ts';

/** A pod as a Deployment's controller would make it: here nobody else does. */
export function makePod(
  pods: ResourceClient<Pod>,
  pool: string,
  name: string,
  image = 'worker:1',
): Promise<Pod> {
  return pods.create({
    metadata: { name, labels: { [poolLabel]: pool } },
    spec: { containers: [{ name: 'worker', image }], terminationGracePeriodSeconds: 60 },
  });
}

/** Has the pod be so, as its node would tell. */
export async function setPodState(
  pods: ResourceClient<Pod>,
  name: string,
  state: object,
  { phase = 'Running', restartCount = 0 } = {},
): Promise<void> {
  const container = {
    name: 'worker',
    image: 'worker:1',
    imageID: '',
    ready: true,
    restartCount,
    state,
  };
  const status = { phase, containerStatuses: [container] };
  await pods.patch(name, { status }, 'status');
}

/** Running since then. */
export function runningSince(date: Date): object {
  return { running: { startedAt: date.toISOString().replace(/\.\d+Z$/, 'Z') } };
}

/** A node that nobody hears, so that pods bound to it stay when they are deleted, as draining ones do. */
export async function bindPod(
  cluster: TestCluster,
  namespace: string,
  name: string,
): Promise<void> {
  await cluster.api.request(
    {
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/pods/${name}/binding`,
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name },
        target: { apiVersion: 'v1', kind: 'Node', name: 'a-node' },
      },
    },
    z.unknown(),
  );
}

/** The whole Deployment, with what the operator does not read. */
export function wholeDeployment(
  cluster: TestCluster,
  client: ResourceClient<Deployment>,
  name: string,
) {
  const path = `/apis/apps/v1/namespaces/${client.namespace}/deployments/${name}`;
  return cluster.api.request({ method: 'GET', path }, wholeSchema);
}

const wholeSchema = z.object({
  metadata: z.object({
    labels: z.record(z.string(), z.string()),
    ownerReferences: z.array(
      z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() }),
    ),
  }),
  spec: z.object({
    replicas: z.int(),
    template: z.object({
      metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).optional() }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.int(),
        automountServiceAccountToken: z.boolean(),
        nodeSelector: z.record(z.string(), z.string()).optional(),
        containers: z.array(
          z.looseObject({
            image: z.string(),
            env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
            envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })).optional(),
          }),
        ),
      }),
    }),
  }),
});
