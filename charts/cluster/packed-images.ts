import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { root as checkout } from '../../start/installed.mjs';
import { writeNodeBase } from './base-images.ts';
import { type Image, writeArchive } from './container-image.ts';
import { DockerfileBuilder } from './dockerfile.ts';
import { postgresImage, rabbitmqImage, versitygwImage } from './server-images.ts';

/** Packed images have no registry; a name without a host would be looked for at one. */
export const registry = 'localhost';
/** The tag that `npm run cluster:images` gives. */
export const trialTag = 'trial';
const folder = path.join(checkout, '.data', 'images');

/** Our own images, by the folder that holds their Dockerfile. */
export const deployables = ['api', 'web', 'worker', 'operator'] as const;
export type Deployable = (typeof deployables)[number];
const servers = { postgres: postgresImage, rabbitmq: rabbitmqImage, versitygw: versitygwImage };

/**
 * The root file systems of our images, made by their Dockerfiles.
 * @param work an empty folder for them; whoever gives it removes it
 */
export async function buildDeployables(work: string): Promise<ReadonlyMap<Deployable, Image>> {
  const base = path.join(work, 'node');
  await writeNodeBase(base);
  const builder = new DockerfileBuilder(checkout, work, new Map([['node:24-slim', base]]));
  const built = new Map<Deployable, Image>();
  for (const name of deployables) built.set(name, await builder.build(`${name}/Dockerfile`));
  return built;
}

/**
 * Packs every image the chart needs, ours and those of the servers it can bring, as archives in the checkout's .data.
 * @param tag of all
 * @returns the archives' paths
 */
export async function packImages(tag: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const work = mkdtempSync(path.join(folder, '.work-'));
  try {
    const archives: string[] = [];
    const pack = async (image: Image, repository: string): Promise<void> => {
      const archive = path.join(folder, `${path.basename(repository)}.tar`);
      await writeArchive(image, `${registry}/${repository}:${tag}`, archive);
      archives.push(archive);
    };
    for (const [name, image] of await buildDeployables(work))
      await pack(image, `smart-accounting/${name}`);
    for (const [name, build] of Object.entries(servers))
      await pack(await build(path.join(work, name)), name);
    return archives;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What `packImages` wrote last. @throws {Error} when that was never */
export function packedArchives(): string[] {
  const names = [...deployables, ...Object.keys(servers)];
  const archives = names.map((name) => path.join(folder, `${name}.tar`));
  if (!archives.every((archive) => existsSync(archive)))
    throw new Error('there are no packed images: run "npm run cluster:images" first');
  return archives;
}

/** The chart's values that name what `packImages` packed. */
export function packedImageValues(tag: string): object {
  const ours = { image: { tag } };
  const server = (name: string): object => ({ internal: { image: { repository: name, tag } } });
  return {
    imageRegistry: registry,
    imagePullPolicy: 'Never',
    api: ours,
    web: ours,
    workers: ours,
    operator: ours,
    database: server('postgres'),
    broker: server('rabbitmq'),
    storage: server('versitygw'),
  };
}
