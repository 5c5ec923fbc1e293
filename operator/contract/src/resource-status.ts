import { z } from 'zod';

const count = (description: string): z.ZodOptional<z.ZodInt> =>
  z.int().min(0).optional().describe(description);
const time = (description: string): z.ZodOptional<z.ZodISODateTime> =>
  z.iso.datetime({ offset: true }).optional().describe(description);

/** What there is to say about a pool apart from its numbers; each is a condition that `kubectl wait` can wait for. */
export const conditionTypes = ['Ready', 'Scaling'] as const;

/** One thing that is so, or not, and since when. */
export const conditionSchema = z.object({
  type: z
    .string()
    .max(316)
    .describe('Ready: the pool can do its work. Scaling: its size follows the work.'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Whether it is so.'),
  reason: z.string().min(1).max(1024).describe('Why, in one word for programs.'),
  message: z.string().max(32_768).describe('Why, in a sentence for people.'),
  observedGeneration: count('The generation of the spec this was said of.'),
  lastTransitionTime: z.iso.datetime({ offset: true }).describe('Since when `status` is so.'),
});
export type Condition = z.output<typeof conditionSchema>;

/** What the operator tells of a pool in its resource. */
export const resourceStatusSchema = z
  .object({
    observedGeneration: count('The generation of the spec that this status is about.'),
    selector: z.string().max(512).optional().describe('The pods of the pool, as a selector.'),
    replicas: count('Workers that were asked for; those told to stop are not among them.'),
    readyReplicas: count('Workers that answer.'),
    busyReplicas: count('Workers with a job in hand.'),
    drainingReplicas: count('Workers told to stop that finish the job in hand.'),
    backlog: count('Jobs that wait; absent when the queues could not be read.'),
    lastScaleTime: time('When the number of workers was changed last.'),
    conditions: z
      .array(conditionSchema)
      .max(16)
      .optional()
      .meta({
        description: 'What is so, and since when.',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['type'],
      }),
  })
  .describe('What the operator saw last, and what it thinks of it.');
export type ResourceStatus = z.output<typeof resourceStatusSchema>;
