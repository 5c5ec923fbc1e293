import type {
  V1Deployment,
  V1DeploymentCondition,
  V1DeploymentSpec,
  V1Pod,
  V1PodCondition,
} from '@kubernetes/client-node';
import { z } from 'zod';
import {
  type ApiObject,
  metadataSchema,
  type Plain,
  type Resource,
  timeSchema,
} from './resource-client.ts';

/** A pod as the API server has it; of its status what the number of workers depends on, and nothing of its `spec`. */
export type Pod = Plain<V1Pod> & ApiObject;

/** A Deployment; of its `spec` only `replicas` is read, which saves the memory of a thousand templates. */
export type Deployment = Plain<Omit<V1Deployment, 'spec'>> &
  ApiObject & { readonly spec: Required<Pick<V1DeploymentSpec, 'replicas'>> };

const stateSchema = z.object({
  running: z.object({ startedAt: timeSchema }).optional(),
  waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  terminated: z.object({ exitCode: z.int() }).optional(),
});

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
}) satisfies z.ZodType<V1PodCondition & V1DeploymentCondition>;

const containerStatusSchema = z.object({
  name: z.string(),
  image: z.string(),
  imageID: z.string(),
  ready: z.boolean(),
  restartCount: z.int(),
  state: stateSchema.optional(),
});

const podSchema: z.ZodType<Pod> = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z.array(conditionSchema).optional(),
      containerStatuses: z.array(containerStatusSchema).optional(),
    })
    .optional(),
});

export const pods: Resource<Pod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  plural: 'pods',
  schema: podSchema,
};

const deploymentSchema: z.ZodType<Deployment> = z.object({
  metadata: metadataSchema.extend({
    ownerReferences: z
      .array(
        z.object({
          apiVersion: z.string(),
          kind: z.string(),
          name: z.string(),
          uid: z.string(),
          controller: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
  spec: z.object({ replicas: z.int().default(1) }),
  status: z.object({ conditions: z.array(conditionSchema).optional() }).optional(),
});

export const deployments: Resource<Deployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  plural: 'deployments',
  schema: deploymentSchema,
};
