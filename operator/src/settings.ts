import { brokerUrlSchema } from '@smart-accounting/database/broker';
import { kubernetesSectionSchema, poolClasses } from '@smart-accounting/operator-contract';
import { hostname } from 'node:os';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** JSON in a variable. */
const json = (absent: string) =>
  z
    .string()
    .default(absent)
    .transform((text, context) => {
      try {
        const parsed: unknown = JSON.parse(text);
        return parsed;
      } catch {
        context.addIssue('is no JSON');
        return z.NEVER;
      }
    });

const common = {
  AMQP_URL: brokerUrlSchema.describe('the broker'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  METRICS_PORT: port.default(0).describe('health and metrics; 0 takes any free port'),
  METRICS_HOST: z.string().default('127.0.0.1'),
  WORKERS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .default(Infinity)
    .describe('workers of all pools together; absent: each pool has its own maximum'),
};

const processSettings = z.object({
  ...common,
  POOLS: z.literal('processes').describe('workers are our child processes'),
  POOLS_FILE: z.string().min(1).describe('YAML with ProcessingJobs'),
  WORKER_SCRIPT: z.string().min(1).describe('the file that node runs as a worker'),
  WORKER_ENVIRONMENT: json('{"ocr":{},"work":{}}')
    .pipe(z.record(z.enum(poolClasses), z.record(z.string(), z.string())))
    .describe(
      'what the workers of each class are started with beside our own environment, as a JSON object: {"ocr": {…}, "work": {…}}',
    ),
  WORKER_METRICS_PORT: port
    .default(0)
    .describe('first of the ports for health and metrics of the workers; 0 takes any free ports'),
  LOG_FOLDER: z.string().optional().describe("where the workers' logs go; absent: to ours"),
});
export type ProcessSettings = z.output<typeof processSettings>;

const kubernetesSettings = z.object({
  ...common,
  POOLS: z.literal('kubernetes').describe('workers are pods, ProcessingJobs are resources'),
  NAMESPACE: z
    .string()
    .min(1)
    .optional()
    .describe('whose ProcessingJobs are ours; absent: the one we run in'),
  POD_DEFAULTS: json('{"ocr":{},"work":{}}')
    .pipe(z.record(z.enum(poolClasses), kubernetesSectionSchema))
    .describe(
      'what holds for each class where a ProcessingJob\'s `kubernetes` says nothing, as a JSON object: {"ocr": {…}, "work": {…}}',
    ),
  LEASE: z.string().min(1).default('smart-accounting-operator').describe('who holds it, leads'),
  LEASE_SECONDS: z.coerce
    .number()
    .min(1.5)
    .default(15)
    .describe('after so long without a sign of life another one leads'),
  IDENTITY: z
    .string()
    .min(1)
    .default(() => hostname())
    .describe('our name among those that may lead; in a pod its own'),
});
export type KubernetesSettings = z.output<typeof kubernetesSettings>;

/** Which of the two says POOLS; without it, processes. */
const settingsSchema = z.discriminatedUnion('POOLS', [processSettings, kubernetesSettings]);
export type Settings = z.output<typeof settingsSchema>;

/** The operator's settings; ends the process with a sentence for each variable that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const result = settingsSchema.safeParse({ POOLS: 'processes', ...environment });
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
  process.exit(2);
}
