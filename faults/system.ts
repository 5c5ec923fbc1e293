import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../start/child.mjs';
import { startPostgres } from '../start/postgres.mjs';
import { descendants } from '../start/process-tree.mjs';
import { startRabbitmq } from '../start/rabbitmq.mjs';
import { startTemporaryProduct } from '../start/temporary-product.mjs';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** The whole product with its servers, every part of which can be hurt. */
export interface System {
  readonly url: string;
  /** The superuser's address of the database, past the proxy: for who checks. */
  readonly databaseUrl: string;
  /** Our processes by what they are: api, provisioner, sealer, operator, worker. */
  processes(): readonly { readonly what: string; readonly pid: number }[];
  restartPostgres(): Promise<void>;
  /** @param wiped its data is gone when it comes back */
  restartBroker(wiped: boolean): Promise<void>;
  cutDatabase(): void;
  cutBroker(): void;
  /** Files cannot be stored while `during` runs. */
  withoutStorage(during: () => Promise<void>): Promise<void>;
  /** Runs a verb of the command line; gives what it printed. */
  commandLine(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const ports = { postgres: await freePort(), amqp: await freePort() };
  const proxies = {
    postgres: await openTcpProxy(ports.postgres),
    amqp: await openTcpProxy(ports.amqp),
  };
  const product = await startTemporaryProduct({
    logLevel: 'info',
    postgresPort: ports.postgres,
    amqpPort: ports.amqp,
    through: (url: string) => through(url, ports, proxies),
  });
  const { folder, password } = product;
  let postgres = product.postgres;
  let broker: { stop: () => Promise<void> } = product.broker;
  const objects = path.join(folder, 'objects');
  return {
    url: product.url,
    databaseUrl: postgres.superuserUrl('smart_accounting'),
    processes: () =>
      Object.values(product.processes.pids()).flatMap((pid) =>
        [pid, ...descendants(pid)].map((one) => ({ what: whatIs(one), pid: one })),
      ),
    restartPostgres: async () => {
      await postgres.stop();
      postgres = await startPostgres({
        folder: path.join(folder, 'postgres'),
        port: ports.postgres,
        password,
      });
    },
    restartBroker: async (wiped) => {
      await broker.stop();
      if (wiped)
        await rm(path.join(folder, 'rabbitmq', 'mnesia'), { recursive: true, force: true });
      broker = await startRabbitmq({
        folder: path.join(folder, 'rabbitmq'),
        port: ports.amqp,
        passwords: product.brokerPasswords,
      });
    },
    cutDatabase: () => proxies.postgres.cut(),
    cutBroker: () => proxies.amqp.cut(),
    withoutStorage: async (during) => {
      await rename(objects, `${objects}.away`);
      await writeFile(objects, 'a file where a folder should be: no disk is more full');
      await during();
      await rm(objects);
      await rename(`${objects}.away`, objects);
    },
    commandLine: product.commandLine,
    stop: async () => {
      await product.processes.stop();
      await Promise.all([postgres.stop(), broker.stop()]);
      await product.stop();
      await Promise.all([proxies.postgres.close(), proxies.amqp.close()]);
    },
  };
}

function through(
  url: string,
  ports: { readonly postgres: number; readonly amqp: number },
  proxies: { readonly postgres: TcpProxy; readonly amqp: TcpProxy },
): string {
  const address = new URL(url);
  if (address.port === String(ports.postgres)) address.port = String(proxies.postgres.port);
  if (address.port === String(ports.amqp)) address.port = String(proxies.amqp.port);
  return address.href;
}

/** Our programs are told apart by the script they run. */
function whatIs(pid: number): string {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const [, main, single] =
      /(api|operator|worker)\/src\/main\.ts|worker\/src\/(provisioner|sealer)\.ts/.exec(command) ??
      [];
    return main ?? single ?? 'other';
  } catch {
    return 'other'; // it ended while we looked
  }
}
