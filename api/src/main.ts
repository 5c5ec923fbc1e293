// The API process: HTTP, relay and event streams; with WEB_HANDLER also the portal, on the same port.
import { type AddressInfo } from 'node:net';
import { models } from '@smart-accounting/books/models';
import { createChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { Relay } from '@smart-accounting/database/jobs/relay';
import { ApiKeyStore } from '@smart-accounting/database/people/api-keys/api-key-store';
import { SessionStore } from '@smart-accounting/database/people/sessions/session-store';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  collectProcessMetrics,
  createLogger,
  onStopSignal,
  startHealthServer,
} from '@smart-accounting/monitoring';
import type { RequestHandler } from 'express';
import { createApp } from './app.ts';
import { dependencies } from './dependencies.ts';
import { EventStreams } from './events/event-streams.ts';
import type { Services } from './http/services.ts';
import { openMailSender } from './mail/open-mail-sender.ts';
import { PoolStates } from './pools/pool-states.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const logger = createLogger('api', settings.LOG_LEVEL);
collectProcessMetrics('api');

const database = new Database({
  models,
  url: settings.DATABASE_URL,
  maxConnections: settings.DATABASE_CONNECTIONS,
  applicationName: 'smart-api',
});
const broker = connectBroker(settings.AMQP_URL, 'smart-api', logger);
const pools = new PoolStates(broker, logger);
const services: Services = {
  settings,
  logger,
  database,
  broker,
  storage: openStorage(settings.STORAGE),
  notifier: createChangeNotifier(broker),
  relay: new Relay({
    database,
    broker,
    directUrl: settings.DATABASE_DIRECT_URL,
    logger,
    dedicatedQueues: () => pools.dedicatedQueues(),
  }),
  sessions: new SessionStore(database),
  apiKeys: new ApiKeyStore(database),
  mails: openMailSender(database, settings, logger),
  streams: new EventStreams(database, broker, logger),
  pools,
  now: () => new Date(),
};

const app = createApp(
  services,
  settings.WEB_HANDLER ? await loadPortal(settings.WEB_HANDLER) : undefined,
);
services.relay.start();
services.mails.start();
const metrics = await startHealthServer(
  settings.METRICS_PORT,
  settings.METRICS_HOST,
  dependencies(services),
);
const server = app.listen(settings.PORT, settings.HOST, (error?: Error) => {
  if (error) {
    logger.fatal({ err: error }, `port ${settings.PORT} of ${settings.HOST} could not be opened`);
    process.exit(1);
  }
  logger.info({ address: server.address() satisfies string | AddressInfo | null }, 'ready');
});
// An idle connection is kept longer than a proxy in front keeps it, so that no request meets a closing one.
server.keepAliveTimeout = 75_000;

onStopSignal(logger, 30_000, async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  await services.streams.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 20_000);
  await closed;
  clearTimeout(late);
  await Promise.all([services.relay.stop(), services.mails.stop()]);
  await pools.close();
  metrics.close();
  await services.notifier.close();
  await broker.close();
  await database.close();
});

/** The portal's built handler; the adapter reads which headers tell scheme and address when it is imported. */
async function loadPortal(file: string): Promise<RequestHandler> {
  process.env['PORTAL_PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['PORTAL_ADDRESS_HEADER'] = 'x-forwarded-for';
  process.env['API_URL'] ??= `http://127.0.0.1:${settings.PORT}`;
  const portal: unknown = await import(file);
  if (
    typeof portal === 'object' &&
    portal !== null &&
    'handler' in portal &&
    isHandler(portal.handler)
  )
    return portal.handler;
  throw new Error(`${file} exports no handler: build the portal first (npm run build -w web)`);
}

function isHandler(value: unknown): value is RequestHandler {
  return typeof value === 'function';
}
