import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const settingsSchema = z.object({
  AMQP_URL: z.url().describe('the broker'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  METRICS_PORT: port.default(0).describe('health and metrics; 0 takes any free port'),
  METRICS_HOST: z.string().default('127.0.0.1'),
  POOLS_FILE: z.string().min(1).describe('YAML with ProcessingJobs'),
  WORKER_SCRIPT: z.string().min(1).describe('the file that node runs as a worker'),
  WORKER_ENVIRONMENT: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        const parsed: unknown = JSON.parse(text);
        return parsed;
      } catch {
        context.addIssue('is no JSON');
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), z.string()))
    .describe('what workers are started with beside our own environment, as a JSON object'),
  WORKER_METRICS_PORT: port
    .default(0)
    .describe('first of the ports for health and metrics of the workers; 0 takes any free ports'),
  LOG_FOLDER: z.string().optional().describe("where the workers' logs go; absent: to ours"),
  WORKERS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .default(Infinity)
    .describe('workers of all pools together; absent: each pool has its own maximum'),
});
export type Settings = z.output<typeof settingsSchema>;

/** The operator's settings; ends the process with a sentence for each variable that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const result = settingsSchema.safeParse(environment);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
  process.exit(2);
}
