import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import {
  type ArchivedFile,
  archiveFormat,
  type ArchiveHead,
  archiveHeadSchema,
  archiveManifestSchema,
  archiveNames,
  type ArchiveSignature,
  archiveSignatureSchema,
  archiveVersionSchema,
  DamagedArchive,
  maxFileBytes,
} from './archive-format.ts';

/** Names become keys of objects below the tenant's, so they may not lead anywhere else. */
const namePattern = /^[a-z][a-zA-Z0-9._/-]*$/;

/** The manifest as it stands in the archive, and who vouches for it; null: nobody. */
export interface SignedManifest {
  readonly manifest: Buffer;
  readonly signature: ArchiveSignature | null;
}

export interface ReadFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Reads an archive from its beginning to its end, one file in memory at a time. */
export class ArchiveReader {
  readonly #source: Readable;
  readonly #tar: AsyncGenerator<ReadFile, void>;
  readonly #files: Omit<ArchivedFile, 'rows'>[] = [];
  #next: ReadFile | null = null;

  constructor(source: Readable) {
    this.#source = source;
    this.#tar = filesOfTar(source);
  }

  /** What it is the archive of; read first. @throws {DamagedArchive} */
  async head(): Promise<ArchiveHead> {
    const file = await this.#take();
    if (file?.name !== archiveNames.head)
      throw new DamagedArchive(
        'this is no archive of a tenant: it does not begin with tenant.json',
      );
    const { format } = parseJson(archiveVersionSchema, file);
    if (format !== archiveFormat)
      throw new DamagedArchive(
        `it is of format ${format}, and this version reads format ${archiveFormat} alone: restore it with the version that exported it`,
      );
    return parseJson(archiveHeadSchema, file);
  }

  /** The next files whose names begin with `prefix`. @throws {DamagedArchive} */
  async *files(prefix: string): AsyncGenerator<ReadFile> {
    for (;;) {
      const next = await this.#peek();
      if (!next?.name.startsWith(prefix)) return;
      await this.#take();
      yield next;
    }
  }

  /** Reads on up to the manifest, for whoever wants to know of the archive only whether it is whole. */
  async passOver(): Promise<void> {
    for (;;) {
      const next = await this.#peek();
      if (!next || next.name === archiveNames.manifest) return;
      await this.#take();
    }
  }

  /**
   * Compares what was read with the manifest, which comes last but for its signature.
   * @throws {DamagedArchive} when anything is missing, changed or left
   */
  async finish(): Promise<SignedManifest> {
    const last = await this.#peek();
    if (last?.name !== archiveNames.manifest)
      throw new DamagedArchive(
        last ? `${last.name} stands where the manifest should` : 'it was cut off: no manifest',
      );
    this.#next = null;
    const { files } = parseJson(archiveManifestSchema, last);
    const listed = files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
    const differs = listed.find((file, index) => !isDeepStrictEqual(file, this.#files[index]));
    if (differs) throw new DamagedArchive(`${differs.name} is not what the manifest says`);
    if (listed.length !== this.#files.length)
      throw new DamagedArchive('it holds files that the manifest does not name');
    const signed = await this.#peek();
    if (signed === null) return { manifest: last.bytes, signature: null };
    if (signed.name !== archiveNames.signature)
      throw new DamagedArchive(`${signed.name} stands behind the manifest`);
    this.#next = null;
    if (await this.#peek()) throw new DamagedArchive('it goes on behind its signature');
    return { manifest: last.bytes, signature: parseJson(archiveSignatureSchema, signed) };
  }

  /** Lets the source go, when no more is wanted. */
  close(): void {
    this.#source.destroy();
  }

  async #peek(): Promise<ReadFile | null> {
    if (this.#next) return this.#next;
    const result = await this.#tar.next();
    this.#next = result.done ? null : result.value;
    return this.#next;
  }

  async #take(): Promise<ReadFile | null> {
    const file = await this.#peek();
    this.#next = null;
    if (!file) return null;
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    this.#files.push({ name: file.name, bytes: file.bytes.length, sha256 });
    return file;
  }
}

/** @throws {DamagedArchive} for what is no gzipped tar; an error of the source itself is passed on */
async function* filesOfTar(source: Readable): AsyncGenerator<ReadFile, void> {
  const unzipped = createGunzip();
  const tar = extract();
  source.on('error', (error) => unzipped.destroy(error));
  unzipped.on('error', (error) => tar.destroy(error));
  source.pipe(unzipped).pipe(tar);
  try {
    for await (const entry of tar) {
      const { name, size, type } = entry.header;
      if (type !== 'file' || size > maxFileBytes || !namePattern.test(name) || name.includes('..'))
        throw new DamagedArchive(`${name} cannot be part of an archive`);
      yield { name, bytes: await buffer(entry) };
    }
  } catch (error) {
    if (source.errored ?? error instanceof DamagedArchive) throw error;
    throw new DamagedArchive(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  } finally {
    source.destroy();
  }
}

function parseJson<T extends z.ZodType>(schema: T, { name, bytes }: ReadFile): z.output<T> {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new DamagedArchive(`${name} cannot be understood by this version`, { cause: error });
  }
}
