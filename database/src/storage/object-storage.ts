import type { Readable } from 'node:stream';
import type { ObjectPrefix } from './object-prefix.ts';

/**
 * Where files are kept: a folder on one machine, S3 on many. There are three, each with a key of its own: the documents
 * (`<tenant>/<sha256>[.parts/…]`), the archives of tenants, and the heads of sealed books. Keys are made by us only.
 */
export interface ObjectStorage {
  /** Stores the file at `path` under `key`, durable when it resolves; an object of that key is replaced. */
  putFile(key: string, path: string): Promise<void>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The object's bytes as a stream, or null when there is none. */
  read(key: string): Promise<Readable | null>;
  /** The whole object in memory, or null when there is none. */
  get(key: string): Promise<Buffer | null>;
  /** The keys that begin with `prefix/`, in no order. */
  list(prefix: string): Promise<string[]>;
  /** Removes all objects whose key is the prefix or begins with it and a slash. */
  removeAll(prefix: ObjectPrefix): Promise<void>;
  /** Rejects when nothing can be stored now. */
  check(): Promise<void>;
}

/** The store of heads, of which nothing is ever removed. */
export type HeadStore = Pick<ObjectStorage, 'put' | 'get' | 'list' | 'check'>;

/** The storage is away or full: nothing is wrong with the file, and trying again later helps. */
export class StorageUnavailable extends Error {}

/** There is no room; it works again by itself as soon as somebody made some. */
export class StorageFull extends StorageUnavailable {}
