// A worker of a pool: takes jobs from QUEUES, one at a time, until SIGTERM.
import type { TenantId } from '@smart-accounting/worker-contract';
import {
  connectBroker,
  createAnnouncer,
  Database,
  openStorage,
  withTenant,
} from '@smart-accounting/database';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { readDocument } from './ocr/read-document.ts';
import { parseDocument } from './parse/parse-document.ts';
import { Duty } from './run/duty.ts';
import { runJob } from './run/run-job.ts';
import { takeJobs } from './run/take-jobs.ts';
import { sealBooks } from './seal/seal-books.ts';
import { readWorkerSettings } from './settings.ts';

const settings = readWorkerSettings();
const logger = createLogger('worker', settings.LOG_LEVEL);
collectProcessMetrics('worker');

const database = new Database({
  url: settings.DATABASE_URL,
  maxConnections: 2,
  applicationName: 'smart-worker',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-worker', logger);
const resources = {
  inTenant: <T>(tenant: TenantId, work: () => Promise<T>) => withTenant(database, tenant, work),
  storage: openStorage(settings.STORAGE),
  announcer: createAnnouncer(broker),
  logger,
};
await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  { name: 'database', check: () => database.ping() },
  { name: 'storage', check: () => resources.storage.check() },
  {
    name: 'broker',
    check: () => (broker.ready ? Promise.resolve() : Promise.reject(new Error('no connection'))),
  },
]);

const stop = new AbortController();
const duty = new Duty({ broker, pool: settings.POOL, worker: settings.WORKER_NAME, logger });
const handlers = { ocr: readDocument, parse: parseDocument, seal: sealBooks };
const working = takeJobs({
  broker,
  queues: settings.QUEUES,
  duty,
  logger,
  stopSignal: stop.signal,
  work: (message) => runJob(message, handlers, resources, stop.signal),
});
logger.info({ queues: settings.QUEUES }, 'ready');

onStopSignal(logger, settings.STOP_GRACE_SECONDS * 1000, async () => {
  stop.abort();
  duty.drain();
  await working;
  await duty.close();
  await resources.announcer.close();
  await broker.close();
  await database.close();
});
