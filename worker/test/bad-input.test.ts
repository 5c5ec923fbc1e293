import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { Document } from '@smart-accounting/books/documents/document';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  documentLimits,
  type MediaType,
  unreadableReasonSchema,
} from '@smart-accounting/worker-contract';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { cleanInvoicePdf, encryptedPdf } from './documents.ts';
import {
  billionLaughs,
  externalEntity,
  formsWithinForms,
  jpegClaiming,
  manyAttributes,
  manyPages,
  nested,
  pngHeaderBomb,
  rawPdf,
  vastPage,
  vastPicture,
} from './hostile-documents.ts';
import { type RunningWorker, Workshop } from './running-worker.ts';

/** A file by what it is, why it is refused, and what it is said to be where the API would not let it in. */
type BadFile = readonly [what: string, bytes: Buffer, reason: string, claimed?: MediaType];

/** A worker has as much with its engines warm; what a bomb unpacks to is gigabytes. */
const mostMegabytes = 1200;

let workshop: Workshop;
let worker: RunningWorker;

before(async () => {
  workshop = await Workshop.open();
  worker = workshop.start();
});
after(() => workshop.close());

async function badFiles(): Promise<readonly BadFile[]> {
  const pdf = await cleanInvoicePdf(1);
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const picture = sharp({
    create: { width: 300, height: 200, channels: 3, noise, background: '#fff' },
  });
  const [jpeg, png] = [
    await picture.clone().jpeg().toBuffer(),
    await picture.clone().png().toBuffer(),
  ];
  const random = Buffer.from(new Random(7).digits(5000));
  return [
    ['an empty file', Buffer.alloc(0), 'empty_file', 'application/pdf'],
    ['any bytes', random, 'unsupported_type', 'image/png'],
    ['a picture called a PDF', png, 'unsupported_type', 'application/pdf'],
    [
      'a file that is too large',
      Buffer.alloc(documentLimits.fileBytes + 1, '%PDF-1.7 '),
      'unsupported_type',
    ],
    ['a PDF cut off', pdf.subarray(0, 300), 'damaged_pdf'],
    ['a PDF with a password', await encryptedPdf(), 'encrypted_pdf'],
    ['a PDF of no pages', manyPages(0), 'no_pages'],
    ['a PDF of too many pages', manyPages(5000), 'too_many_pages'],
    [
      'a PDF of 200,000 objects',
      rawPdf(Array.from({ length: 200_000 }, () => ({ entries: '' }))),
      'no_pages',
    ],
    ['an enormous page', vastPage(35_000), 'page_too_large'],
    ['an enormous picture in a PDF', vastPicture(35_000), 'page_too_large'],
    ['forms within forms', formsWithinForms(20), 'page_too_complex'],
    ['a PNG of absurd size', pngHeaderBomb(100_000, 100_000), 'page_too_large'],
    ['a PNG without its pixels', pngHeaderBomb(6000, 6000), 'damaged_image'],
    ['a JPEG of absurd size', jpegClaiming(jpeg, 65_000), 'page_too_large'],
    ['a JPEG cut off', jpeg.subarray(0, jpeg.length / 2), 'damaged_image'],
    ['XML that opens files', Buffer.from(externalEntity), 'unsafe_xml'],
    ['a billion laughs', Buffer.from(billionLaughs), 'unsafe_xml'],
    ['XML without end', Buffer.from(nested(100_000)), 'document_too_complex'],
    ['XML of 880,000 attributes', Buffer.from(manyAttributes(880_000)), 'document_too_complex'],
    ['XML of 3 MB', Buffer.from(`<Invoice>${'<a/>'.repeat(780_000)}`), 'document_too_complex'],
    ['XML that is no invoice', Buffer.from('<Order><ID>1</ID></Order>'), 'unknown_xml'],
  ];
}

/** The job that a document was refused by, once all is over. */
async function refusalOf(
  document: string,
): Promise<{ reason: string; attempts: number } | undefined> {
  const [job] = await workshop.books.in(() =>
    query<{ reason: string; attempts: number }>(
      `SELECT reason, attempts FROM platform.jobs WHERE state = 'failed' AND subject_id = $1`,
      [document],
    ),
  );
  return job;
}

describe('files that nobody can read', () => {
  it('are each refused at once by name, and the worker goes on with the next', async () => {
    const files = await badFiles();
    const handedIn: (readonly [BadFile, string])[] = [];
    for (const file of files) {
      const [what, bytes, , claimed] = file;
      handedIn.push([file, await workshop.handIn(bytes, what, claimed)]);
    }
    await workshop.allOver(240_000);
    for (const [[what, , reason], document] of handedIn) {
      assert.ok(unreadableReasonSchema.safeParse(reason).success);
      assert.deepEqual(await refusalOf(document), { reason, attempts: 1 }, what);
    }
    const good = await workshop.handIn(await cleanInvoicePdf(2));
    await workshop.allOver();
    assert.equal((await workshop.books.in(() => Document.findByPk(good)))?.state, 'read');
    assert.ok((await worker.peakMegabytes()) < mostMegabytes, `${await worker.peakMegabytes()} MB`);
  });
});

describe('an electronic invoice with values of any length', () => {
  it('is read to what the books can hold', async () => {
    const xml = ublDocument(generateInvoice(new Random(5), { language: 'nl' }));
    const line = /<cac:InvoiceLine>.*?<\/cac:InvoiceLine>\n/s.exec(xml)?.[0] ?? assert.fail();
    const long = xml
      .replace(/(<cbc:RegistrationName>)[^<]*/g, `$1${'Firma '.repeat(2000)}`)
      .replace(line, line.repeat(600).replace(/(<cbc:Name>)[^<]*/, `$1${'x'.repeat(100_000)}`))
      .replace(/(<cbc:InvoicedQuantity[^>]*>)[^<]*/, `$1${'9'.repeat(15)}`);
    const document = await workshop.handIn(Buffer.from(long));
    await workshop.allOver(120_000);
    assert.equal((await workshop.books.in(() => Document.findByPk(document)))?.state, 'read');
    const [invoice] = await workshop.books.in(() =>
      query<{ name: number; lines: number }>(
        `SELECT length(supplier_name) AS name, (SELECT count(*)::int FROM invoice_lines) AS lines FROM invoices
           WHERE document_id = $1`,
        [document],
      ),
    );
    assert.equal(invoice?.name, 200);
    assert.ok(invoice.lines < 500);
    await worker.stop();
  });
});
