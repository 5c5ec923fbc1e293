import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client, S3Error } from 'minio';
import { type ObjectStorage, StorageUnavailable } from './object-storage.ts';

/** Files above this go up in parts, several at once, so that a cut connection costs one part and memory stays flat. */
const partBytes = 8 * 1024 * 1024;

/**
 * Object storage in a bucket of an S3 server.
 * @param url `s3+https://KEY:SECRET@host:port/bucket?region=…`, or `s3+http://` on a private network; the bucket exists
 */
export function s3Storage(url: string): ObjectStorage {
  const { client, bucket } = connect(url);
  const stored = <T>(work: Promise<T>): Promise<T> => work.catch(asUnavailable);
  const read = (key: string): Promise<Readable | null> =>
    stored(client.getObject(bucket, key).catch(nullWhenMissing));
  return {
    putFile: (key, path) => stored(client.fPutObject(bucket, key, path).then(() => {})),
    put: (key, bytes) =>
      stored(client.putObject(bucket, key, Buffer.from(bytes), bytes.length).then(() => {})),
    read,
    get: async (key) => {
      const stream = await read(key);
      return stream ? stored(buffer(stream)) : null;
    },
    list: (prefix) => stored(listKeys(client, bucket, `${prefix}/`)),
    removeAll: (prefix) =>
      stored(
        listKeys(client, bucket, `${String(prefix)}/`).then((keys) =>
          remove(client, bucket, [String(prefix), ...keys]),
        ),
      ),
    check: () =>
      stored(
        client.bucketExists(bucket).then((exists) => {
          if (!exists) throw new StorageUnavailable(`the bucket "${bucket}" does not exist`);
        }),
      ),
  };
}

function connect(url: string): { client: Client; bucket: string } {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  const secure = protocol === 's3+https:';
  const client = new Client({
    endPoint: hostname,
    port: Number(port || (secure ? 443 : 80)),
    useSSL: secure,
    accessKey: decodeURIComponent(username),
    secretKey: decodeURIComponent(password),
    region: searchParams.get('region') ?? 'us-east-1',
    pathStyle: true,
    partSize: partBytes,
  });
  return { client, bucket: pathname.slice(1) };
}

async function listKeys(client: Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  const items: AsyncIterable<{ name?: string }> = client.listObjectsV2(bucket, prefix, true);
  for await (const { name } of items) if (name) keys.push(name);
  return keys;
}

/** @throws {StorageUnavailable} when one stays: the server says so in an answer that is no error */
async function remove(client: Client, bucket: string, keys: string[]): Promise<void> {
  const [refused] = await client.removeObjects(bucket, keys); // what it gives are the refusals
  if (refused) throw new StorageUnavailable(`not removed: ${JSON.stringify(refused)}`);
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof S3Error && error.code === 'NoSuchKey') return null;
  throw error;
}

function asUnavailable(error: unknown): never {
  if (error instanceof StorageUnavailable) throw error;
  throw new StorageUnavailable(error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
