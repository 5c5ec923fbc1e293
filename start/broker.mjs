import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brokerDefinitions } from './broker-users.mjs';
import { end, spawnBound } from './child.mjs';
import { KeptProgram, startPatienceMs } from './keep-running.mjs';
import { greeted, startRabbitmq } from './rabbitmq.mjs';
import { rabbitmqProgram } from './rabbitmq-program.mjs';

/**
 * Where a process finds the broker of the one-machine mode, known before it runs: each has a user of its own there.
 * @returns {string}
 */
export function brokerUrl({ amqpUrl, port, passwords }, user) {
  return amqpUrl || `amqp://${user}:${encodeURIComponent(passwords[user])}@127.0.0.1:${port}/`;
}

/**
 * The broker of the one-machine mode, still to be started: a RabbitMQ of our own, kept running, or one in a container
 * where none can be had. With `AMQP_URL` there is nothing to start.
 * @param {{ amqpUrl: string, folder: string, programs: string, port: number, passwords: Record<string, string>,
 *   say: (text: string) => void }} options `programs` is where RabbitMQ itself is kept when it is not installed
 */
export function ownBroker({ amqpUrl, folder, programs, port, passwords, say }) {
  if (amqpUrl) {
    say(
      'all processes use the one user of AMQP_URL: the broker does not fence them from each other',
    );
    return { child: null, start: async () => {}, startNoMore: () => {}, stop: async () => {} };
  }
  const rabbitmq = path.join(folder, 'rabbitmq');
  return new KeptProgram({
    name: 'RabbitMQ',
    say,
    log: path.join(rabbitmq, 'log'),
    launch: async (signal) => {
      const program = await rabbitmqProgram({ folder: programs, say, signal }).catch((error) => {
        signal.throwIfAborted();
        const engine = containerEngine();
        if (!engine) throw error;
        return { engine };
      });
      return 'engine' in program
        ? startContainer({ engine: program.engine, port, passwords, signal })
        : startRabbitmq({ folder: rabbitmq, port, passwords, program, say, signal });
    },
  });
}

function containerEngine() {
  return ['docker', 'podman'].find(
    (name) => spawnSync(name, ['info'], { stdio: 'ignore' }).status === 0,
  );
}

async function startContainer({ engine, port, passwords, signal }) {
  const name = `smart-accounting-rabbitmq-${port}`;
  const image = 'docker.io/library/rabbitmq:4';
  const succeed = (args, input) => {
    const { status, stderr } = spawnSync(engine, args, { encoding: 'utf8', input });
    if (status !== 0)
      throw new Error(`RabbitMQ could not be started with ${engine}: ${stderr.trim()}`);
  };
  spawnSync(engine, ['rm', '--force', name], { stdio: 'ignore' }); // when only our end of it was killed
  if (spawnSync(engine, ['image', 'inspect', image], { stdio: 'ignore' }).status !== 0)
    succeed(['pull', image]);
  const child = spawnBound(
    engine,
    ['run', '--rm', '--name', name, '--publish', `127.0.0.1:${port}:5672`, image],
    { stdio: 'ignore' },
  );
  const stop = () => end(child, 'SIGTERM', 20_000);
  try {
    for (const deadline = Date.now() + startPatienceMs; !(await greeted(port));) {
      await pause(500, undefined, { signal });
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`RabbitMQ did not start with ${engine}: see "${engine} logs ${name}".`);
    }
    const control = ['exec', '--interactive', name, 'rabbitmqctl'];
    succeed([...control, 'await_startup', '--timeout', '60']);
    succeed(
      [...control, 'import_definitions'],
      JSON.stringify(brokerDefinitions(passwords, ['/'])),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { child, stop };
}
