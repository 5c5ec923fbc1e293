import { hostname } from 'node:os';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const workerName = z
  .string()
  .min(1)
  .max(100)
  .default(() => `${hostname()}-${process.pid}`)
  .describe('by which it is known to the operator');

const common = z.object({
  AMQP_URL: z.url().describe('the broker'),
  STORAGE: z.string().min(1).describe('a folder, or s3+https://KEY:SECRET@host:port/bucket'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  METRICS_PORT: port.default(0).describe('health and metrics; 0 takes any free port'),
  METRICS_HOST: z.string().default('127.0.0.1'),
});

const workerSettings = common.extend({
  DATABASE_URL: z.url().describe('login smart_worker'),
  QUEUES: z
    .string()
    .transform((text) => text.split(',').map((queue) => queue.trim()))
    .pipe(z.array(z.string().min(1)).min(1))
    .describe('queues in order of service, separated by commas'),
  POOL: z.string().min(1).max(63).default('alone').describe('the pool it belongs to'),
  WORKER_NAME: workerName,
  STOP_GRACE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(120)
    .describe('how long the job in hand may still take when the worker is told to stop'),
});

const provisionerSettings = common.extend({
  DATABASE_DIRECT_URL: z.url().describe('login smart_migrator, straight to the server'),
  WORKER_NAME: workerName,
});

export type WorkerSettings = z.output<typeof workerSettings>;
export type ProvisionerSettings = z.output<typeof provisionerSettings>;

/** The settings of a pool's worker; ends the process with a sentence for each variable that is wrong. */
export function readWorkerSettings(): WorkerSettings {
  return parse(workerSettings);
}

/** The settings of the provisioner; ends the process with a sentence for each variable that is wrong. */
export function readProvisionerSettings(): ProvisionerSettings {
  return parse(provisionerSettings);
}

function parse<T extends z.ZodType>(schema: T): z.output<T> {
  const result = schema.safeParse(process.env);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
  process.exit(2);
}
