import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectBroker } from '@smart-accounting/database/broker';
import { createLogger } from '@smart-accounting/monitoring';
import { end, freePort, spawnBound } from '../../start/child.mjs';
import { entriesOf, find, type KubernetesObject, onlyContainer, podsOf } from './objects.ts';

const serverScript = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const mount = '/etc/smart-accounting';

/** The pod of the chart's own RabbitMQ without a cluster: its files and variables as the chart has them, on other ports. */
export class OwnBroker {
  readonly #objects: readonly KubernetesObject[];
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'broker-'));
  readonly #running: ChildProcess[] = [];
  #port = 0;

  /** @param objects what the chart makes */
  constructor(objects: readonly KubernetesObject[]) {
    this.#objects = objects;
  }

  /** Starts it, and waits until somebody can sign in. */
  async start(): Promise<void> {
    const files = path.join(this.#folder, 'files');
    mkdirSync(files);
    for (const [name, content] of Object.entries(this.#secret('broker'))) {
      writeFileSync(path.join(files, name), content.replace(mount, files));
      chmodSync(path.join(files, name), 0o440); // as in a pod: nobody writes it
    }
    this.#port = await freePort();
    const epmdPort = String(await freePort());
    const { env } = onlyContainer(podsOf(this.#objects).get('books-broker'));
    const own = env.map(({ name, value = '' }) => [name, value.replace(mount, files)] as const);
    // Erlang's port mapper: started here, because the one that Erlang starts by itself outlives everybody.
    this.#spawn('epmd', ['-port', epmdPort, '-address', '127.0.0.1'], {});
    this.#spawn(serverScript, [], {
      ...Object.fromEntries(own),
      HOME: this.#folder,
      RUNNING_UNDER_SYSTEMD: 'true', // no shell in between: the child is the broker, and SIGTERM stops it in order
      ERL_EPMD_PORT: epmdPort,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(this.#port),
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_DIST_PORT: String(await freePort()),
      RABBITMQ_MNESIA_BASE: path.join(this.#folder, 'mnesia'),
      RABBITMQ_LOG_BASE: path.join(this.#folder, 'log'),
      RABBITMQ_PID_FILE: path.join(this.#folder, 'pid'),
      RABBITMQ_ENABLED_PLUGINS_FILE: path.join(this.#folder, 'no-plugins'),
      RABBITMQ_CONFIG_FILES: path.join(this.#folder, 'no-conf.d'),
      RABBITMQ_CONF_ENV_FILE: path.join(this.#folder, 'no-env.conf'),
      RABBITMQ_GENERATED_CONFIG_DIR: path.join(this.#folder, 'config'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}',
    });
    const first = connectBroker(this.url('api'), 'test', createLogger('test', 'silent'));
    await first.connected(120_000);
    await first.close();
  }

  /** The address in a process's Secret, as it is reached from here. */
  url(process: string): string {
    const url = this.#secret(process)['AMQP_URL'] ?? assert.fail(`${process} has no AMQP_URL`);
    return url.replace('@books-broker:5672', `@127.0.0.1:${this.#port}`);
  }

  async stop(): Promise<void> {
    for (const child of this.#running.toReversed()) await end(child, 'SIGTERM', 20_000);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #secret(name: string): Record<string, string> {
    return entriesOf(find(this.#objects, 'Secret', `books-${name}`));
  }

  #spawn(program: string, args: string[], env: Record<string, string>): void {
    const settings = { cwd: this.#folder, env: { PATH: process.env['PATH'], ...env } };
    this.#running.push(spawnBound(program, args, { ...settings, stdio: 'ignore' }));
  }
}
