import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brokerUrl, ownBroker } from './broker.mjs';
import { brokerUsers } from './broker-users.mjs';
import { root } from './installed.mjs';
import { KeptProgram, startPatienceMs } from './keep-running.mjs';
import { startPostgres, superuserUrl } from './postgres.mjs';
import { writePools } from './pools.mjs';
import { Processes } from './processes.mjs';
import { writeOperationsEnvironment } from './command-line.mjs';
import { databaseLogins, makeSecrets, signingKeyFile } from './settings.mjs';
import { toolsFolder } from './tools-folder.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Brings the whole product up on this machine: PostgreSQL, broker, migrations, API with portal, provisioner, sealer, and
 * the operator, which runs the workers. All of them are started again when they die. `npm start` and the browser suite
 * use it alike.
 * @param {{ folder: string, programs?: string, host: string, port: number, postgresPort: number, amqpPort: number, amqpUrl: string,
 *   metricsPort: number, ocrWorkersMax?: number, logLevel: string, publicUrl?: string, smtpUrl?: string,
 *   mailFrom?: string, trustProxy?: number, secrets: Record<string, string>, portalHandler: string | null, signal?: AbortSignal,
 *   say: (text: string) => void, postgresSettings?: Record<string, string>, apiEnvironment?: Record<string, string>,
 *   through?: (url: string) => string }} options `programs` is where a RabbitMQ that is not installed is kept; `signal`
 *   breaks the start off; `through` puts something between our processes and a server
 * @returns {Promise<{ url: string, processes: Processes, api: Record<string, string>, operations: Record<string, string>,
 *   postgres: { superuserUrl: (database: string) => string, child: ChildProcess | null, stop: () => Promise<void> },
 *   broker: { child?: ChildProcess | null, stop: () => Promise<void> },
 *   brokerPasswords: Record<string, string>, mailLinks: string | null,
 *   stop: () => Promise<void> }>} `api` is the environment of the API's process, `operations` that of the
 *   command line; `mailLinks` the file with the links of mails, where none are sent
 */
export async function startProduct(options) {
  const { folder, host, port, metricsPort, logLevel, say } = options;
  const secrets = { ...makeSecrets(), ...options.secrets };
  const processes = new Processes(path.join(folder, 'log'), say);
  const servers = [];
  const stop = async () => {
    for (const server of servers) server.startNoMore(); // nobody needs it any more
    await processes.stop();
    await Promise.all(servers.map((server) => server.stop()));
  };
  options.signal?.addEventListener('abort', () => void stop());
  try {
    options.signal?.throwIfAborted();
    const through = options.through ?? ((url) => url);
    const brokerPasswords = Object.fromEntries(
      brokerUsers.map((user) => [user, secrets[`broker-${user}`]]),
    );
    const brokerOptions = {
      amqpUrl: options.amqpUrl,
      folder,
      programs: options.programs ?? toolsFolder,
      port: options.amqpPort,
      passwords: brokerPasswords,
      say,
    };
    const amqp = (user) => ({ AMQP_URL: through(brokerUrl(brokerOptions, user)) });
    const database = (login, password) =>
      through(
        `postgres://smart_${login}:${encodeURIComponent(password)}@127.0.0.1:${options.postgresPort}/smart_accounting`,
      );
    const superuser = (name) => superuserUrl(options.postgresPort, secrets.postgres, name);
    const url = `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    const place = (store) => path.join(folder, store);
    const documents = { STORAGE: place('objects') };
    const mailLinks = options.smtpUrl ? null : place('mail-links.jsonl');
    const common = { LOG_LEVEL: logLevel };
    const metrics = (offset) => ({
      METRICS_PORT: String(metricsPort === 0 ? 0 : metricsPort + offset),
    });
    const api = {
      ...common,
      ...amqp('api'),
      ...metrics(0),
      ...documents,
      DATABASE_URL: database('api', secrets.api),
      DATABASE_DIRECT_URL: database('api', secrets.api),
      HOST: host,
      PORT: String(port),
      SECRET_KEY: secrets.secretKey,
      PUBLIC_URL: options.publicUrl || url,
      ...(mailLinks ? { MAIL_LINKS_FILE: mailLinks } : { SMTP_URL: options.smtpUrl }),
      ...(options.mailFrom ? { MAIL_FROM: options.mailFrom } : {}),
      ...(options.trustProxy ? { TRUST_PROXY: String(options.trustProxy) } : {}),
      ...(options.portalHandler ? { WEB_HANDLER: options.portalHandler } : {}),
      ...options.apiEnvironment,
    };
    const stores = { ...documents, ARCHIVES: place('archives'), HEADS: place('heads') };
    const operations = {
      ...stores,
      DATABASE_URL: database('operations', secrets.operations),
      DATABASE_DIRECT_URL: database('operations', secrets.operations),
      SIGNING_KEY_FILE: signingKeyFile(folder),
      PUBLIC_URL: options.publicUrl || url,
    };
    writeOperationsEnvironment(folder, operations);
    const worker = (login) => ({
      ...common,
      ...amqp(login),
      ...documents,
      DATABASE_URL: database(login, secrets[login]),
    });
    const postgresLog = path.join(folder, 'log', 'postgres.log');
    const postgres = new KeptProgram({
      name: 'PostgreSQL',
      say,
      log: postgresLog,
      launch: (signal) =>
        startPostgres({
          folder: path.join(folder, 'postgres'),
          port: options.postgresPort,
          password: secrets.postgres,
          settings: options.postgresSettings,
          log: postgresLog,
          signal,
        }),
    });
    const broker = ownBroker(brokerOptions);
    servers.push(postgres, broker);
    const startOnDatabase = async () => {
      await postgres.start();
      say('bringing the database to the newest version');
      await processes.run('The migration', 'database/src/migrate/main.ts', [], {
        ADMIN_DATABASE_URL: superuser('postgres'),
        DATABASE_DIRECT_URL: database('migrator', secrets.migrator),
        ...Object.fromEntries(
          databaseLogins
            .filter((login) => login !== 'migrator')
            .map((login) => [`${login.toUpperCase()}_DATABASE_PASSWORD`, secrets[login]]),
        ),
      });
      // These find the broker when it is there: it takes seconds to come up.
      say('starting API and portal');
      processes.keep('api', 'api/src/main.ts', api, `${url}/healthz`);
      keepMeasured(1, 'provisioner', 'worker/src/provisioner.ts', {
        ...amqp('provisioner'),
        ...stores,
        DATABASE_DIRECT_URL: database('migrator', secrets.migrator),
        SIGNING_KEY_FILE: operations.SIGNING_KEY_FILE,
        ...(existsSync(place('trusted-keys.pem'))
          ? { TRUSTED_KEYS_FILE: place('trusted-keys.pem') }
          : {}),
      });
      keepMeasured(2, 'sealer', 'worker/src/sealer.ts', {
        ...amqp('sealer'),
        DATABASE_URL: database('sealer', secrets.sealer),
        HEADS: stores.HEADS,
      });
    };
    /** A process whose health and metrics stand on a port of their own. */
    const keepMeasured = (offset, name, script, env) => {
      const { METRICS_PORT } = metrics(offset);
      const health = METRICS_PORT === '0' ? null : `http://127.0.0.1:${METRICS_PORT}/healthz`;
      processes.keep(name, script, { ...common, METRICS_PORT, ...env }, health);
    };

    say('starting PostgreSQL and RabbitMQ');
    await Promise.all([startOnDatabase(), broker.start()]);
    say('starting the operator and its workers');
    keepMeasured(3, 'operator', 'operator/src/main.ts', {
      ...amqp('operator'),
      POOLS_FILE: writePools(folder, options.ocrWorkersMax ?? 2),
      WORKER_SCRIPT: path.join(root, 'worker/src/main.ts'),
      WORKER_ENVIRONMENT: JSON.stringify({
        ocr: worker('reader'),
        work: worker('worker'),
      }),
      WORKER_METRICS_PORT: metrics(4).METRICS_PORT,
      LOG_FOLDER: path.join(folder, 'log'),
    });
    await Promise.race([answering(`${url}/readyz`, options.signal), processes.cannotStart('api')]);
    return {
      ...{ url, processes, api, operations, broker, brokerPasswords, mailLinks, stop },
      postgres: {
        superuserUrl: superuser,
        get child() {
          return postgres.child;
        },
        stop: () => postgres.stop(),
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(url, signal) {
  for (const deadline = Date.now() + startPatienceMs; Date.now() < deadline;) {
    await pause(100, undefined, { signal });
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(
    `${url} did not become ready within ${startPatienceMs / 1000} s; the logs of the processes tell why.`,
  );
}
