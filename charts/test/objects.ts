import assert from 'node:assert/strict';
import { z } from 'zod';

const words = z.record(z.string(), z.string());

export const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: words.default({}),
    annotations: words.default({}),
  }),
});
export type KubernetesObject = z.output<typeof objectSchema>;

const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })).default([]),
  resources: z.looseObject({ requests: z.unknown(), limits: z.unknown() }),
  securityContext: z.looseObject({
    allowPrivilegeEscalation: z.boolean(),
    readOnlyRootFilesystem: z.boolean(),
    capabilities: z.object({ drop: z.array(z.string()), add: z.array(z.string()).optional() }),
    privileged: z.boolean().optional(),
  }),
  livenessProbe: z.unknown().optional(),
  readinessProbe: z.unknown().optional(),
  startupProbe: z.unknown().optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
});
export type Container = z.output<typeof containerSchema>;

const podSpecSchema = z.looseObject({
  automountServiceAccountToken: z.boolean(),
  enableServiceLinks: z.boolean(),
  shareProcessNamespace: z.boolean(),
  serviceAccountName: z.string().optional(),
  hostNetwork: z.boolean().optional(),
  restartPolicy: z.string().optional(),
  securityContext: z.looseObject({
    runAsNonRoot: z.boolean(),
    runAsUser: z.number().optional(),
    seccompProfile: z.object({ type: z.string() }),
  }),
  containers: z.array(containerSchema).min(1),
  initContainers: z.array(containerSchema).default([]),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
});

const podSchema = z.looseObject({
  metadata: z.looseObject({ labels: words, annotations: words.default({}) }),
  spec: podSpecSchema,
});
export type Pod = z.output<typeof podSchema>;

const workloadSchema = z.looseObject({
  spec: z.looseObject({ replicas: z.number().optional(), template: podSchema }),
});

export function parsePod(pod: unknown): Pod {
  return podSchema.parse(pod);
}

/** Every pod that the objects would become, by the name of its object. */
export function podsOf(objects: readonly KubernetesObject[]): Map<string, Pod> {
  const pods = objects.flatMap((object) => {
    if (object.kind === 'Pod') return [[object.metadata.name, parsePod(object)] as const];
    if (!['Deployment', 'StatefulSet', 'Job'].includes(object.kind)) return [];
    return [[object.metadata.name, workloadSchema.parse(object).spec.template] as const];
  });
  return new Map(pods);
}

/** The one object of this kind and name. */
export function find(
  objects: readonly KubernetesObject[],
  kind: string,
  name: string,
): KubernetesObject {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  const [one] = found;
  assert.ok(one, `there is no ${kind} ${name}`);
  assert.equal(found.length, 1, `${kind} ${name} is there ${found.length} times`);
  return one;
}

export function has(objects: readonly KubernetesObject[], kind: string, name: string): boolean {
  return objects.some((object) => object.kind === kind && object.metadata.name === name);
}

export function replicasOf(object: KubernetesObject): number | undefined {
  return workloadSchema.parse(object).spec.replicas;
}

/** The one container of a pod of ours. */
export function onlyContainer(pod: Pod | undefined): Container {
  const [container] = pod?.spec.containers ?? [];
  assert.ok(container);
  return container;
}

/** A Secret's entries as text. */
export function entriesOf(object: KubernetesObject): Record<string, string> {
  const { data = {}, stringData = {} } = z
    .looseObject({ data: words.optional(), stringData: words.optional() })
    .parse(object);
  const decoded = Object.entries(data).map(([key, value]) => [key, atob(value)] as const);
  return { ...Object.fromEntries(decoded), ...stringData };
}
