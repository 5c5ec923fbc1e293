// The one process that may make roles and schemas: takes `provision` jobs, and belongs to no pool. There is one, so it
// also writes the jobs that come by the clock.
import {
  connectBroker,
  createAnnouncer,
  Database,
  openStorage,
  withRelay,
} from '@smart-accounting/database';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { sharedQueue } from '@smart-accounting/worker-contract';
import { provisionHandler } from './provision/provision-tenant-job.ts';
import { Duty } from './run/duty.ts';
import { runJob } from './run/run-job.ts';
import { takeJobs } from './run/take-jobs.ts';
import { sweepHourly } from './seal/sweep-hourly.ts';
import { readProvisionerSettings } from './settings.ts';

const settings = readProvisionerSettings();
const logger = createLogger('provisioner', settings.LOG_LEVEL);
collectProcessMetrics('provisioner');

const database = new Database({
  url: settings.DATABASE_DIRECT_URL,
  maxConnections: 2,
  applicationName: 'smart-provisioner',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-provisioner', logger);
const resources = {
  // The tenant's role does not exist yet: the job's row is reached as the relay.
  inTenant: <T>(_tenant: unknown, work: () => Promise<T>) => withRelay(database, work),
  storage: openStorage(settings.STORAGE),
  announcer: createAnnouncer(broker),
  logger,
};
await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  { name: 'database', check: () => database.ping() },
]);

const stop = new AbortController();
const duty = new Duty({ broker, pool: 'provisioner', worker: settings.WORKER_NAME, logger });
const handlers = { provision: provisionHandler(settings.DATABASE_DIRECT_URL, database) };
const working = takeJobs({
  broker,
  queues: [sharedQueue('provision')],
  duty,
  logger,
  stopSignal: stop.signal,
  work: (message) => runJob(message, handlers, resources, stop.signal),
});
const sweeping = sweepHourly(database, logger, stop.signal);
logger.info('ready');

onStopSignal(logger, 60_000, async () => {
  stop.abort();
  duty.drain();
  await Promise.all([working, sweeping]);
  await duty.close();
  await resources.announcer.close();
  await broker.close();
  await database.close();
});
