import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  statfs,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { type ObjectStorage, StorageFull, StorageUnavailable } from './object-storage.ts';

/** Less than this is a full disk. */
const minimumFreeBytes = 256 * 1024 ** 2;

const keyPattern = /^[a-z0-9][a-zA-Z0-9._-]*(\/[a-zA-Z0-9._-]+)*$/;

/** Object storage in a local folder. A half-written object is never seen: it is written aside, flushed and renamed. */
export function folderStorage(folder: string): ObjectStorage {
  const locate = (key: string): string => {
    if (!keyPattern.test(key) || key.includes('..'))
      throw new RangeError(`"${key}" is not a key of an object`);
    return path.join(folder, key);
  };
  const putWith = async (
    key: string,
    write: (temporary: string) => Promise<void>,
  ): Promise<void> => {
    const target = locate(key);
    const temporary = path.join(folder, '.incoming', randomUUID());
    await whenAvailable(async () => {
      await refuseFullDisk(folder);
      await mkdir(path.dirname(target), { recursive: true });
      await mkdir(path.dirname(temporary), { recursive: true });
      try {
        await write(temporary);
        await flush(temporary);
        await rename(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await flush(path.dirname(target));
    });
  };
  return {
    putFile: (key, file) => putWith(key, (temporary) => copyFile(file, temporary)),
    put: (key, bytes) => putWith(key, (temporary) => writeFile(temporary, bytes)),
    read: async (key) => openStream(locate(key)),
    get: async (key) => readFile(locate(key)).catch(nullWhenMissing),
    list: (prefix) => listKeys(folder, locate(prefix)),
    removeAll: (prefix) =>
      whenAvailable(() => rm(locate(String(prefix)), { recursive: true, force: true })),
    check: () =>
      whenAvailable(async () => {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.W_OK);
        await refuseFullDisk(folder);
      }),
  };
}

async function listKeys(folder: string, place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(
    nullWhenMissing,
  );
  return (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/**
 * Refuses early, while there is still room for the database and the logs beside us; it works again as soon as there
 * is room again. Makes the folder when it is not there.
 * @throws {StorageFull}
 */
export async function refuseFullDisk(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes < minimumFreeBytes) {
    const mib = Math.floor(freeBytes / 1024 ** 2);
    throw new StorageFull(`only ${mib} MiB are free in ${folder}; make room`);
  }
}

async function openStream(file: string): Promise<Readable | null> {
  const stream = createReadStream(file);
  return new Promise((resolve, reject) => {
    stream.once('open', () => resolve(stream));
    stream.once('error', (error) => {
      try {
        resolve(nullWhenMissing(error));
      } catch (other) {
        reject(other instanceof Error ? other : new Error(String(other)));
      }
    });
  });
}

/** On disk, and not only in the system's memory: after this a power cut loses nothing. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function whenAvailable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RangeError || error instanceof StorageUnavailable) throw error;
    throw storageError(error);
  }
}

/** What an error of the file system means to whoever wants to keep a file. */
export function storageError(error: unknown): StorageUnavailable {
  const message = error instanceof Error ? error.message : String(error);
  const full =
    error instanceof Error && 'code' in error && /ENOSPC|EDQUOT/.test(String(error.code));
  return full
    ? new StorageFull(message, { cause: error })
    : new StorageUnavailable(message, { cause: error });
}

function nullWhenMissing(error: unknown): null {
  if (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'EISDIR')
  )
    return null;
  throw storageError(error);
}
