import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { portInUse } from './child.mjs';
import { installCommand, installRabbitmq, rabbitmqInstalled, startRabbitmq } from './rabbitmq.mjs';

const user = 'smart';

/**
 * Where the broker of the one-machine mode is, known before it runs.
 * @returns {string}
 */
export function brokerUrl({ amqpUrl, port, password }) {
  return amqpUrl || `amqp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/`;
}

/**
 * The broker of the one-machine mode: `AMQP_URL` when it is given; else a RabbitMQ of our own, installed first where
 * that is possible; else one in a container; else an error with the one thing to do.
 */
export async function startBroker({ amqpUrl, folder, port, password, say }) {
  if (amqpUrl) return { stop: async () => {} };
  if (!rabbitmqInstalled() && process.platform === 'linux' && process.getuid?.() === 0) {
    say('installing RabbitMQ (once)');
    installRabbitmq();
  }
  if (rabbitmqInstalled()) {
    return startRabbitmq({ folder: path.join(folder, 'rabbitmq'), port, user, password });
  }
  const engine = ['docker', 'podman'].find(
    (name) => spawnSync(name, ['info'], { stdio: 'ignore' }).status === 0,
  );
  if (engine) return startContainer({ engine, port, password });
  throw new Error(
    `There is no RabbitMQ: install it with "sudo ${installCommand}", or set AMQP_URL to a broker you have.`,
  );
}

async function startContainer({ engine, port, password }) {
  const name = `smart-accounting-rabbitmq-${port}`;
  const credentials = [
    '-e',
    `RABBITMQ_DEFAULT_USER=${user}`,
    '-e',
    `RABBITMQ_DEFAULT_PASS=${password}`,
  ];
  const { status, stderr } = spawnSync(
    engine,
    [
      'run',
      '--detach',
      '--rm',
      '--name',
      name,
      '--publish',
      `127.0.0.1:${port}:5672`,
      ...credentials,
      'docker.io/library/rabbitmq:4',
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`RabbitMQ could not be started with ${engine}: ${stderr.trim()}`);
  for (let tries = 0; tries < 120 && !(await portInUse(port)); tries++) await pause(500);
  return {
    stop: async () => void spawnSync(engine, ['stop', '--time', '20', name], { stdio: 'ignore' }),
  };
}
