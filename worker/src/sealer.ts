// The one process that works for all tenants, by the clock and when it is asked: it seals and verifies books, and removes what
// is over and old. It takes the jobs of class `seal` and belongs to no pool. It reads what is sealed, adds seals, and publishes
// their heads; what it may remove is fixed in functions of the database.
import { models } from '@smart-accounting/books/models';
import { createChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { withSealer } from '@smart-accounting/database/tenancy/with-sealer';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { lanes, sharedQueue, type TenantId } from '@smart-accounting/worker-contract';
import { WorkerHeartbeat } from './run/worker-heartbeat.ts';
import { runJob } from './run/run-job.ts';
import { takeJobs } from './run/take-jobs.ts';
import { sealBooks } from './seal/seal-books.ts';
import { requestSeals } from './seal/request-seals.ts';
import { removeExpired } from './clean-up/remove-expired.ts';
import { verifyTenant } from './seal/verify-books.ts';
import { readSealerSettings } from './settings.ts';

const settings = readSealerSettings();
const logger = createLogger('sealer', settings.LOG_LEVEL);
collectProcessMetrics('sealer');
const database = new Database({
  models,
  url: settings.DATABASE_URL,
  maxConnections: 2,
  applicationName: 'smart-sealer',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-sealer', logger);
const resources = {
  inTenant: <T>(tenant: TenantId | null, work: () => Promise<T>) =>
    withSealer(database, tenant, work),
  heads: openStorage(settings.HEADS),
  notifier: createChangeNotifier(broker),
  logger,
};
await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  { name: 'database', check: () => database.ping() },
  { name: 'heads', check: () => resources.heads.check() },
  {
    name: 'broker',
    check: () => broker.check(),
  },
]);

const stop = new AbortController();
const heartbeat = new WorkerHeartbeat({
  broker,
  pool: 'sealer',
  worker: settings.WORKER_NAME,
  classes: ['seal'],
  logger,
});
const handlers = {
  seal: sealBooks,
  request_seals: requestSeals,
  verify: verifyTenant,
  remove_expired: removeExpired,
};
const working = takeJobs({
  broker,
  queues: lanes.map((lane) => sharedQueue('seal', lane)),
  heartbeat,
  logger,
  stopSignal: stop.signal,
  work: (message) => runJob(message, handlers, resources, stop.signal),
});
logger.info('ready');

onStopSignal(logger, 60_000, async () => {
  stop.abort();
  heartbeat.drain();
  await working;
  await heartbeat.close();
  await resources.notifier.close();
  await broker.close();
  await database.close();
});
