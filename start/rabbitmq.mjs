import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { end, freePort, spawnBound } from './child.mjs';
import { installDebianPackage } from './debian-package.mjs';

/** The wrapper in /usr/sbin switches user and cannot write our folder; this one runs as whoever calls it. */
const serverScript = '/usr/lib/rabbitmq/bin/rabbitmq-server';

export const installCommand = 'apt-get install rabbitmq-server';

/** Whether this machine has RabbitMQ from Debian's package. */
export function rabbitmqInstalled() {
  return existsSync(serverScript);
}

/** Installs Debian's package without starting the system's broker. */
export function installRabbitmq() {
  installDebianPackage('rabbitmq-server');
}

/**
 * Starts a RabbitMQ of our own below `folder`, beside whatever broker the machine has. It listens on 127.0.0.1 only.
 * @param {{ folder: string, port: number, user: string, password: string, vhosts?: string[] }} options
 *   `vhosts` are made beside `/` (each test suite has its own)
 * @returns {Promise<{ url: (vhost?: string) => string, stop: () => Promise<void>, child: import('node:child_process').ChildProcess }>}
 */
export async function startRabbitmq({ folder, port, user, password, vhosts = [] }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name) => path.join(folder, name);
  const names = ['/', ...vhosts];
  writeFileSync(
    file('definitions.json'),
    JSON.stringify({
      users: [{ name: user, password, tags: ['administrator'] }],
      vhosts: names.map((name) => ({ name })),
      permissions: names.map((vhost) => ({
        user,
        vhost,
        configure: '.*',
        write: '.*',
        read: '.*',
      })),
    }),
    { mode: 0o600 },
  );
  writeFileSync(
    file('rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `load_definitions = ${file('definitions.json')}`,
      'log.console = false',
    ].join('\n'),
  );
  writeFileSync(file('enabled_plugins'), '[].');

  // Erlang's port mapper: started here, because the one that Erlang starts by itself outlives everybody.
  const epmdPort = await freePort();
  const epmd = spawnBound('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const missing = new Promise((_resolve, reject) => epmd.once('error', reject));
  const child = spawnBound(serverScript, [], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder, // holds the Erlang cookie
      RUNNING_UNDER_SYSTEMD: 'true', // no shell in between: the child is the broker, and SIGTERM stops it in order
      ERL_EPMD_PORT: String(epmdPort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `smart${port}@localhost`,
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_DIST_PORT: String(await freePort()),
      RABBITMQ_MNESIA_BASE: file('mnesia'),
      RABBITMQ_LOG_BASE: file('log'),
      RABBITMQ_PID_FILE: file('pid'),
      RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins'),
      RABBITMQ_CONFIG_FILE: file('rabbitmq'),
      RABBITMQ_CONFIG_FILES: file('no-conf.d'),
      RABBITMQ_CONF_ENV_FILE: file('no-env.conf'),
      RABBITMQ_GENERATED_CONFIG_DIR: file('config'),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}',
    },
  });
  await Promise.race([answers(child, port, folder), missing]);
  return {
    child,
    url: (vhost = '/') =>
      `amqp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(vhost)}`,
    stop: async () => {
      await end(child, 'SIGTERM', 20_000);
      await end(epmd, 'SIGTERM', 5_000);
    },
  };
}

/** Waits until the broker speaks AMQP on its port: it sends Connection.Start (a frame of type 1) to a greeting. */
async function answers(child, port, folder) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));
  }
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    if (child.exitCode !== null) break;
    if (await greeted(port)) return;
  }
  await end(child, 'SIGKILL', 0);
  throw new Error(
    `RabbitMQ did not start; its log is in ${path.join(folder, 'log')}.\n${output.trim()}`,
  );
}

function greeted(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('AMQP\0\0\x09\x01'));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (data) => {
      resolve(data[0] === 1);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
