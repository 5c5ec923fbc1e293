import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { after, describe, it } from 'node:test';
import type { Page, Word } from '@smart-accounting/worker-contract';
import { drawnRaster } from './drawn-raster.fixture.ts';
import { pdfEngine, stopRecognition } from './engines.ts';
import { onePagePdf } from './one-page-pdf.fixture.ts';
import { openDocument } from './open-document.ts';
import { joinDrawnText, readDrawnText } from './read-drawn-text.ts';
import type { RecognisedText } from './text-recogniser.ts';

after(() => stopRecognition());

const rows = [
  'Factuur aan Tuinderij De Groene Hoek',
  'Factuurdatum 02-11-2026',
  'Schilderwerk kozijnen 400,00',
  'Totaal excl. btw 400,00',
  'Btw 21% 84,00',
  'Te betalen voor 02-12-2026',
];
const lines = rows.map((row) => `(${row}) Tj 0 -24 Td`).join(' ');
const text = `BT /F 11 Tf 60 640 Td ${lines} ET `;

async function readPage(bytes: Uint8Array): Promise<Page> {
  const document = await openDocument(bytes, 'application/pdf');
  const page = await document.readPage(1);
  await document.close();
  return page;
}

/** What a page looks like, as a picture of 1250 × 250 pixels of its upper part. */
async function pictured(content: string) {
  const { file } = await pdfEngine.open(onePagePdf({ content }));
  const size = { widthPx: 1250, heightPx: 250 };
  const region = { x: 0, y: 0, width: 0.5, height: 0.5 * (250 / 1250) * (595 / 842) };
  const pixels = await pdfEngine.renderPage(file, 0, { ...size, turns: 0, grey: true, region });
  await pdfEngine.close(file);
  return {
    entries:
      '/Type /XObject /Subtype /Image /Width 1250 /Height 250 /BitsPerComponent 8 ' +
      '/ColorSpace /DeviceGray /Filter /FlateDecode',
    stream: deflateSync(pixels),
  };
}

describe('a letterhead that is a picture', () => {
  it('is recognised, and joined with the text layer', async () => {
    const letterhead = await pictured(
      'BT /F 11 Tf 20 825 Td (Schildersbedrijf Kwast en Zonen) Tj 0 -16 Td ' +
        '(Verfstraat 12, 2611 AA Delft) Tj 0 -16 Td (IBAN NL12 TEST 0611 2233 44) Tj ET',
    );
    const page = await readPage(
      onePagePdf({ content: `q 297.5 0 0 59.5 60 740 cm /P Do Q ${text}`, others: [letterhead] }),
    );
    assert.equal(page.source, 'text_layer');
    const all = page.words.map((word) => word.text).join(' ');
    assert.match(all, /^Schildersbedrijf Kwast en Zonen .*IBAN NL12 TEST 0611 2233 44 Factuur/);
    const name = page.words.find((word) => word.text === 'Schildersbedrijf');
    assert.ok(name && name.confidence < 1 && name.confidence > 0.5);
    assert.ok(Math.abs(name.x - 80 / 595) < 0.01 && Math.abs(name.y - 50 / 842) < 0.015);
    assert.equal(page.words.find((word) => word.text === '400,00')?.confidence, 1);
  });
});

/** A map to Unicode that makes each letter the one 29 places before it, as fonts without one come out. */
const shiftedMap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Shifted def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <3D> <7A> <0020> endbfrange
endcmap end end`;

describe('words of a font that does not say which letters they are', () => {
  it('are read from the picture of the page; the others stay as they are', async () => {
    const others = [
      { entries: '/Type /XObject /Subtype /Form /BBox [0 0 1 1]', stream: '' },
      {
        entries: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /ToUnicode 8 0 R',
      },
      { entries: '', stream: shiftedMap },
    ];
    const page = await readPage(
      onePagePdf({
        fonts: '/B 7 0 R',
        content: `${text} BT /B 11 Tf 60 480 Td (Factuurbedrag) Tj ET`,
        others,
      }),
    );
    assert.equal(page.source, 'text_layer');
    assert.equal(page.words.map((word) => word.text).join(' '), `${rows.join(' ')} Factuurbedrag`);
    assert.equal(page.words.find((word) => word.text === 'Btw')?.confidence, 1);
    assert.ok((page.words.find((word) => word.text === 'Factuurbedrag')?.confidence ?? 1) < 1);
  });
});

describe('what a page shows but does not say', () => {
  const box = { x: 0.1, y: 0.1, width: 0.3, height: 0.1 };
  const word = (x: number, y: number, confidence = 0.9): Word => ({
    ...{ x, y, width: 0.05, height: 0.01 },
    text: `${x}/${y}`,
    confidence,
  });
  const reading = (words: Word[]) => {
    const seen: string[] = [];
    const recognise = (_: unknown, layout: string): Promise<RecognisedText> => {
      seen.push(layout);
      return Promise.resolve({ words, confidence: 0.9 });
    };
    return { seen, recognise };
  };
  const draw = () => Promise.resolve(drawnRaster(300, 100, []));

  it('is nothing on most pages, and then nothing is drawn', async () => {
    const { seen, recognise } = reading([]);
    const nothing = { unmapped: [], pictured: [], turns: 0 } as const;
    assert.deepEqual(await readDrawnText(draw, nothing, recognise, new Map()), []);
    assert.equal(seen.length, 0);
  });
  it('is read once, however many pages have the same picture', async () => {
    const { seen, recognise } = reading([word(0.2, 0.5)]);
    const known = new Map();
    const page = { unmapped: [], pictured: [box], turns: 0 } as const;
    const first = await readDrawnText(draw, page, recognise, known);
    assert.deepEqual(await readDrawnText(draw, page, recognise, known), first);
    assert.deepEqual(seen, ['receipt']);
    const [placed] = first;
    assert.ok(placed && Math.abs(placed.x - 0.16) < 1e-9 && Math.abs(placed.y - 0.15) < 1e-9);
  });
  it('is looked for on the whole page where words have no letters, and taken from there alone', async () => {
    const { seen, recognise } = reading([word(0.2, 0.15), word(0.7, 0.7), word(0.3, 0.15, 0.3)]);
    const page = { unmapped: [box], pictured: [], turns: 0 } as const;
    const read = await readDrawnText(draw, page, recognise, new Map());
    assert.deepEqual(seen, ['page']);
    assert.deepEqual(
      read.map((found) => found.text),
      ['0.2/0.15'],
    );
  });
  it('does not repeat what the text layer says there, unless that is hidden', () => {
    const said = { ...word(0.2, 0.15), text: 'Kwast', confidence: 1 };
    const joined = (words: Word[]) =>
      joinDrawnText({ words }, [word(0.2, 0.15)]).map(({ text: found }) => found);
    assert.deepEqual(joined([said]), ['Kwast']);
    assert.deepEqual(joined([{ ...said, hidden: true }]).sort(), ['0.2/0.15', 'Kwast']);
  });
});
