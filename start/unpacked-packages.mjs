import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { end, spawnBound } from './child.mjs';

const dependencyFields = '--important'; // Depends and Pre-Depends: what a package does not work without

/**
 * Downloads a package of this machine's distribution with what it needs, and unpacks it all below `folder`: nothing is
 * installed, so any user may. Taken along are the dependencies that `wanted` names, with theirs, and the shared
 * libraries that this machine lacks; all others are a matter of the package's service, or here already.
 * @param {{ name: string, wanted: RegExp, folder: string, signal?: AbortSignal }} options `folder` is empty or missing
 * @throws {Error} whose message says in a few words what stood in the way
 */
export async function unpackPackages({ name, wanted, folder, signal }) {
  for (const program of ['apt-get', 'apt-cache', 'dpkg', 'dpkg-query'])
    if (spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0)
      throw new Error(`this machine has no ${program}`);
  const downloads = path.join(folder, 'packages');
  mkdirSync(downloads, { recursive: true });
  await download({ name, wanted, downloads, options: [], signal }).catch(async () => {
    signal?.throwIfAborted();
    // The machine's lists of packages are missing or old, and only root may renew them: we make lists of our own.
    const lists = path.join(folder, 'lists');
    for (const part of ['state/partial', 'cache/archives/partial'])
      mkdirSync(path.join(lists, part), { recursive: true });
    const options = ['-o', `Dir::State::Lists=${lists}/state`, '-o', `Dir::Cache=${lists}/cache`];
    await succeed('apt-get', [...options, 'update', '-qq'], { signal });
    await download({ name, wanted, downloads, options, signal });
  });
  for (const file of readdirSync(downloads).filter((entry) => entry.endsWith('.deb')))
    await succeed('dpkg', ['--extract', path.join(downloads, file), folder], { signal });
}

async function download({ name, wanted, downloads, options, signal }) {
  const names = await neededPackages({ name, wanted, options, signal });
  await succeed('apt-get', [...options, 'download', '-qq', ...names], { cwd: downloads, signal });
}

/** The package and what has to be taken along, found level by level. */
async function neededPackages({ name, wanted, options, signal }) {
  const installed = new Set(
    (await succeed('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}${Package}\n'], { signal }))
      .split('\n')
      .filter((line) => line.startsWith('ii'))
      .map((line) => line.slice('ii'.length).trim()),
  );
  const needed = new Set([name]);
  for (let level = [name]; level.length > 0;) {
    const answer = await succeed('apt-cache', [...options, 'depends', dependencyFields, ...level], {
      signal,
    });
    level = [];
    for (const alternatives of parseDependencies(answer)) {
      if (alternatives.some((one) => needed.has(one))) continue;
      const [first] = alternatives;
      const missing = /^z?lib/.test(first ?? '') && !alternatives.some((one) => installed.has(one));
      if (!first || !(wanted.test(first) || missing)) continue;
      needed.add(first);
      level.push(first);
    }
  }
  return [...needed];
}

/**
 * What `apt-cache depends` prints, as a list of dependencies, each with the packages of which one will do. A `|` before
 * a line says that the next one is another choice; a name in `<>` is provided by the packages below it.
 * @param {string} text
 * @returns {string[][]}
 */
export function parseDependencies(text) {
  const dependencies = [];
  let more = false;
  for (const line of text.split('\n')) {
    const [, alternative, target] = /^ ([ |])(?:Pre)?Depends: (\S+)/.exec(line) ?? [];
    const [, provider] = /^ {4}(\S+)/.exec(line) ?? [];
    if (target && !more) dependencies.push([]);
    if (target) more = alternative === '|';
    const candidate = provider ?? (target?.startsWith('<') ? undefined : target);
    // A name with an architecture is a package of another machine.
    if (candidate && !candidate.includes(':')) dependencies.at(-1)?.push(candidate);
  }
  return dependencies;
}

/** Runs a program to its end; gives what it printed, and rejects with the last of what it complained about. */
async function succeed(program, args, { cwd, signal }) {
  signal?.throwIfAborted();
  const child = spawnBound(program, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void end(child, 'SIGTERM', 5_000);
  signal?.addEventListener('abort', stop);
  let [output, complaints] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (code === 0) return output;
  const why = complaints.trim().split('\n').at(-1) ?? '';
  throw new Error(`${program} failed: ${why.replace(/^E: /, '') || `code ${code}`}`);
}
