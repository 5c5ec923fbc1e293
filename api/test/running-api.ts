import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { models } from '@smart-accounting/books/models';
import { createChangeNotifier } from '@smart-accounting/database/events/change-notifier';
import { Relay } from '@smart-accounting/database/jobs/relay';
import { ApiKeyStore } from '@smart-accounting/database/people/api-keys/api-key-store';
import { SessionStore } from '@smart-accounting/database/people/sessions/session-store';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { connectBroker } from '@smart-accounting/database/broker';
import {
  createTestDatabase,
  type TestDatabase,
  testVhost,
} from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import type { RequestHandler } from 'express';
import { createApp } from '../src/app.ts';
import { EventStreams } from '../src/events/event-streams.ts';
import type { Services } from '../src/http/services.ts';
import { openMailSender } from '../src/mail/open-mail-sender.ts';
import { PoolStates } from '../src/pools/pool-states.ts';
import { readSettings } from '../src/settings.ts';

/** The API as `main.ts` makes it, in the test's own process, on a database, a broker's vhost and folders of its own. */
export interface RunningApi {
  readonly url: string;
  readonly test: TestDatabase;
  readonly services: Services;
  readonly storageFolder: string;
  readonly uploadFolder: string;
  /** Does what no login of the API may, as a test's scenery. */
  asSuperuser(sql: string, values?: unknown[]): Promise<void>;
  /** Where the API's clock stands; it does not go on by itself. */
  setNow(instant: Date): void;
  stop(): Promise<void>;
}

export interface ApiOptions {
  /** Environment variables beside those that every test needs. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Puts something between the API and its database or broker; gives the address to use instead. */
  readonly through?: (url: string) => Promise<string>;
}

/** The day on which all tests play: in a year whose periods every new tenant has. */
export const thisYear = new Date().getFullYear();
export const today = `${thisYear}-11-23`;

export async function startApi({
  environment = {},
  through,
}: ApiOptions = {}): Promise<RunningApi> {
  const test = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'smart-api-test-'));
  const storageFolder = path.join(folder, 'objects');
  const uploadFolder = path.join(folder, 'uploads');
  const reached = through ?? ((url: string) => Promise.resolve(url));
  const databaseUrl = await reached(test.url('smart_api'));
  const settings = readSettings({
    DATABASE_URL: databaseUrl,
    DATABASE_DIRECT_URL: databaseUrl,
    AMQP_URL: await reached(await testVhost('api')),
    STORAGE: storageFolder,
    UPLOAD_DIR: uploadFolder,
    RATE_LIMIT_PER_MINUTE: '1000000',
    SECRET_KEY: 'a key that only tests would use, of course',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error', // what goes wrong in us is told where a test fails of it
    ...environment,
  });
  const logger = createLogger('api', settings.LOG_LEVEL);
  const database = new Database({
    models,
    url: settings.DATABASE_URL,
    maxConnections: settings.DATABASE_CONNECTIONS,
    applicationName: 'smart-api',
  });
  const broker = connectBroker(settings.AMQP_URL, 'smart-api', logger);
  const pools = new PoolStates(broker, logger);
  const relay = new Relay({
    database,
    broker,
    directUrl: settings.DATABASE_DIRECT_URL,
    logger,
    sweepMs: 500,
    dedicatedQueues: () => pools.dedicatedQueues(),
  });
  let now = new Date(`${today}T12:00:00Z`);
  const services: Services = {
    settings,
    logger,
    database,
    broker,
    storage: openStorage(settings.STORAGE),
    notifier: createChangeNotifier(broker),
    relay,
    sessions: new SessionStore(database),
    apiKeys: new ApiKeyStore(database),
    mails: openMailSender(database, settings, logger),
    streams: new EventStreams(database, broker, logger),
    pools,
    now: () => now,
  };
  relay.start();
  services.mails.start();
  const server = await serve(services);
  return {
    url: server.url,
    test,
    services,
    storageFolder,
    uploadFolder,
    asSuperuser: async (sql, values) => {
      const client = await test.client('postgres');
      await client.query(sql, values);
      await client.end();
    },
    setNow: (instant) => (now = instant),
    stop: async () => {
      await services.streams.close();
      await server.close();
      await Promise.all([relay.stop(), services.mails.stop()]);

      await pools.close();
      await services.notifier.close();
      await broker.close();
      await database.close();
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Listens on a free port, as one more process of the API would with these services. */
export async function serve(
  services: Services,
  portal?: RequestHandler,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = createApp(services, portal);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || !address) throw new Error('the server has no port');
  return address.port;
}
