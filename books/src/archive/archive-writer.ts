import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import {
  type ArchivedFile,
  type ArchiveHead,
  archiveManifestSchema,
  archiveNames,
} from './archive-format.ts';
import type { SigningKey } from './signing-key.ts';

/** Writes an archive file by file to a stream, at the pace of the stream. `finish` must come last. */
export class ArchiveWriter {
  readonly #pack = pack();
  readonly #written: Promise<void>;
  readonly #files: ArchivedFile[] = [];

  constructor(destination: Writable) {
    this.#written = pipeline(this.#pack, createGzip({ level: 3 }), destination);
    this.#written.catch(() => {}); // told by `finish`, or by the file that could not be added
  }

  /** Adds a file of so many rows (null where rows are not the matter). @throws when the stream failed */
  async add(name: string, bytes: Buffer, rows: number | null = null): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.#entry(name, bytes);
    this.#files.push({ name, bytes: bytes.length, sha256, rows });
  }

  async addHead(head: ArchiveHead): Promise<void> {
    await this.add(archiveNames.head, jsonFile(head));
  }

  /** Adds the signed manifest and waits until all is written; gives what was. @throws when the stream failed */
  async finish(key: SigningKey): Promise<readonly ArchivedFile[]> {
    const manifest = jsonFile(archiveManifestSchema.parse({ files: this.#files }));
    await this.#entry(archiveNames.manifest, manifest);
    await this.#entry(archiveNames.signature, jsonFile(key.sign(manifest)));
    this.#pack.finalize();
    await this.#written;
    return this.#files;
  }

  /** Gives up: the destination is destroyed. */
  abandon(): void {
    this.#pack.destroy();
  }

  async #entry(name: string, bytes: Buffer): Promise<void> {
    const added = new Promise<void>((resolve, reject) => {
      this.#pack.entry({ name, size: bytes.length, mtime: new Date(0) }, bytes, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    await Promise.race([added, this.#written]);
  }
}

function jsonFile(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
