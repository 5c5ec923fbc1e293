import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brokerDefinitions } from './broker-users.mjs';
import { end, freePort, spawnBound } from './child.mjs';
import { KeptProgram, startPatienceMs } from './keep-running.mjs';
import { waitForLeftovers } from './leftovers.mjs';
import { lastLines } from './last-lines.mjs';
import { rabbitmqProgram } from './rabbitmq-program.mjs';
import { toolsFolder } from './tools-folder.mjs';

/**
 * Starts a RabbitMQ of our own below `folder`, beside whatever broker the machine has. It listens on 127.0.0.1 only.
 * @param {{ folder: string, port: number, passwords: Record<string, string>, vhosts?: string[],
 *   administrator?: { user: string, password: string }, program?: Awaited<ReturnType<typeof rabbitmqProgram>>,
 *   say?: (text: string) => void, signal?: AbortSignal, more?: string[] }} options `passwords` of our processes' users; `vhosts` are made
 *   beside `/` (each test suite has its own); `administrator` may do everything; `program` is what to run, found when it
 *   is not given; `signal` breaks the start off; `more` are further lines of its configuration
 * @returns {Promise<{ url: (vhost?: string) => string, stop: () => Promise<void>, child: import('node:child_process').ChildProcess }>}
 *   `url` is the administrator's
 */
export async function startRabbitmq(options) {
  const {
    folder,
    port,
    passwords,
    vhosts = [],
    administrator,
    say = () => {},
    signal,
    more = [],
  } = options;
  const program = options.program ?? (await rabbitmqProgram({ folder: toolsFolder, say, signal }));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name) => path.join(folder, name);
  const definitions = brokerDefinitions(passwords, ['/', ...vhosts]);
  if (administrator) addAdministrator(definitions, administrator);
  writeFileSync(file('definitions.json'), JSON.stringify(definitions), { mode: 0o600 });
  writeFileSync(
    file('rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `load_definitions = ${file('definitions.json')}`,
      'log.console = false',
      ...more,
    ].join('\n'),
  );
  writeFileSync(file('enabled_plugins'), '[].');

  await waitForLeftovers({
    folder,
    name: 'RabbitMQ',
    programs: ['beam.smp', 'erl_child_setup', 'inet_gethost', 'epmd'],
    isServer: ({ program: running }) => running === 'beam.smp',
    signal,
  });

  const erlang = { PATH: program.path, LD_LIBRARY_PATH: program.libraries, HOME: folder };
  // Erlang's port mapper: started here, because the one that Erlang starts by itself outlives everybody. Its port is a
  // new one each time, so that no node which was killed is still listed there under our name.
  const epmdPort = await freePort();
  const distributionPort = await freePort();
  signal?.throwIfAborted();
  const epmd = keepEpmd({ port: epmdPort, env: erlang, folder, say });
  const child = spawnBound(program.server, [], {
    cwd: folder,
    env: {
      ...erlang, // HOME holds the Erlang cookie
      RUNNING_UNDER_SYSTEMD: 'true', // no shell in between: the child is the broker, and SIGTERM stops it in order
      ERL_EPMD_PORT: String(epmdPort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `smart${port}@localhost`,
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_DIST_PORT: String(distributionPort),
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
  const stop = async () => {
    await end(child, 'SIGTERM', 20_000);
    await epmd.stop();
  };
  try {
    await answers(child, port, folder, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    child,
    stop,
    url: (vhost = '/') => {
      if (!administrator) throw new Error('this broker was started without an administrator');
      const { user, password } = administrator;
      return `amqp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(vhost)}`;
    },
  };
}

function keepEpmd({ port, env, folder, say }) {
  const epmd = new KeptProgram({
    name: "RabbitMQ's port mapper",
    say,
    log: path.join(folder, 'log'),
    launch: async () => {
      const child = spawnBound('epmd', ['-port', String(port), '-address', '127.0.0.1'], {
        cwd: folder,
        env,
        stdio: 'ignore',
      });
      return { child, stop: () => end(child, 'SIGTERM', 5_000) };
    },
  });
  epmd.startInBackground();
  return epmd;
}

function addAdministrator({ users, vhosts, permissions }, { user, password }) {
  users.push({ name: user, password, tags: ['administrator'] });
  for (const { name } of vhosts)
    permissions.push({ user, vhost: name, configure: '.*', write: '.*', read: '.*' });
}

/** Waits until the broker speaks AMQP on its port: it sends Connection.Start (a frame of type 1) to a greeting. */
async function answers(child, port, folder, signal) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));
  }
  let why = `did not answer within ${startPatienceMs / 1000} s`;
  for (const deadline = Date.now() + startPatienceMs; Date.now() < deadline;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      why = `ended at its start (${child.signalCode ?? `code ${child.exitCode}`})`;
      break;
    }
    if (await greeted(port)) return;
    await pause(100, undefined, { signal });
  }
  const log = path.join(folder, 'log');
  throw new Error(
    `RabbitMQ ${why}; its log is in ${log}.\n${output.trim()}\n${endOfLogs(log)}`.trim(),
  );
}

function endOfLogs(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.log') && !name.includes('upgrade'))
      .map((name) => lastLines(path.join(folder, name)))
      .join('\n');
  } catch {
    return ''; // it did not come so far
  }
}

/**
 * Whether a broker answers on the port of 127.0.0.1.
 * @returns {Promise<boolean>}
 */
export function greeted(port) {
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
