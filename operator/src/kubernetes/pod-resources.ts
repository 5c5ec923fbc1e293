import { z } from 'zod';
import { metadataSchema, type Resource } from './resource-client.ts';

const ownersSchema = z
  .array(z.object({ uid: z.string(), controller: z.boolean().optional() }))
  .optional();

const stateSchema = z.object({
  running: z.object({ startedAt: z.string().nullish() }).optional(),
  waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  terminated: z.object({ exitCode: z.int() }).optional(),
});

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

const podSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z.array(conditionSchema).optional(),
      containerStatuses: z
        .array(z.object({ restartCount: z.int(), state: stateSchema.optional() }))
        .optional(),
    })
    .optional(),
});
export type Pod = z.infer<typeof podSchema>;

/** Pods, as far as the number of workers depends on them. */
export const pods: Resource<Pod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  schema: podSchema,
};

const deploymentSchema = z.object({
  metadata: metadataSchema.extend({ ownerReferences: ownersSchema }),
  spec: z.object({ replicas: z.int().default(1) }),
  status: z.object({ conditions: z.array(conditionSchema).optional() }).optional(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** Deployments, as far as the number of workers depends on them. */
export const deployments: Resource<Deployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  plural: 'deployments',
  schema: deploymentSchema,
};
