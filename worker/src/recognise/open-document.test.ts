import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { mostReviewedLines } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import { documentLimits, mediaTypes, type MediaType } from '@smart-accounting/worker-contract';
import { ciiDocument } from '@smart-accounting/worker-evaluate/generate/cii-document';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { cleanInvoicePdf, encryptedPdf, invoiceWithFiles, longPdf } from '../../test/documents.ts';
import {
  billionLaughs,
  externalEntity,
  formsWithinForms,
  jpegClaiming,
  manyAttributes,
  manyPages,
  nested,
  pngHeaderBomb,
  vastPage,
  vastPicture,
  withAttachment,
} from '../../test/hostile-documents.ts';
import { stopRecognition } from './engines.ts';
import { openDocument, UnreadableDocument } from './open-document.ts';

const spec = generateInvoice(new Random(5));
const ubl = ublDocument(spec);
let pdf: Buffer;
let jpeg: Buffer;
let png: Buffer;

before(async () => {
  pdf = await cleanInvoicePdf(1);
  const grain = { create: { width: 300, height: 200, channels: 3, background: '#fff' } } as const;
  const picture = sharp({
    ...grain,
    create: { ...grain.create, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });
  jpeg = await picture.clone().jpeg().toBuffer();
  png = await picture.clone().png().toBuffer();
});
after(() => stopRecognition());

/** Why a document cannot be opened or its first page cannot be read; null when both work. */
async function refusalOf(bytes: Uint8Array | string, mediaType: MediaType): Promise<string | null> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  try {
    const document = await openDocument(content, mediaType);
    await document.readPage(1).finally(() => document.close());
    return null;
  } catch (error) {
    assert.ok(error instanceof UnreadableDocument, String(error));
    return error.reason;
  }
}

describe('a PDF', () => {
  it('is read page by page from its text layer, with boxes, and rendered at any width', async () => {
    const document = await openDocument(await longPdf(3), 'application/pdf');
    assert.equal(document.pageCount, 3);
    assert.deepEqual(document.eInvoices, []);
    const page = await document.readPage(2);
    assert.deepEqual([page.number, page.source, page.rotation], [2, 'text_layer', 0]);
    assert.equal(
      page.words.map(({ text }) => text).join(' '),
      'Bijlage bij factuur, bladzijde 2 van 3',
    );
    const [first] = page.words;
    assert.ok(
      first && Math.abs(first.x - 60 / 595) < 0.005 && Math.abs(first.y - 80 / 842) < 0.005,
    );
    for (const width of [100, 1240]) {
      const image = await sharp(await document.pageImage(2, width)).metadata();
      assert.deepEqual([image.format, image.width], ['webp', width]);
    }
    await document.close();
  });
  it('contains the e-invoice that is attached to it', async () => {
    const cii = ciiDocument(spec);
    const document = await openDocument(
      await invoiceWithFiles({ 'notitie.txt': 'geen factuur', 'factur-x.xml': cii }),
      'application/pdf',
    );
    assert.deepEqual(document.eInvoices[0]?.invoice, readEInvoice(cii));
    await document.close();
  });
  it('with a broken e-invoice is read like one without', async () => {
    for (const broken of [ubl.slice(0, 900), externalEntity, billionLaughs, nested(100_000)]) {
      const bytes = await invoiceWithFiles({ 'factur-x.xml': broken });
      const document = await openDocument(bytes, 'application/pdf');
      assert.deepEqual(document.eInvoices, []);
      assert.equal((await document.readPage(1)).source, 'text_layer');
      await document.close();
    }
  });
  it('with thousands of attachments, or enormous ones, takes no more time or memory than others', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [`${n}.xml`, 'x'.repeat(10_000)]),
    );
    assert.equal(await refusalOf(await invoiceWithFiles(many), 'application/pdf'), null);
    const large = { 'a.xml': `<a>${' '.repeat(documentLimits.fileBytes)}`, 'factur-x.xml': ubl };
    const document = await openDocument(await invoiceWithFiles(large), 'application/pdf');
    assert.deepEqual(document.eInvoices[0]?.invoice, readEInvoice(ubl));
    await document.close();
  });
  it('is refused with a reason when it cannot be read', async () => {
    assert.equal(await refusalOf(await encryptedPdf(), 'application/pdf'), 'encrypted_pdf');
    assert.equal(await refusalOf(manyPages(0), 'application/pdf'), 'no_pages');
    assert.equal(await refusalOf(manyPages(2000), 'application/pdf'), 'too_many_pages');
    assert.equal(await refusalOf(vastPage(35_000), 'application/pdf'), 'page_too_large');
    assert.equal(await refusalOf(vastPicture(35_000), 'application/pdf'), 'page_too_large');
    assert.equal(await refusalOf(formsWithinForms(20), 'application/pdf'), 'page_too_complex');
    assert.equal(await refusalOf('%PDF-1.7\nand no more', 'application/pdf'), 'damaged_pdf');
  });
  it('with as many pages as allowed is opened', async () => {
    assert.equal(await refusalOf(manyPages(documentLimits.pages), 'application/pdf'), null);
    assert.equal(
      await refusalOf(manyPages(documentLimits.pages + 1), 'application/pdf'),
      'too_many_pages',
    );
  });
  it('that was truncated or changed anywhere is read or refused, and never crashes the process', async () => {
    const place = fc.nat({ max: pdf.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, place, fc.nat({ max: 255 }), async (cut, at, value) => {
        const changed = Buffer.from(pdf);
        changed[at] = value;
        for (const bytes of [changed, pdf.subarray(0, Math.max(cut, 8))]) {
          const document = await openDocument(bytes, 'application/pdf').catch((error: unknown) => {
            assert.ok(error instanceof UnreadableDocument, String(error));
            return null;
          });
          await document?.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('an image', () => {
  it('is refused by the size in its header, before any pixel is decoded', async () => {
    assert.equal(await refusalOf(pngHeaderBomb(35_000, 35_000), 'image/png'), 'page_too_large');
    assert.equal(await refusalOf(jpegClaiming(jpeg, 35_000), 'image/jpeg'), 'page_too_large');
  });
  it('is refused when pixels are missing', async () => {
    assert.equal(await refusalOf(pngHeaderBomb(6000, 6000), 'image/png'), 'damaged_image');
    assert.equal(await refusalOf(jpeg.subarray(0, jpeg.length / 2), 'image/jpeg'), 'damaged_image');
    assert.equal(await refusalOf(png.subarray(0, png.length / 2), 'image/png'), 'damaged_image');
    assert.equal(await refusalOf(jpeg.subarray(0, 20), 'image/jpeg'), 'damaged_image');
    assert.equal(await refusalOf(png.subarray(0, 20), 'image/png'), 'damaged_image');
  });
});

describe('an XML file', () => {
  it('that is an e-invoice is rendered as pages', async () => {
    const document = await openDocument(Buffer.from(ubl), 'application/xml');
    assert.deepEqual(document.eInvoices[0]?.invoice, readEInvoice(ubl));
    const page = await document.readPage(1);
    assert.equal(page.source, 'rendered');
    assert.ok(
      page.words
        .map(({ text }) => text)
        .join(' ')
        .includes(spec.number),
    );
    assert.equal((await sharp(await document.pageImage(1, 620)).metadata()).width, 620);
    await document.close();
  });
  it('is read in its own encoding', async () => {
    const latin = ubl.replace('UTF-8', 'ISO-8859-1');
    assert.equal(await refusalOf(Buffer.from(latin, 'latin1'), 'application/xml'), null);
    assert.equal(await refusalOf(Buffer.from(`\uFEFF${ubl}`, 'utf16le'), 'application/xml'), null);
    const cafe = ubl.replaceAll(spec.supplier.name, 'Café Noir');
    for (const declared of ['UTF-8', 'utf-16']) {
      const bytes = Buffer.from(`\r\n${cafe.replace('UTF-8', declared)}`, 'latin1');
      const document = await openDocument(bytes, 'application/xml');
      assert.equal(document.eInvoices[0]?.invoice.fields.supplier_name?.value, 'Café Noir');
      await document.close();
    }
    const unknown = Buffer.from(cafe.replace('UTF-8', 'x-nobody-knows'), 'latin1');
    assert.equal(await refusalOf(unknown, 'application/xml'), 'malformed_xml');
  });
  it('that could open files or exhaust the memory is refused without parsing it', async () => {
    assert.equal(await refusalOf(externalEntity, 'application/xml'), 'unsafe_xml');
    assert.equal(await refusalOf(billionLaughs, 'application/xml'), 'unsafe_xml');
  });
  it('that is too complex is refused, on a thread that can be stopped', async () => {
    const large = `${ubl}<!--${' '.repeat(10 * 1024 * 1024)}-->`;
    for (const bomb of [large, nested(100_000), '<a>'.repeat(100_000), manyAttributes(880_000)]) {
      assert.equal(await refusalOf(bomb, 'application/xml'), 'document_too_complex');
    }
  });
  it('with a file of 15 MiB in it is read like one without', async () => {
    const attached = withAttachment(ubl, 15 * 1024 * 1024);
    const document = await openDocument(Buffer.from(attached), 'application/xml');
    assert.deepEqual(document.eInvoices[0]?.invoice, readEInvoice(ubl));
    await document.close();
  });
  it('that is not well-formed is refused', async () => {
    assert.equal(await refusalOf(ubl.slice(0, -20), 'application/xml'), 'malformed_xml');
    assert.equal(await refusalOf('<a>'.repeat(50), 'application/xml'), 'malformed_xml');
  });
  it('that is not an invoice is refused, and so is one whose total is not a valid amount', async () => {
    assert.equal(await refusalOf('<Order><ID>1</ID></Order>', 'application/xml'), 'unknown_xml');
    const absurd = ubl.replaceAll(
      /(<cbc:(?:TaxInclusive|Payable)Amount[^>]*>)[^<]*/g,
      `$1${'9'.repeat(30)}.00`,
    );
    assert.equal(await refusalOf(absurd, 'application/xml'), 'unknown_xml');
  });
  it('with thousands of lines has no more pages than one with the lines that a person reviews', async () => {
    const line = /<cac:InvoiceLine>.*?<\/cac:InvoiceLine>\n/s.exec(ubl)?.[0] ?? assert.fail();
    const pageCount = async (lines: number): Promise<number> => {
      const long = ubl.replace(line, line.repeat(lines));
      const document = await openDocument(Buffer.from(long), 'application/xml');
      await document.close();
      return document.pageCount;
    };
    assert.equal(await pageCount(3000), await pageCount(mostReviewedLines));
  });
});

describe('any file', () => {
  it('that is empty is refused', async () => {
    for (const type of mediaTypes) {
      assert.equal(await refusalOf(new Uint8Array(), type), 'empty_file');
    }
  });
  it('has the type of its first bytes, whatever type was claimed', async () => {
    assert.equal(await refusalOf(png, 'application/pdf'), 'unsupported_type');
    assert.equal(await refusalOf(pdf, 'image/jpeg'), 'unsupported_type');
    assert.equal(await refusalOf('GIF89a', 'image/png'), 'unsupported_type');
    assert.equal(await refusalOf('zomaar tekst', 'application/xml'), 'unsupported_type');
  });
  it('that is larger than allowed is refused', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(documentLimits.fileBytes)]);
    assert.equal(await refusalOf(large, 'application/pdf'), 'unsupported_type');
  });
});
