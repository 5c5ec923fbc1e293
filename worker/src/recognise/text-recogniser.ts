import { Worker as Thread } from 'node:worker_threads';
import type { Word } from '@smart-accounting/worker-contract';
import { createWorker, OEM, PSM, type Worker as Tesseract } from 'tesseract.js';
import { findLanguageModels, languages } from './language-models.ts';
import { gapTolerance, joinLetterspaced } from './letterspaced-words.ts';
import type { GreyRaster } from './raster.ts';
import { inReadingOrder } from './reading-order.ts';
import { answerWithin, ThreadFailure } from './limited-thread.ts';
import { wordsOfTsv } from './tsv-words.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** How text is laid out on an image: freely, with columns and tables, or in the single column of a till receipt. */
export type TextLayout = 'page' | 'receipt';

/** Recognised text; `confidence` is the mean of its words (0 to 1), weighted by their length. */
export interface RecognisedText {
  readonly words: Word[];
  readonly confidence: number;
}

export interface RecogniserLimits {
  /** After this many pages the engine is restarted: it learns as it reads, and never releases memory. */
  readonly pagesPerEngine: number;
  /** CPU time for one page; a dense one takes under ten seconds, but pure noise has no upper bound */
  readonly pageCpuMs: number;
}

const defaultLimits: RecogniserLimits = { pagesPerEngine: 200, pageCpuMs: 60_000 };

/** The library's engine and the thread it runs on. */
interface Engine {
  readonly tesseract: Tesseract;
  readonly thread: Thread;
}

/** Memory of the engine with both languages, and how many copies of a page's pixels exist while it is read. */
const engineBytes = 110 * 1024 * 1024;
const copiesOfPage = 5;

const segmentation = { page: PSM.AUTO, receipt: PSM.SINGLE_BLOCK } as const;

/**
 * Recognises text in pixels with Tesseract, on a thread of its own, one page at a time. The engine is started by the
 * first page or by `warmUp` (0.4 to 0.9 s), reused, and restarted after a number of pages.
 */
export class TextRecogniser {
  readonly #limits: RecogniserLimits;
  #engine: Promise<Engine> | null = null;
  #pagesRead = 0;
  #lastPage: Promise<unknown> = Promise.resolve();

  constructor(limits: Partial<RecogniserLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Starts the engine, so that the first page does not have to wait for it. */
  async warmUp(): Promise<void> {
    await (this.#engine ??= startEngine());
  }

  /**
   * @param raster best at 200 to 300 dpi, where a lower-case letter is about 20 pixels high
   * @throws {UnreadableDocument} `page_too_complex` when the engine takes too long over the page or crashes
   * @throws {ThreadFailure} when the machine stalled; a retry gets a new engine
   */
  async recognise(raster: GreyRaster, layout: TextLayout): Promise<RecognisedText> {
    const page = this.#lastPage.then(() => this.#recogniseNow(raster, layout));
    this.#lastPage = page.then(
      () => undefined,
      () => undefined,
    );
    return page;
  }

  /** Estimates by how many bytes the process grows when it reads these pixels. */
  bytesToRead({ pixels }: GreyRaster): number {
    return (this.#engine ? 0 : engineBytes) + copiesOfPage * pixels.length;
  }

  async stop(): Promise<void> {
    const engine = this.#engine;
    this.#engine = null;
    this.#pagesRead = 0;
    await (await engine?.catch(() => null))?.thread.terminate();
  }

  async #recogniseNow(raster: GreyRaster, layout: TextLayout): Promise<RecognisedText> {
    if (this.#pagesRead >= this.#limits.pagesPerEngine) await this.stop();
    this.#pagesRead += 1;
    try {
      const engine = await (this.#engine ??= startEngine());
      const page = readPage(engine.tesseract, raster, layout);
      return await answerWithin(engine.thread, this.#limits.pageCpuMs, page);
    } catch (error) {
      await this.stop();
      if (!(error instanceof ThreadFailure) || error.reason === 'silent') throw error;
      throw new UnreadableDocument('page_too_complex', error);
    }
  }
}

async function startEngine(): Promise<Engine> {
  const models = await findLanguageModels();
  try {
    const tesseract = await createWorker([...languages], OEM.LSTM_ONLY, {
      langPath: models.folder,
      gzip: false,
      cacheMethod: 'none',
      // Without a handler the library throws from an event listener, which would end the process.
      errorHandler: () => undefined,
    });
    await tesseract.setParameters({
      // Words of one tenant's pages must never influence how another tenant's pages are read.
      tessedit_enable_doc_dict: '0',
      user_defined_dpi: '300',
      // Otherwise Tesseract writes remarks about each page to standard error.
      debug_file: '/dev/null',
    });
    return { tesseract, thread: threadOf(tesseract) };
  } finally {
    await models.dispose();
  }
}

/** The library's types do not declare its thread. */
function threadOf(tesseract: object): Thread {
  if ('worker' in tesseract && tesseract.worker instanceof Thread) return tesseract.worker;
  throw new Error('tesseract.js has no worker thread whose CPU time can be watched');
}

async function readPage(
  tesseract: Tesseract,
  raster: GreyRaster,
  layout: TextLayout,
): Promise<RecognisedText> {
  await tesseract.setParameters({ tessedit_pageseg_mode: segmentation[layout] });
  const { data } = await tesseract.recognize(pgmOf(raster), {}, { text: false, tsv: true });
  const read = inReadingOrder(wordsOfTsv(data.tsv ?? '', raster.width, raster.height));
  const words = joinLetterspaced(read, raster, gapTolerance.ofRecognised);
  return { words, confidence: meanConfidence(words) };
}

/** Portable graymap: a header and the raw pixels. Encoding and decoding PNG would add a fifth to the time. */
function pgmOf({ width, height, pixels }: GreyRaster): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
}

function meanConfidence(words: readonly Word[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of words) {
    letters += text.length;
    sum += confidence * text.length;
  }
  return letters === 0 ? 0 : sum / letters;
}
