import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mayBeEInvoice } from '@smart-accounting/accounting/e-invoice/e-invoice-roots';
import { refuseFullDisk, storageError } from '@smart-accounting/database/storage/folder-storage';
import {
  detectMediaType,
  documentLimits,
  isHeic,
  type MediaType,
  xmlRootOf,
} from '@smart-accounting/worker-contract';
import { Refusal } from '@smart-accounting/database/refusal';

/** A whole upload on the local disk; `discard` removes it. */
export interface ReceivedBytes {
  readonly path: string;
  readonly sha256: string;
  readonly byteSize: number;
  /** its first bytes, which tell what it is */
  readonly head: Uint8Array;
  readonly discard: () => Promise<void>;
}

/** One that can be read, waiting to be stored. */
export interface ReceivedFile extends ReceivedBytes {
  readonly mediaType: MediaType;
}

/**
 * Receives a file that we read.
 * @throws {Refusal} file_too_large, empty_file, unsupported_file, unknown_xml, heic_file, upload_incomplete; then nothing is left on
 *   the disk
 * @throws {StorageFull} before a byte is read, while there is little room
 */
export async function receiveUpload(body: Readable, folder: string): Promise<ReceivedFile> {
  const received = await receiveBytes(body, folder, documentLimits.fileBytes);
  const mediaType = detectMediaType(received.head);
  const isOtherXml = mediaType === 'application/xml' && !mayBeInvoice(received.head);
  if (mediaType && !isOtherXml) return { ...received, mediaType };
  await received.discard();
  if (isOtherXml) throw new Refusal('unknown_xml');
  throw new Refusal(isHeic(received.head) ? 'heic_file' : 'unsupported_file');
}

/** An order or a bank statement is told apart at once; the file as a whole is only read where that does no harm. */
function mayBeInvoice(head: Uint8Array): boolean {
  const root = xmlRootOf(head);
  return root === null || mayBeEInvoice(root);
}

/**
 * Streams a body to a file, with its hash and size on the way: memory stays flat whatever people send.
 * @throws {Refusal} file_too_large, empty_file, upload_incomplete; then nothing is left on the disk
 * @throws {StorageFull} before a byte is read, while there is little room
 */
export async function receiveBytes(
  body: Readable,
  folder: string,
  mostBytes: number,
): Promise<ReceivedBytes> {
  const file = path.join(folder, `upload-${randomUUID()}`);
  // What cannot be removed is no concern of whoever sent it.
  const discard = (): Promise<void> => rm(file, { force: true }).catch(() => {});
  const hash = createHash('sha256');
  let byteSize = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > mostBytes) {
        done(new Refusal('file_too_large'));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await refuseFullDisk(folder);
    // Opened first: a body that fails at once would be discarded before there is a file, and leave an empty one.
    const opened = await open(file, 'wx', 0o600);
    await pipeline(body, meter, opened.createWriteStream());
    if (byteSize === 0) throw new Refusal('empty_file');
    const head = await firstBytes(file);
    return { path: file, sha256: hash.digest('hex'), byteSize, head, discard };
  } catch (error) {
    await discard();
    throw asUploadError(error);
  }
}

/** A file's name as people may see it: no folders, no control or direction-changing characters, at most 200 long. */
export function safeFileName(given: string): string {
  const name = given.split(/[/\\]/).at(-1) ?? '';
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .trim()
    .replace(/^\.+/, '');
  if (plain.length <= 200) return plain || 'document';
  const extension = /\.[^.]{1,8}$/.exec(plain)?.[0] ?? '';
  const begin = plain.slice(0, 200 - extension.length).replace(/[\ud800-\udbff]$/, ''); // no half character
  return begin + extension;
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A body that broke off is the sender's matter, a file that cannot be written is the storage's. */
function asUploadError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof Refusal) return error;
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET')
    return new Refusal('upload_incomplete');
  return 'syscall' in error ? storageError(error) : error;
}
