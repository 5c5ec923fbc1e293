import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import net from 'node:net';
import process from 'node:process';

const setpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * Starts a program that ends with us even when we are killed: on Linux the kernel sends it `deathSignal` then.
 * It is kept out of the terminal's Ctrl-C, so that we decide the order in which things stop.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, user?: { uid: number, gid: number } | null,
 *   deathSignal?: string, stdio?: import('node:child_process').StdioOptions }} options
 */
export function spawnBound(
  command,
  args,
  { env, cwd, user = null, deathSignal = 'TERM', stdio = 'pipe' } = {},
) {
  const settings = { env: env ?? process.env, cwd, stdio, detached: true };
  if (!setpriv) return spawn(command, args, { ...settings, ...(user ?? {}) });
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  return spawn('setpriv', [`--pdeathsig=${deathSignal}`, ...identity, command, ...args], settings);
}

/**
 * Ends a child: `signal`, then SIGKILL when it is still there after `graceMs`. Resolves when it is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function end(child, signal, graceMs) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(late);
}

/**
 * A TCP port of 127.0.0.1 that is free now: `preferred` when it is, else one below those that systems give to outgoing
 * connections (Linux 32768, others 49152), which could take it before the program that it is for listens.
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  if (preferred && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(12_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No free TCP port was found on 127.0.0.1.');
}

/** @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Whether somebody listens on the port of 127.0.0.1.
 * @returns {Promise<boolean>}
 */
export function portInUse(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
