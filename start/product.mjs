import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brokerUrl, startBroker } from './broker.mjs';
import { startPostgres } from './postgres.mjs';
import { root } from './installed.mjs';
import { writePools } from './pools.mjs';
import { Processes } from './processes.mjs';
import { makeSecrets } from './settings.mjs';

/**
 * Brings the whole product up on this machine: PostgreSQL, broker, migrations, API with portal, provisioner, and the
 * operator, which runs the workers. `npm start` and the browser suite use it alike.
 * @param {{ folder: string, host: string, port: number, postgresPort: number, amqpPort: number, amqpUrl: string,
 *   metricsPort: number, ocrWorkersMax?: number, logLevel: string, publicUrl?: string, smtpUrl?: string,
 *   mailFrom?: string, secrets: Record<string, string>, portalHandler: string | null,
 *   say: (text: string) => void, postgresSettings?: Record<string, string>, apiEnvironment?: Record<string, string>,
 *   through?: (url: string) => string }} options `through` puts something between our processes and a server
 * @returns {Promise<{ url: string, processes: Processes, api: Record<string, string>,
 *   postgres: Awaited<ReturnType<typeof startPostgres>>,
 *   broker: { stop: () => Promise<void>, child?: import('node:child_process').ChildProcess },
 *   stop: () => Promise<void> }>} `api` is the environment of the API's process
 */
export async function startProduct(options) {
  const { folder, host, port, metricsPort, logLevel, say } = options;
  const secrets = { ...makeSecrets(), ...options.secrets };
  const processes = new Processes(path.join(folder, 'log'), say);
  const started = [];
  const stop = async () => {
    await processes.stop();
    await Promise.all(started.map((service) => service.stop()));
  };
  try {
    const through = options.through ?? ((url) => url);
    const brokerOptions = {
      amqpUrl: options.amqpUrl,
      folder,
      port: options.amqpPort,
      password: secrets.amqp,
      say,
    };
    const amqp = through(brokerUrl(brokerOptions));
    const database = (login, password) =>
      through(
        `postgres://smart_${login}:${encodeURIComponent(password)}@127.0.0.1:${options.postgresPort}/smart_accounting`,
      );
    const url = `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    const common = {
      AMQP_URL: amqp,
      STORAGE: path.join(folder, 'objects'),
      LOG_LEVEL: logLevel,
    };
    const metrics = (offset) => ({
      METRICS_PORT: String(metricsPort === 0 ? 0 : metricsPort + offset),
    });
    const api = {
      ...common,
      ...metrics(0),
      DATABASE_URL: database('api', secrets.api),
      DATABASE_DIRECT_URL: database('api', secrets.api),
      HOST: host,
      PORT: String(port),
      SECRET_KEY: secrets.secretKey,
      PUBLIC_URL: options.publicUrl || url,
      ...(options.smtpUrl ? { SMTP_URL: options.smtpUrl } : {}),
      ...(options.mailFrom ? { MAIL_FROM: options.mailFrom } : {}),
      ...(options.portalHandler ? { WEB_HANDLER: options.portalHandler } : {}),
      ...options.apiEnvironment,
    };
    const startOnDatabase = async () => {
      const postgres = await startPostgres({
        folder: path.join(folder, 'postgres'),
        port: options.postgresPort,
        password: secrets.postgres,
        settings: options.postgresSettings,
      });
      started.push(postgres);
      say('bringing the database to the newest version');
      await processes.run('The migration', 'database/src/migrate/main.ts', [], {
        ADMIN_DATABASE_URL: postgres.superuserUrl('postgres'),
        DATABASE_DIRECT_URL: database('migrator', secrets.migrator),
        API_DATABASE_PASSWORD: secrets.api,
        WORKER_DATABASE_PASSWORD: secrets.worker,
      });
      // These find the broker when it is there: it takes seconds to come up.
      say('starting API and portal');
      processes.keep('api', 'api/src/main.ts', api);
      processes.keep('provisioner', 'worker/src/provisioner.ts', {
        ...common,
        ...metrics(1),
        DATABASE_DIRECT_URL: database('migrator', secrets.migrator),
      });
      return postgres;
    };
    const startOwnBroker = async () => {
      const broker = await startBroker(brokerOptions);
      started.push(broker);
      return broker;
    };

    say('starting PostgreSQL and RabbitMQ');
    const [postgres, broker] = await Promise.all([startOnDatabase(), startOwnBroker()]);
    say('starting the operator and its workers');
    processes.keep('operator', 'operator/src/main.ts', {
      AMQP_URL: amqp,
      LOG_LEVEL: logLevel,
      ...metrics(2),
      POOLS_FILE: writePools(folder, options.ocrWorkersMax ?? 2),
      WORKER_SCRIPT: path.join(root, 'worker/src/main.ts'),
      WORKER_ENVIRONMENT: JSON.stringify({
        ...common,
        DATABASE_URL: database('worker', secrets.worker),
      }),
      WORKER_METRICS_PORT: metrics(3).METRICS_PORT,
      LOG_FOLDER: path.join(folder, 'log'),
    });
    await Promise.race([answering(`${url}/readyz`), processes.cannotStart('api')]);
    return { url, processes, api, postgres, broker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(url) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(
    `${url} did not become ready within a minute; the logs of the processes tell why.`,
  );
}
