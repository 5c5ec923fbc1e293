import {
  kubernetesSpecSchema,
  processingJobKind,
  pruned,
  resourceStatusSchema,
  specStructure,
  statusStructure,
} from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { metadataSchema, type Resource } from './resource-client.ts';

const processingJobSchema = z.object({
  metadata: metadataSchema,
  spec: z.preprocess((spec) => pruned(spec, specStructure), kubernetesSpecSchema),
  status: z.preprocess(
    (status) => pruned(status, statusStructure),
    resourceStatusSchema.optional(),
  ),
});
export type KubernetesJob = z.output<typeof processingJobSchema>;

/** ProcessingJobs as the API server has them. */
export const processingJobs: Resource<KubernetesJob> = {
  apiVersion: processingJobKind.apiVersion,
  kind: processingJobKind.kind,
  plural: processingJobKind.plural,
  schema: processingJobSchema,
};
