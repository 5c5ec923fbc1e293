import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Image, ImageConfig } from './container-image.ts';

const run = promisify(execFile);

/** A Dockerfile asks for what is not understood here; a container engine would do it. */
export class NotUnderstood extends Error {
  constructor(dockerfile: string, line: string) {
    super(`${dockerfile}: "${line}" is not understood without a container engine`);
  }
}

/**
 * Makes the images of Dockerfiles in folders, without a container engine: the few instructions that ours have are
 * carried out on this machine, RUN with its shell and the Node.js on the PATH. So there is one recipe of each image.
 */
export class DockerfileBuilder {
  readonly #context: string;
  readonly #work: string;
  readonly #bases: ReadonlyMap<string, string>;
  readonly #ignored: readonly string[];
  /** Stages by their text: what two Dockerfiles share is made once. None of ours refers to another in its first ones. */
  readonly #stages = new Map<string, Promise<Image>>();

  /**
   * @param context the folder COPY takes from; its .dockerignore holds
   * @param work an empty folder for the stages, on the same file system as the bases
   * @param bases root file systems by the names that FROM gives
   */
  constructor(context: string, work: string, bases: ReadonlyMap<string, string>) {
    this.#context = context;
    this.#work = work;
    this.#bases = bases;
    this.#ignored = readFileSync(path.join(context, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  }

  /**
   * @param dockerfile path from the context
   * @throws {NotUnderstood}
   */
  async build(dockerfile: string): Promise<Image> {
    const named = new Map<string, Image>();
    let last: Image | undefined;
    for (const lines of stagesOf(await readFile(path.join(this.#context, dockerfile), 'utf8'))) {
      const text = lines.join('\n').replace(/ AS \w+/, '');
      const refers = text.includes('--from=');
      const known = refers ? undefined : this.#stages.get(text);
      const making = known ?? this.#stage(dockerfile, lines, named);
      if (!refers) this.#stages.set(text, making);
      last = await making;
      const name = / AS (\w+)$/.exec(lines[0] ?? '')?.[1];
      if (name !== undefined) named.set(name, last);
    }
    if (!last) throw new NotUnderstood(dockerfile, 'a file without FROM');
    return last;
  }

  async #stage(
    dockerfile: string,
    lines: readonly string[],
    named: ReadonlyMap<string, Image>,
  ): Promise<Image> {
    const root = path.join(this.#work, `${path.dirname(dockerfile)}-${named.size}`);
    let config: ImageConfig = {};
    const inside = (place: string): string =>
      path.join(root, path.resolve('/', config.WorkingDir ?? '/', place));
    for (const line of lines) {
      const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
      if (instruction === 'FROM') await this.#from(rest, root, dockerfile);
      else if (instruction === 'ENV') config = { ...config, Env: [...(config.Env ?? []), rest] };
      else if (instruction === 'USER') config = { ...config, User: rest };
      else if (instruction === 'CMD')
        config = { ...config, Cmd: z.array(z.string()).parse(JSON.parse(rest)) };
      else if (instruction === 'WORKDIR') {
        config = { ...config, WorkingDir: rest };
        await mkdir(inside('.'), { recursive: true });
      } else if (instruction === 'COPY') {
        const [, stage, from = '', to = ''] = /^(?:--from=(\w+) )?(.+) (\S+)$/.exec(rest) ?? [];
        const source = stage === undefined ? this.#context : named.get(stage)?.root;
        if (source === undefined) throw new NotUnderstood(dockerfile, line);
        for (const place of from.split(' '))
          await this.#copy(source, place, inside(to), to.endsWith('/') && stage === undefined);
      } else if (instruction === 'RUN') await run('sh', ['-c', rest], { cwd: inside('.') });
      else throw new NotUnderstood(dockerfile, line);
    }
    return { root, config };
  }

  async #from(rest: string, root: string, dockerfile: string): Promise<void> {
    const base = this.#bases.get(rest.replace(/ AS \w+$/, ''));
    if (base === undefined) throw new NotUnderstood(dockerfile, `FROM ${rest}`);
    await mkdir(root, { recursive: true });
    await run('cp', ['--archive', '--link', `${base}/.`, root]);
  }

  /** A folder's content goes into `target`, a file becomes it, or comes into it when it is a folder. */
  async #copy(source: string, place: string, target: string, intoFolder: boolean): Promise<void> {
    const from = path.join(source, place);
    const isFile = intoFolder && /\.\w+$/.test(place);
    await mkdir(isFile ? target : path.dirname(target), { recursive: true });
    await cp(from, isFile ? path.join(target, path.basename(place)) : target, {
      recursive: true,
      verbatimSymlinks: true, // workspaces are links below node_modules, and stay what they are
      filter: (file) => source !== this.#context || !this.#ignores(path.relative(source, file)),
    });
  }

  #ignores(file: string): boolean {
    return this.#ignored.some((pattern) => path.matchesGlob(file, pattern));
  }
}

/** The instructions of each stage. */
export function stagesOf(dockerfile: string): string[][] {
  const lines = dockerfile.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.reduce<string[][]>((stages, line) => {
    if (line.startsWith('FROM ')) stages.push([]);
    stages.at(-1)?.push(line);
    return stages;
  }, []);
}
