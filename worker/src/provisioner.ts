// The one process that may make roles and schemas: does what is asked of tenants (`platform.tenant_requests`). It takes no
// jobs, and belongs to no pool.
import { models } from '@smart-accounting/books/models';
import { readFile } from 'node:fs/promises';
import { readSigningKey } from '@smart-accounting/books/archive/signing-key';
import { createChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import { handleRequest } from './provision/handle-request.ts';
import { serveRequests } from './provision/serve-requests.ts';
import { readProvisionerSettings } from './settings.ts';

const settings = readProvisionerSettings();
const logger = createLogger('provisioner', settings.LOG_LEVEL);
collectProcessMetrics('provisioner');
const { publicKey } = await readSigningKey(settings.SIGNING_KEY_FILE);
const former = settings.TRUSTED_KEYS_FILE ? await readFile(settings.TRUSTED_KEYS_FILE, 'utf8') : '';
const database = new Database({
  models,
  url: settings.DATABASE_DIRECT_URL,
  maxConnections: 2,
  applicationName: 'smart-provisioner',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-provisioner', logger);
const notifier = createChangeNotifier(broker);
const resources = {
  database,
  documents: openStorage(settings.STORAGE),
  archives: openStorage(settings.ARCHIVES),
  heads: openStorage(settings.HEADS),
  trustedKeys: `${publicKey}\n${former}`,
};
await startHealthServer(settings.METRICS_PORT, settings.METRICS_HOST, [
  { name: 'database', check: () => database.ping() },
]);

const stop = new AbortController();
const serving = [
  // A new company does not wait for somebody's archive.
  ['create', 'suspend', 'resume'] as const,
  ['migrate', 'restore', 'erase', 'erase_early'] as const,
].map((verbs) =>
  serveRequests({
    url: settings.DATABASE_DIRECT_URL,
    verbs,
    handle: async (client, request) => {
      await handleRequest(client, request, resources);
      const { tenant } = request;
      notifier.send({ tenant, resource: 'tenant', id: tenant });
    },
    logger,
    stopSignal: stop.signal,
  }),
);
logger.info('ready');

onStopSignal(logger, 60_000, async () => {
  stop.abort();
  await Promise.all(serving);
  await notifier.close();
  await broker.close();
  await database.close();
});
