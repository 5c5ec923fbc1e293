import type { ArchivedFile } from '@smart-accounting/api-contract';
import { problemFrom } from '#lib/api/problem.ts';
import { type Received, sendFile, type Unpacked } from './send-file.ts';
import { whenThereIsRoom } from './when-there-is-room.ts';
import { type Upload, UploadQueue } from './upload-queue.ts';

/** The files of this tab for one tenant; they go on while other pages are looked at. */
export class Uploads {
  list = $state.raw<readonly Upload<Received>[]>([]);
  #batch = $state.raw<ReadonlySet<string>>(new Set());
  readonly #queue: UploadQueue<File, Received | Unpacked>;

  constructor(tenant: string) {
    this.#queue = new UploadQueue<File, Received | Unpacked>(
      (file, onProgress) => whenThereIsRoom(() => sendFile(tenant, file, onProgress)),
      (upload) => this.#take(upload),
    );
  }

  get busy(): boolean {
    return this.#queue.busy;
  }

  add(files: Iterable<File>): void {
    if (!this.busy) this.#batch = new Set();
    this.#batch = this.#batch.union(new Set(this.#queue.add(files)));
  }

  /** How far the files are that were handed in since nothing was on its way. */
  get progress(): { readonly done: number; readonly of: number } {
    const left = this.list.filter(
      ({ key, state }) => this.#batch.has(key) && (state === 'waiting' || state === 'sending'),
    );
    return { done: this.#batch.size - left.length, of: this.#batch.size };
  }

  retry(key: string): void {
    this.#queue.retry(key);
  }

  /** Takes a row off the list: a failed file, or one whose document was removed. */
  forget(key: string): void {
    this.list = this.list.filter((upload) => upload.key !== key);
  }

  /** A zip that was unpacked gives way to its files. */
  #take(upload: Upload<Received | Unpacked>): void {
    const { key, answer } = upload;
    const uploads: Upload<Received>[] =
      answer !== null && 'files' in answer
        ? answer.files.map((file, at) => unpackedUpload(`${key}-${at}`, file))
        : [{ ...upload, answer }];
    const at = this.list.findIndex((known) => known.key === key);
    this.list =
      at < 0 ? [...this.list, ...uploads] : this.list.toSpliced(at, 1, ...uploads.toReversed());
  }
}

function unpackedUpload(key: string, file: ArchivedFile): Upload<Received> {
  const { file_name: name, document, duplicate, problem } = file;
  return {
    key,
    name,
    size: document?.byte_size ?? 0,
    state: document ? 'done' : 'failed',
    progress: 1,
    answer: document && { document, duplicate },
    problem: problem && problemFrom(problem, 422),
    packed: true,
  };
}

const byTenant = new Map<string, Uploads>();

/** The uploads of a tenant, the same ones on every page. */
export function uploadsOf(tenant: string): Uploads {
  const known = byTenant.get(tenant);
  if (known) return known;
  const uploads = new Uploads(tenant);
  byTenant.set(tenant, uploads);
  return uploads;
}
