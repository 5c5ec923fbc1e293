import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a container is started with, in the words of the OCI image configuration. */
export interface ImageConfig {
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
}

/** A root file system in a folder, and how it is started. */
export interface Image {
  readonly root: string;
  readonly config: ImageConfig;
}

/** Files alone decide about the archive: the same ones give the same bytes, so that a registry or node keeps what it has. */
const reproducible = ['--sort=name', '--mtime=@0', '--numeric-owner', '--owner=0', '--group=0'];

/**
 * Writes an image of one layer as the archive that `docker load` and `ctr images import` read, without an engine.
 * @param reference `registry/name:tag`
 * @param archive path of the archive; it is there whole or not at all
 */
export async function writeArchive(
  { root, config }: Image,
  reference: string,
  archive: string,
): Promise<void> {
  const aside = await mkdtemp(path.join(path.dirname(archive), '.archive-'));
  try {
    const inside = (name: string): string => path.join(aside, name);
    await run('tar', [...reproducible, '-C', root, '-cf', inside('layer.tar'), '.']);
    const configuration = JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      created: new Date(0).toISOString(),
      config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${await sha256(inside('layer.tar'))}`] },
    });
    const name = `${createHash('sha256').update(configuration).digest('hex')}.json`;
    await writeFile(inside(name), configuration);
    await writeFile(
      inside('manifest.json'),
      JSON.stringify([{ Config: name, RepoTags: [reference], Layers: ['layer.tar'] }]),
    );
    const members = [name, 'layer.tar', 'manifest.json'];
    await run('tar', [...reproducible, '-C', aside, '-cf', inside('archive.tar'), ...members]);
    await rename(inside('archive.tar'), archive);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
