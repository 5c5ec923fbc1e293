import { Readable } from 'node:stream';
import { documentLimits } from '@smart-accounting/worker-contract';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { Refusal } from '@smart-accounting/database/refusal';

/** One file of an archive. */
export interface PackedFile {
  /** as it stands there, with folders; nothing is ever opened or written by it */
  readonly name: string;
  /** Its bytes as they are unpacked; it fails when it is damaged, has a password, or is larger than it says. */
  open(): Readable;
}

/**
 * Lists the files of a zip on the disk, without folders and what macOS adds, and hands them to `work`. How many and how
 * large they are is known before the first is unpacked, and while unpacking none may be larger than it says.
 * @throws {Refusal} unsupported_file, damaged_archive, archive_too_large
 */
export async function withFilesOf<T>(
  path: string,
  head: Uint8Array,
  work: (files: readonly PackedFile[]) => Promise<T>,
): Promise<T> {
  if (!isZip(head)) throw new Refusal('unsupported_file');
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    decodeStrings: false,
  }).catch(refuseDamaged);
  try {
    return await work(await filesOf(zip));
  } finally {
    zip.close();
  }
}

async function filesOf(zip: ZipFile): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  let bytes = 0;
  for await (const entry of entriesOf(zip)) {
    const name = nameOf(entry);
    if (isNoFile(name)) continue;
    bytes += entry.uncompressedSize;
    files.push({ name, open: () => Readable.from(bytesOf(zip, entry), { objectMode: false }) });
    if (files.length > documentLimits.archiveFiles || bytes > documentLimits.archiveBytes) {
      throw new Refusal('archive_too_large');
    }
  }
  if (files.length === 0) throw new Refusal('empty_file');
  return files;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  // Folders count, too: a list of millions of them is no archive of documents.
  if (zip.entryCount > 5 * documentLimits.archiveFiles) throw new Refusal('archive_too_large');
  try {
    yield* zip.eachEntry();
  } catch (error) {
    refuseDamaged(error);
  }
}

/** Opened when the first byte is asked for: a stream that fails before anybody listens would end the process. */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  yield* await zip.openReadStreamPromise(entry);
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** Folders, and the second files that macOS keeps beside each. */
function isNoFile(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || /(^|\/)\.DS_Store$/.test(name);
}

function isZip(head: Uint8Array): boolean {
  return [0x50, 0x4b].every((byte, at) => head[at] === byte);
}

function refuseDamaged(error: unknown): never {
  throw error instanceof Refusal ? error : new Refusal('damaged_archive');
}
