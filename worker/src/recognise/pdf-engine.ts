import { Worker } from 'node:worker_threads';
import type { RenderOrder } from './pdfium-render.ts';
import { answerWithin, ThreadFailure } from './thread-answer.ts';
import {
  threadReplySchema,
  type ThreadAnswer,
  type ThreadOrder,
  type ThreadReply,
} from './pdfium-thread-protocol.ts';

/** PDFium never finishes with the document, ran out of memory or died of it; it would again. */
export class PdfEngineFailure extends Error {
  override readonly name = 'PdfEngineFailure';
}

/** A file as the engine knows it; it stays valid when the engine's thread is replaced. */
export interface PdfFile {
  readonly handle: number;
  readonly bytes: Uint8Array;
}

type AnswerOf<K extends ThreadAnswer['kind']> = Extract<ThreadAnswer, { kind: K }>;

/** CPU time of one operation: opening a file, reading a page's text, drawing it. Real ones take under two seconds. */
const operationCpuMs = 15_000;
/** PDFium's memory never shrinks; above this a new thread is cheaper than keeping it. */
const heapLimitBytes = 160 * 1024 * 1024;

/**
 * PDFium on a thread, one order at a time. A thread that fails, hangs or grows too large is ended, and the next order
 * starts another, which opens again the files it is asked about.
 */
export class PdfEngine {
  readonly #cpuMs: number;
  readonly #openFiles = new Set<number>();
  #worker: Worker | null = null;
  #lastHandle = 0;
  #lastOrder: Promise<unknown> = Promise.resolve();

  constructor(cpuMs = operationCpuMs) {
    this.#cpuMs = cpuMs;
  }

  /** @throws {PdfEngineFailure} like every operation here; {ThreadFailure} when another try may do */
  async open(bytes: Uint8Array): Promise<{
    readonly file: PdfFile;
    readonly answer: AnswerOf<'opened'> | AnswerOf<'refused'>;
  }> {
    const file = { handle: ++this.#lastHandle, bytes };
    return { file, answer: await this.#inTurn(() => this.#open(file)) };
  }

  /** Reads size and text layer of a page. @param index from 0 */
  readPage(file: PdfFile, index: number): Promise<AnswerOf<'page'>> {
    return this.#inTurn(async () => {
      await this.#openAgain(file);
      return expect('page', await this.#ask({ kind: 'page', handle: file.handle, index }));
    });
  }

  /** Draws a page. @param index from 0 @returns its pixels: one byte each for grey, else RGB */
  renderPage(file: PdfFile, index: number, order: RenderOrder): Promise<Uint8Array<ArrayBuffer>> {
    return this.#inTurn(async () => {
      await this.#openAgain(file);
      const { handle } = file;
      return expect('pixels', await this.#ask({ kind: 'render', handle, index, ...order })).pixels;
    });
  }

  async close({ handle }: PdfFile): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#openFiles.delete(handle)) return;
      const { heapBytes } = await this.#reply({ kind: 'close', handle });
      if (heapBytes > heapLimitBytes) await this.stop();
    });
  }

  /** Ends the thread; the next order starts another. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#openFiles.clear();
    await worker?.terminate();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastOrder.then(work);
    this.#lastOrder = turn.catch(() => undefined);
    return turn;
  }

  async #open(file: PdfFile): Promise<AnswerOf<'opened'> | AnswerOf<'refused'>> {
    const answer = await this.#ask({ kind: 'open', ...file });
    if (answer.kind === 'refused') return answer;
    this.#openFiles.add(file.handle);
    return expect('opened', answer);
  }

  async #openAgain(file: PdfFile): Promise<void> {
    if (!this.#openFiles.has(file.handle)) expect('opened', await this.#open(file));
  }

  async #ask(order: ThreadOrder): Promise<ThreadAnswer> {
    const reply = await this.#reply(order);
    if ('answer' in reply) return reply.answer;
    await this.stop();
    throw new PdfEngineFailure(reply.failure);
  }

  async #reply(order: ThreadOrder): Promise<ThreadReply> {
    const worker = (this.#worker ??= startThread());
    worker.ref();
    try {
      return await answerWithin(worker, this.#cpuMs, replyOf(worker, order));
    } catch (error) {
      await this.stop();
      if (!(error instanceof ThreadFailure) || error.reason === 'silent') throw error;
      throw new PdfEngineFailure(`${order.kind}: ${error.message}`, { cause: error });
    } finally {
      worker.unref();
    }
  }
}

/** PDFium writes what it thinks of a document to its standard error: no log wants that. */
function startThread(): Worker {
  return new Worker(new URL('./pdfium-thread.ts', import.meta.url), {
    stdout: true,
    stderr: true,
  });
}

function replyOf(worker: Worker, order: ThreadOrder): Promise<ThreadReply> {
  const reply = new Promise<ThreadReply>((resolve, reject) => {
    worker.once('message', (message: unknown) => {
      const parsed = threadReplySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
  });
  worker.postMessage(order);
  return reply;
}

function expect<K extends ThreadAnswer['kind']>(kind: K, answer: ThreadAnswer): AnswerOf<K> {
  if (isAnswer(kind, answer)) return answer;
  throw new PdfEngineFailure(`expected ${kind}, got ${answer.kind}`);
}

function isAnswer<K extends ThreadAnswer['kind']>(
  kind: K,
  answer: ThreadAnswer,
): answer is AnswerOf<K> {
  return answer.kind === kind;
}
