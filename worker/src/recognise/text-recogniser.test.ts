import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cleanInvoicePdf } from '../../test/documents.ts';
import { drawnRaster } from './drawn-raster.fixture.ts';
import { pdfEngine } from './engines.ts';
import type { GreyRaster } from './raster.ts';
import { TextRecogniser } from './text-recogniser.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** The upper left quarter of an invoice at 150 dpi, which is fast to read. */
let page: GreyRaster;
const recogniser = new TextRecogniser({ pagesPerEngine: 2 });

before(async () => {
  const { file } = await pdfEngine.open(await cleanInvoicePdf(7));
  const region = { x: 0, y: 0, width: 0.5, height: 0.3 };
  const [width, height] = [620, 526];
  const order = { widthPx: width, heightPx: height, turns: 0, grey: true, region } as const;
  page = { width, height, pixels: await pdfEngine.renderPage(file, 0, order) };
  await pdfEngine.stop();
});
after(() => recogniser.stop());

const textOf = async (from: TextRecogniser) =>
  (await from.recognise(page, 'page')).words.map(({ text }) => text).join(' ');

describe('recognition', () => {
  it('returns words in reading order, with boxes and confidence', async () => {
    const { words, confidence } = await recogniser.recognise(page, 'page');
    const text = words.map((word) => word.text).join(' ');
    assert.match(text, /Drukkerij De Vlijt B\.V\.\s+KvK 27312345/);
    assert.match(text, /Factuurdatum: 02-11-2026/);
    assert.ok(confidence > 0.8);
    for (const { x, y, width, height, confidence: sure } of words) {
      assert.ok(x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1);
      assert.ok(sure >= 0 && sure <= 1);
    }
  });
  it('reads the same after its engine was restarted', async () => {
    const texts = [await textOf(recogniser), await textOf(recogniser), await textOf(recogniser)];
    assert.equal(new Set(texts).size, 1);
  });
  it('reads concurrently requested pages one at a time', async () => {
    const [first, second] = await Promise.all([textOf(recogniser), textOf(recogniser)]);
    assert.equal(first, second);
  });
  it('finds no words on empty paper, with confidence 0', async () => {
    const empty = await recogniser.recognise(drawnRaster(400, 300, []), 'page');
    assert.deepEqual(empty, { words: [], confidence: 0 });
  });
});

describe('a page that is never finished', () => {
  it('is given up, its engine is stopped, and the next page is read by a new one', async () => {
    const impatient = new TextRecogniser({ pageCpuMs: 20 });
    await impatient.warmUp();
    await assert.rejects(
      impatient.recognise(page, 'page'),
      (error) => error instanceof UnreadableDocument && error.reason === 'page_too_complex',
    );
    await impatient.stop();
    assert.match(await textOf(recogniser), /Factuurdatum/);
  });
});
