import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import type { Page } from '@smart-accounting/worker-contract';
import { noDamage, rasterise } from '@smart-accounting/worker-evaluate/generate/rasterise';
import { cleanInvoicePdf } from '../../test/documents.ts';
import { pdfEngine, stopRecognition } from './engines.ts';
import { onePagePdf } from './one-page-pdf.fixture.ts';
import { openDocument } from './open-document.ts';

after(() => stopRecognition());

const rows = ['Kroon Groothandel', 'Factuurnummer 2026-0417', 'Totaal te betalen 1.210,00'];
const text = `BT /F 14 Tf 60 780 Td ${rows.map((row) => `(${row}) Tj 0 -30 Td`).join(' ')} ET`;

async function readPage(bytes: Uint8Array): Promise<Page> {
  const document = await openDocument(bytes, 'application/pdf');
  const page = await document.readPage(1);
  await document.close();
  return page;
}

const textOf = ({ words }: Page) =>
  words.flatMap((word) => (word.hidden ? [] : [word.text])).join(' ');
const hiddenTextOf = ({ words }: Page) =>
  words.flatMap((word) => (word.hidden ? [word.text] : [])).join(' ');

describe('a page with a rotation in the file', () => {
  it('is read upright as displayed', async () => {
    const page = await readPage(onePagePdf({ content: text, page: '/Rotate 180' }));
    assert.equal(textOf(page), rows.join(' '));
    assert.equal(page.rotation, 180);
    const [first] = page.words;
    assert.ok(first && Math.abs(first.x - 60 / 595) < 0.01 && first.y < 0.1);
  });
  it('by a quarter has its size as displayed', async () => {
    for (const turn of [90, 270]) {
      const page = await readPage(onePagePdf({ content: text, page: `/Rotate ${turn}` }));
      assert.equal(textOf(page), rows.join(' '));
      assert.deepEqual([Math.round(page.widthPt), Math.round(page.heightPt)], [595, 842]);
      assert.equal(page.rotation, 360 - turn);
    }
  });
  it('is cropped to its crop box', async () => {
    const page = await readPage(onePagePdf({ content: text, page: '/CropBox [0 742 595 842]' }));
    assert.equal(textOf(page), 'Kroon Groothandel Factuurnummer 2026-0417');
    assert.equal(hiddenTextOf(page), 'Totaal te betalen 1.210,00');
    assert.equal(Math.round(page.heightPt), 100);
  });
});

describe('a filled-in form', () => {
  it('shows the values of its fields', async () => {
    const appearance = 'BT /F 14 Tf 2 4 Td (Ingevuld 12,50) Tj ET';
    const page = await readPage(
      onePagePdf({
        content: text,
        page: '/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /Rect [60 600 300 620] /AP << /N 7 0 R >> >>]',
        others: [
          { entries: '/Type /XObject /Subtype /Form /BBox [0 0 1 1]', stream: '' },
          {
            entries:
              '/Type /XObject /Subtype /Form /BBox [0 0 240 20] /Resources << /Font << /F 5 0 R >> >>',
            stream: appearance,
          },
        ],
      }),
    );
    assert.equal(textOf(page), [...rows, 'Ingevuld 12,50'].join(' '));
  });
});

describe('a scan in a PDF', () => {
  it('is recognised, even when the scanner put text under it', async () => {
    const invoice = await cleanInvoicePdf(3);
    const scan = await rasterise(invoice, noDamage, 'jpeg', 150);
    const { width, height } = await sharp(scan).metadata();
    const picture = {
      entries:
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 ` +
        '/ColorSpace /DeviceRGB /Filter /DCTDecode',
      stream: Buffer.from(scan),
    };
    const hidden = `BT 3 Tr /F 14 Tf 60 780 Td (Verkeerd gelezen) Tj ET`;
    const content = `q 595 0 0 842 0 0 cm /P Do Q ${hidden}`;
    const page = await readPage(onePagePdf({ content, others: [picture] }));
    assert.equal(page.source, 'recognised');
    assert.match(textOf(page), /Factuurnummer: 2026-1003/);
    assert.doesNotMatch(textOf(page), /Verkeerd/);
    const number = page.words.find((word) => word.text === '2026-1003');
    const written = (await readPage(invoice)).words.find((word) => word.text === '2026-1003');
    assert.ok(number && written);
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      assert.ok(Math.abs(number[side] - written[side]) < 0.01, side);
    }
  });
});

describe('an open document', () => {
  it('stays readable when the engine was restarted between two pages', async () => {
    const document = await openDocument(onePagePdf({ content: text }), 'application/pdf');
    await pdfEngine.stop();
    assert.equal(textOf(await document.readPage(1)), rows.join(' '));
    await pdfEngine.stop();
    assert.ok((await document.pageImage(1, 300)).length > 100);
    await document.close();
  });
  it('reads a page once, however often it is asked for', async () => {
    const document = await openDocument(onePagePdf({ content: text }), 'application/pdf');
    const [first, second] = await Promise.all([document.readPage(1), document.readPage(1)]);
    assert.equal(first, second);
    await document.close();
    await document.close();
  });
});
