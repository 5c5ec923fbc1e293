import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { documentLimits } from '@smart-accounting/worker-contract';
import { embeddedFilesOf } from './embedded-files.ts';
import { loadPdf, type LoadedPdf } from './pdfium-document.ts';
import { isPageTreeLooping } from './page-tree.ts';
import { loadPdfium, type Pdfium } from './pdfium-module.ts';
import { withPage } from './pdfium-page.ts';
import { renderPage } from './pdfium-render.ts';
import type { ThreadAnswer, ThreadRequest, ThreadReply } from './pdfium-thread-protocol.ts';
import { threadRequestSchema } from './pdfium-thread-protocol.ts';
import { readTextLayer } from './read-text-layer.ts';

/**
 * PDFium runs on a thread of its own: rendering a page may take seconds, and a malicious document may never finish or
 * exhaust the memory. Then only this thread dies.
 */
const heapPages = 4096; // of 64 KiB: limits each WebAssembly memory of this process to 256 MiB
setFlagsFromString(`--wasm-max-mem-pages=${heapPages}`);

const port = parentPort;
if (!port) throw new Error('pdfium-thread must be started as a worker thread');

const pdfiumReady = loadPdfium();
const open = new Map<number, LoadedPdf>();

port.on('message', (message: unknown) => {
  void answer(threadRequestSchema.parse(message));
});

async function answer(request: ThreadRequest): Promise<void> {
  const pdfium = await pdfiumReady;
  let reply: ThreadReply;
  try {
    reply = { answer: carryOut(pdfium, request), heapBytes: pdfium.memory().byteLength };
  } catch (error) {
    reply = { failure: String(error), heapBytes: pdfium.memory().byteLength };
  }
  port?.postMessage(reply, 'answer' in reply ? buffersOf(reply.answer) : []);
}

/** The buffers that are transferred to the main thread instead of copied. */
function buffersOf(answer: ThreadAnswer): ArrayBuffer[] {
  if (answer.kind === 'pixels') return [answer.pixels.buffer];
  return answer.kind === 'opened' ? answer.embedded.files.map(({ content }) => content.buffer) : [];
}

function carryOut(pdfium: Pdfium, request: ThreadRequest): ThreadAnswer {
  if (request.kind === 'open') return openDocument(pdfium, request.handle, request.bytes);
  const loaded = open.get(request.handle);
  if (!loaded) throw new Error('the document is not open');
  if (request.kind === 'close') {
    loaded.close();
    open.delete(request.handle);
    return { kind: 'closed' };
  }
  return withPage(pdfium, loaded.document, request.index, (page) => {
    if (request.kind === 'render') {
      return { kind: 'pixels', pixels: renderPage(pdfium, page, request) };
    }
    return { kind: 'page', ...readTextLayer(pdfium, page, request.maxPicturePixels) };
  });
}

function openDocument(pdfium: Pdfium, handle: number, bytes: Uint8Array): ThreadAnswer {
  if (isPageTreeLooping(bytes)) return { kind: 'refused', reason: 'damaged_pdf' };
  const loaded = loadPdf(pdfium, bytes);
  if (typeof loaded === 'string') return { kind: 'refused', reason: loaded };
  open.set(handle, loaded);
  return {
    kind: 'opened',
    pageCount: loaded.pageCount,
    embedded: embeddedFilesOf(pdfium, loaded.document, bytes, documentLimits.fileBytes),
  };
}
