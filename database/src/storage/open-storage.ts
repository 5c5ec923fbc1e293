import { folderStorage } from './folder-storage.ts';
import type { ObjectStorage } from './object-storage.ts';
import { s3Storage } from './s3-storage.ts';

/**
 * The object storage of a setting: a folder's absolute path, or `s3+https://KEY:SECRET@host:port/bucket`.
 * @throws {RangeError} when it is neither
 */
export function openStorage(place: string): ObjectStorage {
  if (place.startsWith('/')) return folderStorage(place);
  if (/^s3\+https?:\/\/[^/]+\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\?.*)?$/.test(place))
    return s3Storage(place);
  throw new RangeError(
    'storage is a folder (absolute path) or s3+https://KEY:SECRET@host:port/bucket',
  );
}
