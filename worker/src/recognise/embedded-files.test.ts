import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { ciiDocument } from '@smart-accounting/worker-evaluate/generate/cii-document';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import PDFDocument from 'pdfkit';
import { cleanInvoicePdf, invoiceWithFiles } from '../../test/documents.ts';
import { rawPdf } from '../../test/hostile-documents.ts';
import { stopRecognition } from './engines.ts';
import { openDocument } from './open-document.ts';

after(() => stopRecognition());

const own = generateInvoice(new Random(31));
const other = generateInvoice(new Random(32));
const [ownCii, otherUbl] = [ciiDocument(own), ublDocument(other)];

interface Opened {
  readonly files: string[];
  readonly numbers: (string | undefined)[];
  readonly pages: string[];
}

async function open(bytes: Uint8Array): Promise<Opened> {
  const document = await openDocument(bytes, 'application/pdf');
  const pages: string[] = [];
  for (let number = 1; number <= document.pageCount; number++) {
    const page = await document.readPage(number);
    assert.equal(page.number, number);
    pages.push(page.words.map(({ text }) => text).join(' '));
  }
  await document.pageImage(document.pageCount, 100);
  await document.close();
  return {
    files: document.eInvoices.map(({ fileName }) => fileName),
    numbers: document.eInvoices.map(({ invoice }) => invoice.fields.invoice_number?.value),
    pages,
  };
}

/** A PDF of one page that says so, and what else its parts add. */
function pdfWith(
  parts: {
    readonly catalogue?: string;
    readonly page?: string;
    readonly objects?: readonly { entries: string; stream?: Buffer | string }[];
  } = {},
): Buffer {
  return rawPdf([
    { entries: `/Type /Catalog /Pages 2 0 R ${parts.catalogue ?? ''}` },
    { entries: '/Type /Pages /Count 1 /Kids [3 0 R]' },
    {
      entries:
        '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
        `/Resources << /Font << /F 5 0 R >> >> ${parts.page ?? ''}`,
    },
    { entries: '', stream: 'BT /F 12 Tf 60 700 Td (Open deze portfolio met Acrobat) Tj ET' },
    { entries: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica' },
    ...(parts.objects ?? []),
  ]);
}

const embedded = (content: string | Buffer) => ({
  entries: '/Type /EmbeddedFile /Filter /FlateDecode',
  stream: deflateSync(content),
});
const specification = (name: string, stream: number, more = '') =>
  `/Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${stream} 0 R >> ${more}`;
const names = (files: readonly (readonly [string, number])[]) =>
  `/Names << /EmbeddedFiles << /Names [${files.map(([name, object]) => `(${name}) ${object} 0 R`).join(' ')}] >> >>`;

describe('the e-invoice in a PDF', () => {
  it('is found when it is pinned to a page', async () => {
    const pin = '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 20 20] /FS 7 0 R >>]';
    const objects = [embedded(ownCii), { entries: specification('factur-x.xml', 6) }];
    assert.deepEqual((await open(pdfWith({ page: pin, objects }))).numbers, [own.number]);
    const inline = `/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 20 20] /FS << ${specification('a.xml', 6)} >> >>]`;
    assert.deepEqual((await open(pdfWith({ page: inline, objects }))).files, ['a.xml']);
  });
  it('is found when it is only named as an associated file, of the document or of a page', async () => {
    const objects = [embedded(ownCii), { entries: specification('factur-x.xml', 6) }];
    for (const where of [{ catalogue: '/AF [7 0 R]' }, { page: '/AF 7 0 R' }]) {
      assert.deepEqual((await open(pdfWith({ ...where, objects }))).numbers, [own.number]);
    }
  });
  it('is found when its specification is packed into an object stream', async () => {
    const packed = `7 0 << ${specification('factur-x.xml', 6)} >>`;
    const objects = [
      embedded(ownCii),
      { entries: '' }, // what was number 7 before
      {
        entries: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
        stream: deflateSync(packed),
      },
    ];
    assert.deepEqual((await open(pdfWith({ catalogue: '/AF [7 0 R]', objects }))).numbers, [
      own.number,
    ]);
  });
  it('is not one that nothing refers to any more', async () => {
    const objects = [embedded(ownCii), { entries: specification('factur-x.xml', 6) }];
    assert.deepEqual((await open(pdfWith({ objects }))).numbers, []);
  });
  it('is the one with a name that the standards prescribe, the others come behind it', async () => {
    for (const name of ['factur-x.xml', 'ZUGFeRD-invoice.xml', 'xrechnung.xml', 'FACTUR-X.XML']) {
      const pdf = await invoiceWithFiles({ 'bijlage.xml': otherUbl, [name]: ownCii });
      assert.deepEqual((await open(pdf)).numbers, [own.number, other.number], name);
    }
  });
  it('is never one beside it when that is broken', async () => {
    const broken = ownCii.slice(0, 400);
    const pdf = await invoiceWithFiles({ 'bijlage.xml': otherUbl, 'factur-x.xml': broken });
    assert.deepEqual((await open(pdf)).numbers, []);
  });
  it('is the one that says it is an alternative, not the one that supplements', async () => {
    for (const [first, second] of [
      ['Supplement', 'Alternative'],
      ['Supplement', 'Unspecified'],
      ['Unspecified', 'Data'],
      ['Unspecified', 'Source'],
    ] as const) {
      const objects = [
        embedded(otherUbl),
        embedded(ownCii),
        { entries: specification('a.xml', 6, `/AFRelationship /${first}`) },
        { entries: specification('b.xml', 7, `/AFRelationship /${second}`) },
      ];
      const catalogue = names([
        ['a.xml', 8],
        ['b.xml', 9],
      ]);
      const { numbers } = await open(pdfWith({ catalogue, objects }));
      assert.deepEqual(numbers, [own.number, other.number], second);
    }
  });
});

describe('a portfolio', () => {
  const collection = '/Collection << /Type /Collection /View /D >>';
  const portfolioOf = (files: readonly (readonly [string, string | Buffer])[]) => {
    const first = 6;
    const streams = files.map(([, content]) => embedded(content));
    const specifications = files.map(([name], index) => ({
      entries: specification(name, first + index),
    }));
    const listed = files.map(([name], index) => [name, first + files.length + index] as const);
    const catalogue = `${collection} ${names(listed)}`;
    return pdfWith({ catalogue, objects: [...streams, ...specifications] });
  };

  it('is the documents in it, without its cover', async () => {
    const inside = [await cleanInvoicePdf(1), await cleanInvoicePdf(2)] as const;
    const { pages } = await open(
      portfolioOf([
        ['factuur-1.pdf', inside[0]],
        ['notitie.txt', 'geen factuur'],
        ['factuur-2.pdf', inside[1]],
      ]),
    );
    assert.equal(pages.length, 2);
    assert.match(pages[0] ?? '', /2026-1001/);
    assert.match(pages[1] ?? '', /2026-1002/);
  });
  it('has the e-invoices that stand beside its documents, or are in them', async () => {
    const hybrid = await invoiceWithFiles({ 'factur-x.xml': ownCii });
    const { numbers } = await open(
      portfolioOf([
        ['bijlage.xml', otherUbl],
        ['factuur.pdf', hybrid],
      ]),
    );
    assert.deepEqual(numbers, [own.number, other.number]);
  });
  it('of nothing that we read, or of an e-invoice alone, is its own page', async () => {
    const [nothing, alone] = [
      await open(portfolioOf([['notitie.txt', 'geen factuur']])),
      await open(portfolioOf([['factur-x.xml', ownCii]])),
    ];
    assert.deepEqual([nothing.pages, nothing.numbers], [['Open deze portfolio met Acrobat'], []]);
    assert.deepEqual([alone.pages, alone.numbers], [nothing.pages, [own.number]]);
  });
  it('in a portfolio is the documents in it, too', async () => {
    const inner = portfolioOf([
      ['factuur-1.pdf', await cleanInvoicePdf(1)],
      ['map.pdf', portfolioOf([['factuur-2.pdf', await cleanInvoicePdf(2)]])],
    ]);
    const { pages } = await open(portfolioOf([['map.pdf', inner]]));
    assert.equal(pages.length, 2);
    assert.match(pages[0] ?? '', /2026-1001/);
    assert.match(pages[1] ?? '', /2026-1002/);
  });
  it('counts with all portfolios in it when it has more than we read', async () => {
    const invoice = await cleanInvoicePdf(1);
    const half = portfolioOf(
      Array.from({ length: 25 }, (_, index) => [`${index}.pdf`, invoice] as const),
    );
    await assert.rejects(
      open(
        portfolioOf([
          ['a.pdf', half],
          ['b.pdf', half],
        ]),
      ),
      { reason: 'too_many_files' },
    );
    let deep = portfolioOf([['factuur.pdf', invoice]]);
    for (let level = 0; level < 50; level++) deep = portfolioOf([['map.pdf', deep]]);
    await assert.rejects(open(deep), { reason: 'too_many_files' });
  });
  it('keeps pages of its own that are more than a cover', async () => {
    const chunks: Buffer[] = [];
    const letter = new PDFDocument();
    letter.on('data', (chunk: Buffer) => chunks.push(chunk));
    const written = new Promise((resolve) => letter.on('end', resolve));
    letter.text('Bij deze sturen wij u onze factuur voor de geleverde diensten. '.repeat(8));
    letter.file(await cleanInvoicePdf(1), { name: 'factuur.pdf' });
    letter.end();
    await written;
    const plain = Buffer.concat(chunks).toString('latin1');
    const root = /\/Root (\d+) 0 R/.exec(plain)?.[1];
    const portfolio = plain.replace(
      new RegExp(`\\n${root} 0 obj\\n<<`),
      (begin) => `${begin}\n${collection}`,
    );
    const { pages } = await open(Buffer.from(portfolio, 'latin1'));
    assert.equal(pages.length, 2);
    assert.match(pages[1] ?? '', /2026-1001/);
  });
  it('of more than we read is refused, since what is left out would be lost', async () => {
    const invoice = await cleanInvoicePdf(1);
    const many = Array.from({ length: 51 }, (_, index) => [`${index}.pdf`, invoice] as const);
    await assert.rejects(open(portfolioOf(many)), { reason: 'too_many_files' });
    const large = Buffer.concat([invoice, Buffer.alloc(11 * 1024 * 1024, ' ')]);
    const two = portfolioOf([
      ['1.pdf', large],
      ['2.pdf', large],
    ]);
    await assert.rejects(open(two), { reason: 'too_many_files' });
  });
  it('with a document that cannot be read is refused with the reason', async () => {
    const damaged = portfolioOf([['factuur.pdf', '%PDF-1.7\nand no more']]);
    await assert.rejects(open(damaged), { reason: 'damaged_pdf' });
  });
});
