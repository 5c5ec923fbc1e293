import type { Worker } from 'node:worker_threads';
import {
  type EInvoiceRequest,
  type EInvoiceReply,
  eInvoiceReplySchema,
} from './e-invoice-thread-protocol.ts';
import { answerWithin, startThread, ThreadFailure } from './limited-thread.ts';
import { UnreadableDocument } from './unreadable-document.ts';

export interface EInvoiceLimits {
  /** CPU time for all files of a document; the largest allowed takes a second, including the start of the thread */
  readonly cpuMs: number;
  /** Heap of the thread; the most expensive XML within the parser's limits uses three quarters of it */
  readonly heapMegabytes: number;
}

const defaultLimits: EInvoiceLimits = { cpuMs: 10_000, heapMegabytes: 64 };
const megabyte = 1024 * 1024;
/** After a larger document the thread is stopped: starting a new one (0.15 s) is cheaper than keeping its garbage. */
const smallBytes = megabyte;
/** Memory of the thread itself, besides what it reads. */
const threadBytes = 40 * megabyte;

/**
 * Reads e-invoices on a thread, one document at a time. A thread that takes too long over a document, or is killed by
 * it, is stopped, and the next document starts a new one.
 */
export class EInvoiceEngine {
  readonly #limits: EInvoiceLimits;
  #thread: Worker | null = null;
  #lastRequest: Promise<unknown> = Promise.resolve();

  constructor(limits: Partial<EInvoiceLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * Each of the files as an e-invoice, or why it is none.
   * @throws {UnreadableDocument} `document_too_complex` when the thread did not survive them
   * @throws {ThreadFailure} when the machine stalled; a retry gets a new thread
   */
  read(files: readonly Uint8Array[]): Promise<EInvoiceReply> {
    const reading = this.#lastRequest.then(() => this.#readNow(files));
    this.#lastRequest = reading.then(
      () => undefined,
      () => undefined,
    );
    return reading;
  }

  /** Estimates by how many bytes the process grows when it reads these files. */
  bytesToRead(files: readonly Uint8Array[]): number {
    const bytes = bytesOf(files);
    const heapBytes = bytes > smallBytes ? this.#limits.heapMegabytes * megabyte : 0;
    return (this.#thread ? 0 : threadBytes) + heapBytes + 2 * bytes;
  }

  /** Stops the thread; the next document starts a new one. */
  async stop(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  async #readNow(files: readonly Uint8Array[]): Promise<EInvoiceReply> {
    const reply = await this.#replyTo(files);
    if (bytesOf(files) > smallBytes) await this.stop();
    return reply;
  }

  async #replyTo(files: readonly Uint8Array[]): Promise<EInvoiceReply> {
    const thread = (this.#thread ??= this.#start());
    thread.ref();
    try {
      return await answerWithin(thread, this.#limits.cpuMs, replyOf(thread, files));
    } catch (error) {
      await this.stop();
      if (!(error instanceof ThreadFailure) || error.reason === 'silent') throw error;
      throw new UnreadableDocument('document_too_complex', error);
    } finally {
      thread.unref();
    }
  }

  #start(): Worker {
    const file = new URL('./e-invoice-thread.ts', import.meta.url);
    const thread = startThread(file, this.#limits.heapMegabytes, () => {
      if (this.#thread === thread) void this.stop();
    });
    return thread;
  }
}

function replyOf(thread: Worker, files: readonly Uint8Array[]): Promise<EInvoiceReply> {
  const reply = new Promise<EInvoiceReply>((resolve, reject) => {
    thread.once('message', (message: unknown) => {
      const parsed = eInvoiceReplySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
  });
  const request: EInvoiceRequest = { files: [...files] };
  thread.postMessage(request);
  return reply;
}

function bytesOf(files: readonly Uint8Array[]): number {
  return files.reduce((sum, { length }) => sum + length, 0);
}
