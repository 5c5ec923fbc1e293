import { z } from 'zod';
import {
  kubernetesSpecSchema,
  processingJobKind,
  processingJobNameMax,
  processingJobNamePattern,
} from './processing-job.ts';
import { resourceStatusSchema } from './resource-status.ts';

/** A JSON schema as the API server takes it, as far as we look into it. */
export interface StructuralSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly items?: StructuralSchema;
  readonly [key: string]: unknown;
}

const structuralSchema: z.ZodType<StructuralSchema> = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), structuralSchema).optional();
  },
  get items() {
    return structuralSchema.optional();
  },
});

/** The spec and the status as the API server checks them. */
export const specStructure = structureOf(kubernetesSpecSchema);
export const statusStructure = structureOf(resourceStatusSchema);

const nameRules = [
  {
    rule: `size(self.metadata.name) <= ${processingJobNameMax}`,
    message: `name must be ${processingJobNameMax} characters or fewer: names of pods are longer`,
  },
  {
    rule: `self.metadata.name.matches('${processingJobNamePattern.source}')`,
    message: 'name must be lower-case letters, digits and hyphens',
  },
];

const column = (
  name: string,
  type: string,
  jsonPath: string,
  description: string,
  priority = 0,
) => ({
  name,
  type,
  jsonPath,
  description,
  priority,
});

const columns = [
  column('Tenant', 'string', '.spec.tenant', 'The tenant whose pool it is.'),
  column('Queues', 'string', '.spec.queues', 'In order of service.', 1),
  column('Ready', 'integer', '.status.readyReplicas', 'Workers that answer.'),
  column('Busy', 'integer', '.status.busyReplicas', 'Workers with a job in hand.'),
  column('Wanted', 'integer', '.status.replicas', 'Workers that were asked for.'),
  column('Max', 'integer', '.spec.scaling.maxReplicas', 'Never more workers than this.'),
  column('Backlog', 'integer', '.status.backlog', 'Jobs that wait.'),
  column('Draining', 'integer', '.status.drainingReplicas', 'Workers told to stop.', 1),
  column(
    'Healthy',
    'string',
    '.status.conditions[?(@.type=="Ready")].status',
    'Whether the pool can do its work.',
  ),
  column(
    'Reason',
    'string',
    '.status.conditions[?(@.type=="Scaling")].reason',
    'Why it has as many workers as it has.',
  ),
  column('Age', 'date', '.metadata.creationTimestamp', 'Since when the resource is there.'),
];

/** What the API server must know to hold ProcessingJobs and to refuse wrong ones by itself, without a webhook. */
export function customResourceDefinition(): object {
  const { group, version, kind, plural, singular, shortName } = processingJobKind;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, singular, kind, listKind: `${kind}List`, shortNames: [shortName] },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: {
            status: {},
            // The path must always exist: without it, a GET of /scale answers 500. So it is the ceiling.
            scale: {
              specReplicasPath: '.spec.scaling.maxReplicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          selectableFields: [{ jsonPath: '.spec.tenant' }],
          additionalPrinterColumns: columns,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description:
                'A pool of workers that take jobs from queues; their number follows the work that waits.',
              required: ['spec'],
              'x-kubernetes-validations': nameRules,
              properties: { spec: specStructure, status: statusStructure },
            },
          },
        },
      ],
    },
  };
}

/**
 * The value without what our schema does not know, as the API server itself prunes: what it holds may have been
 * written, or given defaults, by a later version than this.
 */
export function pruned(value: unknown, structure: StructuralSchema): unknown {
  const { properties, items } = structure;
  if (items && Array.isArray(value)) return value.map((item: unknown) => pruned(item, items));
  const object = z.record(z.string(), z.unknown()).safeParse(value);
  if (!properties || !object.success) return value;
  const known = Object.entries(object.data).flatMap(([key, inner]) => {
    const structureOfKey = properties[key];
    return structureOfKey ? [[key, pruned(inner, structureOfKey)]] : [];
  });
  return Object.fromEntries(known);
}

/** The zod schema in the part of OpenAPI that the API server allows. */
function structureOf(schema: z.ZodType): StructuralSchema {
  const structure = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties; // it prunes
      delete jsonSchema.propertyNames;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.type === 'integer' && jsonSchema.maximum === undefined)
        jsonSchema.format = 'int64';
      if (jsonSchema['x-kubernetes-int-or-string'] === true) {
        delete jsonSchema.type;
        jsonSchema.anyOf = [{ type: 'integer' }, { type: 'string' }];
      }
    },
  });
  return structuralSchema.parse(structure);
}
