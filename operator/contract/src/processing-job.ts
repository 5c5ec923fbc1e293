import { z } from 'zod';
import { kubernetesSectionSchema } from './kubernetes-section.ts';
import { type Rule, withRules } from './rules.ts';

/** Names of the resource, in Kubernetes and in the file of the one-machine mode. */
export const processingJobKind = {
  group: 'smart-accounting.io',
  version: 'v1alpha1',
  apiVersion: 'smart-accounting.io/v1alpha1',
  kind: 'ProcessingJob',
  plural: 'processingjobs',
  singular: 'processingjob',
  shortName: 'pj',
} as const;

/** Classes of work that pools do: the first part of the names of their queues, and whose rights their workers have. */
export const poolClasses = ['ocr', 'work'] as const;
export type PoolClass = (typeof poolClasses)[number];

/** The class of a pool's queues, which are all of one. */
export function poolClassOf({ queues }: { readonly queues: readonly string[] }): PoolClass {
  return poolClasses.find((poolClass) => queues[0]?.startsWith(`${poolClass}.`)) ?? 'work';
}

const replicas = (): z.ZodInt => z.int().min(0).max(1000);

const shareSchema = z
  .strictObject({
    weight: z
      .int()
      .min(1)
      .max(1000)
      .default(100)
      .describe('What this pool gets beside others when the workers of all pools are limited.'),
    guaranteedReplicas: replicas()
      .default(0)
      .describe('Workers this pool gets before any is shared out by weight, if it needs them.'),
  })
  .prefault({ weight: 100, guaranteedReplicas: 0 })
  .describe("This pool's part when the workers of all pools together are limited.");

const fallbackSchema = z
  .strictObject({
    afterFailures: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Failed reads in a row after which the fallback holds.'),
    mode: z
      .enum(['Hold', 'Static'])
      .default('Hold')
      .describe('Hold keeps the workers there are; Static goes to `replicas`.'),
    replicas: replicas().optional().describe('How many workers mode Static goes to.'),
  })
  .prefault({ afterFailures: 5, mode: 'Hold' })
  .describe('What to do while the queues cannot be read. A failed read never counts as zero.');

const scalingSchema = withRules(
  z.strictObject({
    minReplicas: replicas().default(0).describe('Never fewer workers than this.'),
    maxReplicas: replicas()
      .default(10)
      .describe('Never more workers than this; `kubectl scale` sets it.'),
    messagesPerWorker: z
      .int()
      .min(1)
      .max(100_000)
      .default(1)
      .describe(
        'So many waiting jobs are worth one more worker: 1 for jobs of seconds, more for short ones.',
      ),
    idleSecondsBeforeMinimum: z
      .int()
      .min(0)
      .max(86_400)
      .default(60)
      .describe('With nothing to do for so long, the pool goes to its minimum in one step.'),
    scaleInStabilizationSeconds: z
      .int()
      .min(0)
      .max(3600)
      .default(90)
      .describe(
        'Workers are taken away only when none of the last so many seconds needed them; a single one, or a tenth, stays until the pool is idle.',
      ),
    scaleInMaxPercentPerMinute: z
      .int()
      .min(1)
      .max(100)
      .default(100)
      .describe('At most so much of the pool is taken away in one minute.'),
    pollMilliseconds: z
      .int()
      .min(250)
      .max(60_000)
      .default(1000)
      .describe('How often the queues are read.'),
    fallback: fallbackSchema,
  }),
  'How the number of workers follows the work: as many as are busy, and for what waits.',
  [
    {
      cel: 'self.minReplicas <= self.maxReplicas',
      message: 'minReplicas must not exceed maxReplicas',
      holds: (scaling) => scaling.minReplicas <= scaling.maxReplicas,
    },
    {
      cel: "!has(self.fallback) || self.fallback.mode != 'Static' || (has(self.fallback.replicas) && self.fallback.replicas <= self.maxReplicas)",
      message: 'fallback Static needs fallback.replicas, and no more than maxReplicas',
      holds: ({ fallback, maxReplicas }) =>
        fallback.mode !== 'Static' ||
        (fallback.replicas !== undefined && fallback.replicas <= maxReplicas),
    },
  ],
);

const queueName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9._:-]+$/);

const specSchema = z.strictObject({
  queues: z
    .array(queueName)
    .min(1)
    .max(16)
    .refine((queues) => new Set(queues).size === queues.length, 'duplicate queue')
    .meta({
      description: 'Queues in order of service; what waits in all of them together counts.',
      'x-kubernetes-list-type': 'set',
    }),
  tenant: z
    .string()
    .max(63)
    .regex(/^[a-z][a-z0-9]{11}$/)
    .optional()
    .describe(
      'The tenant whose jobs alone this pool does. Its queues belong to this resource. Absent: a pool of all tenants.',
    ),
  share: shareSchema,
  scaling: scalingSchema.prefault({ minReplicas: 0, maxReplicas: 10 }),
  pause: z
    .enum(['None', 'All', 'ScaleIn', 'ScaleOut'])
    .default('None')
    .describe('Which changes to leave alone for now: none, all, taking away, or adding.'),
  pinnedReplicas: replicas()
    .optional()
    .describe('Exactly so many workers, whatever the queues hold.'),
  maxJobSeconds: z
    .int()
    .min(1)
    .max(1700)
    .default(90)
    .describe(
      'How long one job may take, or the part of it after which it gives its worker back. A worker told to stop has half a minute more before it is killed; the broker itself allows 30 minutes.',
    ),
});

const specText = 'What the pool works on, and within which bounds.';
const specRules: readonly Rule<z.output<typeof specSchema>>[] = [
  {
    cel: 'self.queues == oldSelf.queues',
    message: 'queues cannot change: make another ProcessingJob',
  },
  {
    cel: 'has(self.tenant) == has(oldSelf.tenant) && (!has(self.tenant) || self.tenant == oldSelf.tenant)',
    message: 'tenant cannot change: make another ProcessingJob',
  },
  {
    cel: poolClasses
      .map((poolClass) => `self.queues.all(queue, queue.startsWith('${poolClass}.'))`)
      .join(' || '),
    message:
      'queues are those of one class, ocr.* or work.*: workers have the rights of one class (parse.* is work.* now, and seal.* is done by the sealer alone)',
    holds: ({ queues }) =>
      poolClasses.some((poolClass) => queues.every((queue) => queue.startsWith(`${poolClass}.`))),
  },
  {
    cel: "!has(self.tenant) || self.queues.all(queue, queue.endsWith('.' + self.tenant + '.v1'))",
    message: 'the queues of a tenant are named <class>.<tenant>.v1',
    holds: ({ tenant, queues }) =>
      tenant === undefined || queues.every((queue) => queue.endsWith(`.${tenant}.v1`)),
  },
  {
    cel: '!has(self.pinnedReplicas) || self.pinnedReplicas <= self.scaling.maxReplicas',
    message: 'pinnedReplicas must not exceed scaling.maxReplicas',
    holds: ({ pinnedReplicas = 0, scaling }) => pinnedReplicas <= scaling.maxReplicas,
  },
  {
    cel: 'self.share.guaranteedReplicas <= self.scaling.maxReplicas',
    message: 'share.guaranteedReplicas must not exceed scaling.maxReplicas',
    holds: ({ share, scaling }) => share.guaranteedReplicas <= scaling.maxReplicas,
  },
];

export const processingJobSpecSchema = withRules(specSchema, specText, specRules);
export type ProcessingJobSpec = z.output<typeof processingJobSpecSchema>;

/** The spec as the API server has it: with how the workers run as pods. */
export const kubernetesSpecSchema = withRules(
  specSchema.extend({ kubernetes: kubernetesSectionSchema.optional() }),
  specText,
  specRules,
);
export type KubernetesSpec = z.output<typeof kubernetesSpecSchema>;

export const processingJobNameMax = 48;
export const processingJobNamePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A pool of workers: its wish (`spec`), and under which name. Unknown keys are refused, so that a typo is told. */
export const processingJobSchema = z.strictObject({
  apiVersion: z.literal(processingJobKind.apiVersion),
  kind: z.literal(processingJobKind.kind),
  metadata: z.strictObject({
    name: z.string().max(processingJobNameMax).regex(processingJobNamePattern),
  }),
  spec: processingJobSpecSchema,
});
export type ProcessingJob = z.output<typeof processingJobSchema>;
