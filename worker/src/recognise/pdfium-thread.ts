import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { documentLimits } from '@smart-accounting/worker-contract';
import { attachmentsOf, loadPdf, type LoadedPdf } from './pdfium-document.ts';
import { loadPdfium, type Pdfium } from './pdfium-module.ts';
import { readPageContent, withPage } from './pdfium-page.ts';
import { renderPage } from './pdfium-render.ts';
import type { ThreadAnswer, ThreadOrder, ThreadReply } from './pdfium-thread-protocol.ts';
import { threadOrderSchema } from './pdfium-thread-protocol.ts';
import { wordsOfTextLayer } from './page-words.ts';
import { isTextLayerUsable } from './text-layer-quality.ts';

/**
 * PDFium on a thread of its own: drawing a page may take seconds, and a document made for it may never end or take
 * all memory. Then only this thread ends.
 */
const heapPages = 8192; // of 64 KiB: no WebAssembly memory of this process grows above 512 MiB
setFlagsFromString(`--wasm-max-mem-pages=${heapPages}`);

const port = parentPort;
if (!port) throw new Error('pdfium-thread is started as a worker thread');

const pdfiumReady = loadPdfium();
const open = new Map<number, LoadedPdf>();

port.on('message', (message: unknown) => {
  void answer(threadOrderSchema.parse(message));
});

async function answer(order: ThreadOrder): Promise<void> {
  const pdfium = await pdfiumReady;
  let reply: ThreadReply;
  try {
    reply = { answer: carryOut(pdfium, order), heapBytes: pdfium.memory().byteLength };
  } catch (error) {
    reply = { failure: String(error), heapBytes: pdfium.memory().byteLength };
  }
  const pixels = 'answer' in reply && reply.answer.kind === 'pixels' ? reply.answer.pixels : null;
  port?.postMessage(reply, pixels ? [pixels.buffer] : []);
}

function carryOut(pdfium: Pdfium, order: ThreadOrder): ThreadAnswer {
  if (order.kind === 'open') return openDocument(pdfium, order.handle, order.bytes);
  const loaded = open.get(order.handle);
  if (!loaded) throw new Error('the document is not open');
  if (order.kind === 'close') {
    loaded.close();
    open.delete(order.handle);
    return { kind: 'closed' };
  }
  return withPage(pdfium, loaded.document, order.index, (page) => {
    if (order.kind === 'render') {
      return { kind: 'pixels', pixels: renderPage(pdfium, page, order) };
    }
    const content = readPageContent(pdfium, page);
    const { words, turns } = wordsOfTextLayer(content);
    const { widthPt, heightPt, largestPicturePixels } = content;
    const usable = isTextLayerUsable(content, words);
    return { kind: 'page', widthPt, heightPt, largestPicturePixels, words, turns, usable };
  });
}

function openDocument(pdfium: Pdfium, handle: number, bytes: Uint8Array): ThreadAnswer {
  const loaded = loadPdf(pdfium, bytes);
  if (typeof loaded === 'string') return { kind: 'refused', reason: loaded };
  open.set(handle, loaded);
  return {
    kind: 'opened',
    pageCount: loaded.pageCount,
    attachments: attachmentsOf(pdfium, loaded.document, documentLimits.xmlBytes),
  };
}
