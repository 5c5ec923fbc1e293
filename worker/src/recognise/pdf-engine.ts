import type { Worker } from 'node:worker_threads';
import type { RenderOptions } from './pdfium-render.ts';
import { answerWithin, startThread, ThreadFailure } from './limited-thread.ts';
import {
  threadReplySchema,
  type ThreadAnswer,
  type ThreadRequest,
  type ThreadReply,
} from './pdfium-thread-protocol.ts';

/** PDFium took too long over a document, ran out of memory or crashed; a retry would fail the same way. */
export class PdfEngineFailure extends Error {
  override readonly name = 'PdfEngineFailure';
}

/** A file that was opened by the engine. It stays valid when the engine's thread is replaced. */
export interface PdfFile {
  readonly handle: number;
  readonly bytes: Uint8Array;
}

type AnswerOf<K extends ThreadAnswer['kind']> = Extract<ThreadAnswer, { kind: K }>;

/**
 * CPU time of one operation (opening a file, reading a page's text, rendering it). Real ones take under two seconds.
 */
const operationCpuMs = 15_000;
const megabyte = 1024 * 1024;
/** PDFium's memory never shrinks; above this, starting a new thread is cheaper than keeping it. */
const heapLimitBytes = 80 * megabyte;
/** What the thread needs besides PDFium's memory, and the size of that memory before a file is opened. */
const threadBytes = 48 * megabyte;
const emptyHeapBytes = 17 * megabyte;
/** JavaScript heap of the thread: the characters of the densest page take a tenth of it. */
const scriptMegabytes = 96;
/**
 * What PDFium needs per pixel for the images of a page while rendering it: up to six bytes with a mask, four without.
 */
const bytesPerPicturePixel = 6;

/**
 * PDFium on a thread, one request at a time. A thread that fails, hangs or grows too large is stopped; the next request
 * starts a new one, which reopens the files it is asked about.
 */
export class PdfEngine {
  readonly #cpuMs: number;
  readonly #openFiles = new Set<number>();
  #worker: Worker | null = null;
  #heapBytes = 0;
  /** The page whose images PDFium still holds. */
  #drawnPage: string | null = null;
  #lastHandle = 0;
  #lastRequest: Promise<unknown> = Promise.resolve();

  constructor(cpuMs = operationCpuMs) {
    this.#cpuMs = cpuMs;
  }

  /** @throws {PdfEngineFailure} like every operation here; {ThreadFailure} when a retry may succeed */
  async open(bytes: Uint8Array): Promise<{
    readonly file: PdfFile;
    readonly answer: AnswerOf<'opened'> | AnswerOf<'refused'>;
  }> {
    const file = { handle: ++this.#lastHandle, bytes };
    return { file, answer: await this.#inTurn(() => this.#open(file)) };
  }

  /**
   * Reads size and text layer of a page.
   * @param index from 0
   * @param maxPicturePixels a page whose pictures have more is not looked at
   */
  readPage(file: PdfFile, index: number, maxPicturePixels = 0): Promise<AnswerOf<'page'>> {
    return this.#inTurn(async () => {
      await this.#openAgain(file);
      const { handle } = file;
      const answer = await this.#ask({ kind: 'page', handle, index, maxPicturePixels });
      await this.#endWhenLarge();
      return expect('page', answer);
    });
  }

  /** Renders a page. @param index from 0 @returns its pixels: one byte each for grey, else RGB */
  renderPage(
    file: PdfFile,
    index: number,
    options: RenderOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#inTurn(async () => {
      await this.#openAgain(file);
      const { handle } = file;
      const answer = await this.#ask({ kind: 'render', handle, index, ...options });
      this.#drawnPage = pageKey(file, index);
      await this.#endWhenLarge();
      return expect('pixels', answer).pixels;
    });
  }

  /** Estimates by how many bytes the process grows when it renders a page whose images have this many pixels. */
  bytesToDraw(
    file: PdfFile,
    index: number,
    picturePixels: number,
    { widthPx, heightPx, grey }: RenderOptions,
  ): number {
    const drawnBytes = widthPx * heightPx * (grey ? 1 : 3);
    if (this.#worker && this.#drawnPage === pageKey(file, index)) return 3 * drawnBytes;
    const heapBytes =
      emptyHeapBytes + file.bytes.length + picturePixels * bytesPerPicturePixel + drawnBytes;
    const growth = this.#worker ? heapBytes - this.#heapBytes : heapBytes + threadBytes;
    return Math.max(0, growth) + 2 * drawnBytes;
  }

  async close({ handle }: PdfFile): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#openFiles.delete(handle)) return;
      await this.#reply({ kind: 'close', handle });
      await this.#endWhenLarge();
    });
  }

  /** Stops the thread; the next request starts a new one. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#drawnPage = null;
    this.#openFiles.clear();
    await worker?.terminate();
  }

  async #endWhenLarge(): Promise<void> {
    if (this.#heapBytes > heapLimitBytes) await this.stop();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastRequest.then(work);
    // Drop the result: otherwise a page's pixels would stay in memory until the next request.
    this.#lastRequest = turn.then(
      () => undefined,
      () => undefined,
    );
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

  async #ask(request: ThreadRequest): Promise<ThreadAnswer> {
    const reply = await this.#reply(request);
    if ('answer' in reply) return reply.answer;
    await this.stop();
    throw new PdfEngineFailure(reply.failure);
  }

  async #reply(request: ThreadRequest): Promise<ThreadReply> {
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    try {
      const reply = await answerWithin(worker, this.#cpuMs, replyOf(worker, request));
      this.#heapBytes = reply.heapBytes;
      return reply;
    } catch (error) {
      await this.stop();
      if (!(error instanceof ThreadFailure) || error.reason === 'silent') throw error;
      throw new PdfEngineFailure(`${request.kind}: ${error.message}`, { cause: error });
    } finally {
      worker.unref();
    }
  }

  #start(): Worker {
    const file = new URL('./pdfium-thread.ts', import.meta.url);
    const worker = startThread(file, scriptMegabytes, () => {
      if (this.#worker === worker) void this.stop();
    });
    return worker;
  }
}

function pageKey({ handle }: PdfFile, index: number): string {
  return `${handle}/${index}`;
}

function replyOf(worker: Worker, request: ThreadRequest): Promise<ThreadReply> {
  const reply = new Promise<ThreadReply>((resolve, reject) => {
    worker.once('message', (message: unknown) => {
      const parsed = threadReplySchema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
  });
  worker.postMessage(request);
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
