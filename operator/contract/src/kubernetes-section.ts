import { z } from 'zod';
import { withRules } from './rules.ts';

const objectName = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);

/** `500m`, `2Gi`, or a plain number. */
const quantityPattern = /^[0-9]+(\.[0-9]+)?(m|[kKMGTPE]i?)?$/;
const quantity = (description: string) =>
  z
    .union([z.int().min(0), z.string().regex(quantityPattern)])
    .meta({
      description,
      pattern: quantityPattern.source,
      'x-kubernetes-int-or-string': true,
    })
    .optional();

const amounts = () =>
  z.strictObject({
    cpu: quantity('Cores, like 500m or 2.'),
    memory: quantity('Memory, like 512Mi.'),
    'ephemeral-storage': quantity('Disk that goes with the pod, like 1Gi.'),
  });

const tolerationSchema = z.strictObject({
  key: z.string().max(316).optional().describe('The taint; absent: every one.'),
  operator: z.enum(['Exists', 'Equal']).default('Equal').describe('How `value` is compared.'),
  value: z.string().max(63).optional().describe('The value of the taint.'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .optional()
    .describe('The effect of the taint; absent: every one.'),
  tolerationSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .optional()
    .describe('With NoExecute: for how long the taint is tolerated.'),
});

const words = (description: string) =>
  z.record(z.string(), z.string().max(4096)).optional().meta({ description, maxProperties: 64 });

const objectNames = (description: string) =>
  z.array(objectName()).max(8).optional().describe(description);

/** How the workers of a pool run as pods. What is not said is as the operator was installed. */
export const kubernetesSectionSchema = z
  .strictObject({
    image: withRules(
      z.string().min(1).max(512),
      "The workers' image, with a tag other than latest, or a digest.",
      [
        {
          cel: "!self.endsWith(':latest') && (self.contains('@sha256:') || self.matches('.*:[^/]+$'))",
          message: 'image needs a tag other than latest, or a digest',
          holds: (image) =>
            !image.endsWith(':latest') && (image.includes('@sha256:') || /.*:[^/]+$/.test(image)),
        },
      ],
    ).optional(),
    imagePullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .optional()
      .describe('When a node fetches the image.'),
    imagePullSecrets: objectNames('Secrets with which the image is fetched.'),
    environmentSecrets: objectNames(
      "Secrets whose keys become the workers' environment: database, broker, object storage. Later ones win.",
    ),
    authoritiesConfigMap: objectName()
      .optional()
      .describe(
        'A ConfigMap with certificates under ca.crt, which the workers trust beside those Node knows.',
      ),
    environment: words('Environment of the workers beside that of the secrets.'),
    resources: z
      .strictObject({
        requests: amounts().optional().describe('What a node must have free for a worker.'),
        limits: amounts().optional().describe('What a worker never gets more of.'),
      })
      .optional()
      .describe('What one worker takes.'),
    nodeSelector: words('Labels of the nodes on which workers may run.'),
    tolerations: z
      .array(tolerationSchema)
      .max(16)
      .optional()
      .describe('Taints of nodes that keep the workers away from them no longer.'),
    priorityClassName: objectName().optional().describe('The PriorityClass of the pods.'),
    podLabels: words('Labels of the pods beside those the operator gives them, which win.'),
    podAnnotations: words('Annotations of the pods.'),
  })
  .describe('How the workers run as pods. What is not said is as the operator was installed.');
export type KubernetesSection = z.output<typeof kubernetesSectionSchema>;
