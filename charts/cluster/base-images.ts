import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runtimePath } from '../../start/installed.mjs';

const run = promisify(execFile);

/** What stands in for `node:24-slim`: the runtime that `npm ci` brought, and this machine's libraries it needs. */
export async function writeNodeBase(root: string): Promise<void> {
  await writeEmptyBase(root, []);
  const node = realpathSync(runtimePath());
  await copyProgram(node, root, '/usr/local/bin/node');
  const libc = (await librariesOf(node)).find((library) => library.endsWith('/libc.so.6')) ?? '';
  // Native packages count on all of the C library, of which Node itself does not need each part.
  for (const part of ['libresolv.so.2', 'librt.so.1', 'libutil.so.1', 'libanl.so.1']) {
    const library = path.join(path.dirname(libc), part);
    if (existsSync(library)) await copyInto(realpathSync(library), root, library);
  }
}

/** The folders and files any program counts on. @param users `name` and `id` of those in /etc/passwd beside root */
export async function writeEmptyBase(
  root: string,
  users: readonly { readonly name: string; readonly id: number }[],
): Promise<void> {
  for (const folder of ['etc', 'tmp', 'usr/bin', 'usr/local/bin', 'var/run', 'var/log', 'var/lib'])
    await mkdir(path.join(root, folder), { recursive: true });
  chmodSync(path.join(root, 'tmp'), 0o1777);
  const all = [{ name: 'root', id: 0 }, ...users];
  const file = (name: string, lines: readonly string[]): Promise<void> =>
    writeFile(path.join(root, 'etc', name), `${lines.join('\n')}\n`);
  await file(
    'passwd',
    all.map(({ name, id }) => `${name}:x:${id}:${id}:${name}:/tmp:/bin/sh`),
  );
  await file(
    'group',
    all.map(({ name, id }) => `${name}:x:${id}:`),
  );
  await file('nsswitch.conf', ['hosts: files dns']);
}

/** A shell with the small programs that scripts call (Debian's `busybox-static`: one file, no libraries). */
export async function addShell(root: string): Promise<void> {
  const busybox = '/bin/busybox';
  if (!existsSync(busybox))
    throw new Error('busybox is missing: run "apt-get install busybox-static"');
  await mkdir(path.join(root, 'bin'), { recursive: true });
  await cp(busybox, path.join(root, busybox));
  const { stdout } = await run(busybox, ['--list']);
  for (const name of stdout.trim().split('\n'))
    if (name !== 'busybox') await symlink('busybox', path.join(root, 'bin', name));
}

/** A program and the shared libraries it is linked with. @param target path inside of `root` */
export async function copyProgram(program: string, root: string, target: string): Promise<void> {
  await copyInto(program, root, target);
  await copyLibraries([program], root);
}

/** A folder with programs, and the libraries they need that are neither there nor in `root` yet. */
export async function copyPrograms(folder: string, root: string, target: string): Promise<void> {
  await cp(folder, path.join(root, target), { recursive: true, verbatimSymlinks: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /\/bin\/|\.so(\.|$)/.test(file));
  await copyLibraries(files, root, folder);
}

async function copyLibraries(
  files: readonly string[],
  root: string,
  folder = '/nothing',
): Promise<void> {
  for (const file of files)
    for (const library of await librariesOf(file))
      if (!realpathSync(library).startsWith(folder) && !existsSync(path.join(root, library)))
        await copyInto(realpathSync(library), root, library);
}

async function librariesOf(program: string): Promise<string[]> {
  // Scripts are no dynamic executables, which ldd answers with an error: they need nothing of it.
  const { stdout } = await run('ldd', [program]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/\/\S+\.so[^\s)]*/g)].map(([library]) => library);
}

async function copyInto(source: string, root: string, target: string): Promise<void> {
  const place = path.join(root, target);
  await mkdir(path.dirname(place), { recursive: true });
  await cp(source, place, { dereference: true });
}
