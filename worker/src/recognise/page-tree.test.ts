import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { rawPdf } from '../../test/hostile-documents.ts';
import { stopRecognition } from './engines.ts';
import { openDocument } from './open-document.ts';
import { isPageTreeLooping } from './page-tree.ts';

after(() => stopRecognition());

function pdfOf(objects: readonly string[]): Buffer {
  return rawPdf(objects.map((entries) => ({ entries })));
}

const catalogue = '/Type /Catalog /Pages 2 0 R';
const page = '/Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]';

describe('a tree of pages that leads back to itself', () => {
  it('is found, down to the pages and up from them', () => {
    for (const objects of [
      ['/Type /Pages /Count 3 /Kids [2 0 R 2 0 R]'],
      ['/Type /Pages /Count 2 /Kids [3 0 R 2 0 R]', page],
      ['/Type /Pages /Count 2 /Kids [4 0 R]', page, '/Type /Pages /Kids [3 0 R 2 0 R]'],
      ['/Type /Pages /Count 1 /Parent 2 0 R /Kids [3 0 R]', page],
    ]) {
      assert.ok(isPageTreeLooping(pdfOf([catalogue, ...objects])), objects.join());
    }
  });
  it('is not one that has the same page twice, or many levels', () => {
    assert.ok(
      !isPageTreeLooping(pdfOf([catalogue, '/Type /Pages /Count 2 /Kids [3 0 R 3 0 R]', page])),
    );
    const levels = Array.from({ length: 5000 }, (_, at) => `/Type /Pages /Kids [${at + 3} 0 R]`);
    assert.ok(!isPageTreeLooping(pdfOf([catalogue, ...levels, page])));
  });
  it('is refused with the reason', async () => {
    const looping = pdfOf([catalogue, '/Type /Pages /Count 2 /Kids [3 0 R 2 0 R]', page]);
    await assert.rejects(openDocument(looping, 'application/pdf'), { reason: 'damaged_pdf' });
  });
});
