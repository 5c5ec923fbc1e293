import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { cleanInvoicePdf, encryptedPdf } from '../../test/documents.ts';
import {
  colourPicture,
  computedColours,
  formsWithinForms,
  manyPages,
} from '../../test/hostile-documents.ts';
import { PdfEngine, PdfEngineFailure, type PdfFile } from './pdf-engine.ts';

const engine = new PdfEngine();
after(() => engine.stop());

const order = { widthPx: 120, heightPx: 170, turns: 0, grey: true } as const;

async function opened(bytes: Uint8Array, on = engine): Promise<PdfFile> {
  const { file, answer } = await on.open(bytes);
  assert.equal(answer.kind, 'opened');
  return file;
}

describe('PDFium on its thread', () => {
  it('counts pages, reads their words and renders them', async () => {
    const { file, answer } = await engine.open(await cleanInvoicePdf(1));
    assert.ok(answer.kind === 'opened' && answer.pageCount === 1);
    const { words, widthPt, usable } = await engine.readPage(file, 0);
    assert.ok(words.some(({ text }) => text === '2026-1001'));
    assert.deepEqual([Math.round(widthPt), usable], [595, true]);
    const pixels = await engine.renderPage(file, 0, order);
    assert.equal(pixels.length, 120 * 170);
    assert.ok(pixels.some((value) => value < 128) && pixels.some((value) => value === 255));
    await engine.close(file);
  });
  it('says why it cannot open a file', async () => {
    const refusalOf = async (bytes: Uint8Array) => {
      const { answer } = await engine.open(bytes);
      return answer.kind === 'refused' ? answer.reason : answer.kind;
    };
    assert.equal(await refusalOf(await encryptedPdf()), 'encrypted_pdf');
    assert.equal(await refusalOf(Buffer.from('%PDF-1.7\nand no more')), 'damaged_pdf');
    assert.equal(await refusalOf(new Uint8Array()), 'damaged_pdf');
  });
  it('has several files open at once', async () => {
    const [first, second] = [await opened(manyPages(2)), await opened(manyPages(5))];
    assert.equal((await engine.readPage(first, 1)).words.length, 4);
    assert.equal((await engine.readPage(second, 4)).words.length, 4);
    await engine.close(first);
    await engine.close(second);
  });
  it('handles concurrent requests one at a time', async () => {
    const file = await opened(manyPages(8));
    const pages = await Promise.all([7, 0, 3].map((index) => engine.readPage(file, index)));
    assert.ok(pages.every(({ words }) => words.length === 4));
    await engine.close(file);
  });
  it('fails for a page that does not exist, and goes on', async () => {
    const file = await opened(manyPages(1));
    await assert.rejects(engine.readPage(file, 9), PdfEngineFailure);
    assert.equal((await engine.readPage(file, 0)).words.length, 4);
    await engine.close(file);
  });
});

describe('a thread that is lost', () => {
  it('is replaced, and the files it had open are reopened', async () => {
    const file = await opened(manyPages(3));
    await engine.stop();
    assert.equal((await engine.readPage(file, 2)).words.length, 4);
    await engine.stop();
    assert.equal((await engine.renderPage(file, 0, order)).length, 120 * 170);
    await engine.close(file);
  });
  it('because a page made it grow too large is replaced, too', async () => {
    const file = await opened(colourPicture(5500));
    const whileItIsSmall = engine.bytesToDraw(file, 0, 0, order);
    const first = await engine.renderPage(file, 0, order);
    assert.ok(engine.bytesToDraw(file, 0, 0, order) > whileItIsSmall);
    assert.deepEqual(await engine.renderPage(file, 0, order), first);
    await engine.close(file);
  });
  it('to a page that exhausts its memory fails only that page', async () => {
    const bomb = await opened(formsWithinForms(20));
    await assert.rejects(engine.readPage(bomb, 0), PdfEngineFailure);
    const file = await opened(manyPages(1));
    assert.equal((await engine.readPage(file, 0)).words.length, 4);
    await engine.close(file);
  });
  it('to a page that never finishes is stopped, and the next request succeeds', async () => {
    const impatient = new PdfEngine(500);
    const endless = await opened(computedColours(100_000), impatient);
    await assert.rejects(
      impatient.renderPage(endless, 0, { ...order, widthPx: 1200, heightPx: 1700 }),
      PdfEngineFailure,
    );
    const file = await opened(manyPages(1), impatient);
    assert.equal((await impatient.readPage(file, 0)).words.length, 4);
    await impatient.stop();
  });
});
