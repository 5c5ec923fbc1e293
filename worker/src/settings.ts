import { brokerUrlSchema } from '@smart-accounting/database/broker';
import { hostname } from 'node:os';
import { poolClasses } from '@smart-accounting/worker-contract';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const workerName = z
  .string()
  .min(1)
  .max(100)
  .default(() => `${hostname()}-${process.pid}`)
  .describe('by which it is known to the operator');

const store = z.string().min(1);
const common = z.object({
  AMQP_URL: brokerUrlSchema.describe('the broker'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  METRICS_PORT: port.default(0).describe('health and metrics; 0 takes any free port'),
  METRICS_HOST: z.string().default('127.0.0.1'),
});

const queues = z
  .string()
  .transform((text) => text.split(',').map((queue) => queue.trim()))
  .pipe(z.array(z.string().min(1)).min(1));

const workerSettings = common
  .extend({
    DATABASE_URL: z
      .url()
      .describe(
        'login smart_reader where QUEUES are of class ocr, smart_worker where of class work',
      ),
    STORAGE: store.describe('documents: a folder, or s3+https://KEY:SECRET@host:port/bucket'),
    QUEUES: queues.describe('queues of one class in order of service, separated by commas'),
    POOL: z.string().min(1).max(63).default('alone').describe('the pool it belongs to'),
    WORKER_NAME: workerName,
    STOP_GRACE_SECONDS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(120)
      .describe('how long the job in hand may still take when the worker is told to stop'),
  })
  .transform((settings, context) => {
    const jobClass = poolClasses.find((known) =>
      settings.QUEUES.every((queue) => queue.startsWith(`${known}.`)),
    );
    if (jobClass) return { ...settings, jobClass };
    context.addIssue({
      code: 'custom',
      path: ['QUEUES'],
      message: `names queues of one class: ${poolClasses.map((known) => `${known}.*`).join(' or ')}`,
    });
    return z.NEVER;
  });

const sealerSettings = common.extend({
  DATABASE_URL: z.url().describe('login smart_sealer'),
  HEADS: store.describe('heads of sealed books: a folder, or S3, with a key that cannot delete'),
  WORKER_NAME: workerName,
});

const provisionerSettings = common.extend({
  DATABASE_DIRECT_URL: z.url().describe('login smart_migrator, straight to the server'),
  STORAGE: store.describe('documents'),
  ARCHIVES: store.describe('archives of tenants'),
  HEADS: store.describe('heads of sealed books'),
  SIGNING_KEY_FILE: z.string().min(1).describe('private key (Ed25519, PEM) of this installation'),
  TRUSTED_KEYS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('public keys that were ours before, or are of installations we take archives of'),
});
export type WorkerSettings = z.output<typeof workerSettings>;
export type SealerSettings = z.output<typeof sealerSettings>;
export type ProvisionerSettings = z.output<typeof provisionerSettings>;

/** The settings of a pool's worker; ends the process with a sentence for each variable that is wrong. */
export function readWorkerSettings(): WorkerSettings {
  return parse(workerSettings);
}

/** The settings of the sealer; ends the process with a sentence for each variable that is wrong. */
export function readSealerSettings(): SealerSettings {
  return parse(sealerSettings);
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
