import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installDebianPackage } from './debian-package.mjs';
import { onlyOneAtOnce } from './tools-folder.mjs';
import { unpackPackages } from './unpacked-packages.mjs';

/** Where Debian's package puts it. The wrapper in /usr/sbin switches user and cannot write our folder. */
export const debianPlace = '/usr/lib/rabbitmq/bin';

export const installCommand = 'apt-get install rabbitmq-server';

/** Whether this machine has RabbitMQ from Debian's package. */
export function rabbitmqInstalled() {
  return installedIn([debianPlace]) !== null;
}

/**
 * A RabbitMQ that can be run: the one that is installed; as root, Debian's package, installed now; else Debian's
 * packages, unpacked below `folder` once, which any user may.
 * @param {{ folder: string, say?: (text: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<{ server: string, path: string, libraries?: string }>} the server's script, and the PATH and
 *   LD_LIBRARY_PATH to run it with
 */
export async function rabbitmqProgram({ folder, say = () => {}, signal }) {
  const places = (process.env.RABBITMQ_PATH ?? debianPlace).split(path.delimiter).filter(Boolean);
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
  try {
    if (!installedIn(places) && mayInstall && places.includes(debianPlace)) {
      say('installing RabbitMQ (once)');
      installDebianPackage('rabbitmq-server');
    }
    return installedIn(places) ?? (await unpacked({ folder, say, signal }));
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(
      `There is no RabbitMQ, and none could be had (${error.message.replace(/\.$/, '')}): install it with "sudo ${installCommand}", or set AMQP_URL to a broker you have.`,
    );
  }
}

function installedIn(places) {
  const server = places
    .map((place) => path.join(place, 'rabbitmq-server'))
    .find((file) => existsSync(file));
  return server ? { server, path: process.env.PATH ?? '' } : null;
}

async function unpacked({ folder, say, signal }) {
  const home = path.join(folder, 'rabbitmq');
  if (/\s/.test(home))
    throw new Error(`its scripts do not work below a folder with a space in its name, as ${home}`);
  if (!existsSync(home)) {
    mkdirSync(folder, { recursive: true });
    await onlyOneAtOnce(folder, 'rabbitmq', async () => {
      if (!existsSync(home)) await unpack({ home, say, signal });
    });
  }
  return inFolder(home);
}

/** Unpacks aside and renames, so that one that is cut off leaves no half program. */
async function unpack({ home, say, signal }) {
  say('downloading RabbitMQ and Erlang from the package archive (once, 34 MB)');
  const aside = `${home}.new`;
  rmSync(aside, { recursive: true, force: true });
  await unpackPackages({ name: 'rabbitmq-server', wanted: /^erlang-/, folder: aside, signal });
  for (const done of ['packages', 'lists'])
    rmSync(path.join(aside, done), { recursive: true, force: true });
  mkdirSync(path.join(aside, 'bin'), { recursive: true });
  writeFileSync(path.join(aside, 'bin', 'erl'), erl, { mode: 0o755 });
  const { path: PATH, libraries } = inFolder(aside);
  const { status, stderr } = spawnSync(
    'erl',
    ['-noinput', '-eval', 'crypto:strong_rand_bytes(1), halt(0).'],
    { env: { PATH, LD_LIBRARY_PATH: libraries, HOME: aside }, encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`Erlang from its packages does not run: ${stderr.trim().split('\n').at(-1)}`);
  renameSync(aside, home);
}

/** Debian's own `erl` knows one place for Erlang, below /usr; this one takes what lies beside it. */
const erl = `#!/bin/sh
ROOTDIR=$(cd "$(dirname "$0")/../usr/lib/erlang" && pwd)
BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
EMU=beam
PROGNAME=erl
export ROOTDIR BINDIR EMU PROGNAME
exec "$BINDIR/erlexec" "$@"
`;

function inFolder(home) {
  const erlang = path.join(home, 'usr/lib/erlang');
  const runtime = readdirSync(erlang).find((name) => name.startsWith('erts-')) ?? '';
  // Debian keeps libraries one folder below, by architecture: x86_64-linux-gnu.
  const libraries = ['lib', 'usr/lib']
    .map((place) => path.join(home, place))
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => path.join(place, name)))
    .filter((place) => place.includes('-linux-'));
  return {
    server: path.join(home, 'usr/lib/rabbitmq/bin/rabbitmq-server'),
    path: [path.join(home, 'bin'), path.join(erlang, runtime, 'bin'), process.env.PATH].join(
      path.delimiter,
    ),
    libraries: libraries.join(path.delimiter) || undefined,
  };
}
