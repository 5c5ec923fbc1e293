import {
  kubernetesSectionSchema,
  poolClasses,
  poolClassOf,
} from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { processingJobs } from '../../operator/src/kubernetes/processing-jobs.ts';
import { workerDeployment } from '../../operator/src/kubernetes/worker-deployment.ts';
import {
  find,
  type KubernetesObject,
  onlyContainer,
  parsePod,
  type Pod,
  podsOf,
} from './objects.ts';

/** The pod that the operator makes for a pool of the chart, with the settings the chart gives it. */
export function workerPod(objects: readonly KubernetesObject[], pool: string): Pod {
  const operator = [...podsOf(objects)].find(([name]) => name.endsWith('-operator'));
  const { env } = onlyContainer(operator?.[1]);
  const defaults = env.find(({ name }) => name === 'POD_DEFAULTS')?.value ?? '';
  const { metadata, spec } = z
    .looseObject({ metadata: z.looseObject({}), spec: z.unknown() })
    .parse(find(objects, 'ProcessingJob', pool));
  const job = processingJobs.schema.parse({
    metadata: { ...metadata, uid: 'uid', resourceVersion: '1', generation: 1 },
    spec,
  });
  const sections = z
    .record(z.enum(poolClasses), kubernetesSectionSchema)
    .parse(JSON.parse(defaults));
  const { body } = workerDeployment(job, sections[poolClassOf(job.spec)]);
  const { template } = z.looseObject({ template: z.unknown() }).parse(body.spec);
  return parsePod(template);
}
