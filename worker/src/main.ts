// A worker of a pool: takes jobs from QUEUES, one at a time, until SIGTERM. Those of class `ocr` open strangers' files,
// with a login that sees no books; those of class `work` never open one.
import { models } from '@smart-accounting/books/models';
import { classOfQueue, type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { createChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { withReader, withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { readDocument } from './ocr/read-document.ts';
import { parseDocument } from './parse/parse-document.ts';
import { WorkerHeartbeat } from './run/worker-heartbeat.ts';
import { runJob } from './run/run-job.ts';
import { takeJobs } from './run/take-jobs.ts';
import { readWorkerSettings } from './settings.ts';

const settings = readWorkerSettings();
const logger = createLogger('worker', settings.LOG_LEVEL);
collectProcessMetrics('worker');

const database = new Database({
  models,
  url: settings.DATABASE_URL,
  maxConnections: 2,
  applicationName: 'smart-worker',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-worker', logger);
const classes = {
  ocr: { handlers: { ocr: readDocument }, within: withReader },
  work: { handlers: { parse: parseDocument }, within: withTenant },
};
const { handlers, within } = classes[settings.jobClass];
const resources = {
  inTenant: <T>(tenant: TenantId | null, work: () => Promise<T>) =>
    within(database, tenantIdSchema.parse(tenant), work),
  storage: openStorage(settings.STORAGE),
  notifier: createChangeNotifier(broker),
  logger,
};
await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  { name: 'database', check: () => database.ping() },
  { name: 'storage', check: () => resources.storage.check() },
  {
    name: 'broker',
    check: () => broker.check(),
  },
]);

const stop = new AbortController();
const heartbeat = new WorkerHeartbeat({
  broker,
  pool: settings.POOL,
  worker: settings.WORKER_NAME,
  classes: settings.QUEUES.map(classOfQueue),
  logger,
});
const working = takeJobs({
  broker,
  queues: settings.QUEUES,
  heartbeat,
  logger,
  stopSignal: stop.signal,
  work: async (message) => {
    if (message.tenant !== null) await runJob(message, handlers, resources, stop.signal);
    else
      logger.error({ job: message.job }, 'a job of the platform is the sealer’s; it was dropped');
  },
});
logger.info({ queues: settings.QUEUES }, 'ready');

onStopSignal(logger, settings.STOP_GRACE_SECONDS * 1000, async () => {
  stop.abort();
  heartbeat.drain();
  await working;
  await heartbeat.close();
  await resources.notifier.close();
  await broker.close();
  await database.close();
});
