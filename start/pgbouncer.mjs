import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { end, portInUse, spawnBound } from './child.mjs';
import { installDebianPackage } from './debian-package.mjs';
import { systemUser } from './postgres.mjs';

const program = '/usr/sbin/pgbouncer';

/** Whether PgBouncer is there, installed as root when it was missing. */
export function pgbouncerAvailable() {
  if (!existsSync(program) && process.getuid?.() === 0) {
    try {
      installDebianPackage('pgbouncer');
    } catch (error) {
      console.error(error.message); // a machine without the package's archive: the caller tells what is left out
    }
  }
  return existsSync(program);
}

/**
 * Starts PgBouncer in transaction mode before a PostgreSQL of 127.0.0.1, for tests: few server connections for many
 * clients, so that each transaction meets another connection.
 * @param {{ folder: string, port: number, postgresPort: number, logins: Record<string, string> }} options
 *   `logins` are passwords by login
 */
export async function startPgbouncer({ folder, port, postgresPort, logins }) {
  const user = process.getuid?.() === 0 ? systemUser() : null; // it refuses to run as root
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const file = (name) => path.join(folder, name);
  const users = Object.entries(logins).map(([login, password]) => `"${login}" "${password}"\n`);
  writeFileSync(file('users.txt'), users.join(''), { mode: 0o600 });
  writeFileSync(
    file('pgbouncer.ini'),
    [
      '[databases]',
      `* = host=127.0.0.1 port=${postgresPort}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${file('users.txt')}`,
      'pool_mode = transaction',
      'default_pool_size = 6',
      'max_client_conn = 500',
      'ignore_startup_parameters = extra_float_digits',
      'log_connections = 0',
      'log_disconnections = 0',
    ].join('\n'),
    { mode: 0o600 },
  );
  if (user)
    for (const name of ['users.txt', 'pgbouncer.ini']) chownSync(file(name), user.uid, user.gid);
  const child = spawnBound(program, ['-q', file('pgbouncer.ini')], {
    user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
  for (const deadline = Date.now() + 10_000; !(await portInUse(port)); await pause(50)) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`PgBouncer did not start:\n${log}`);
  }
  return { port, stop: () => end(child, 'SIGINT', 10_000) };
}
