import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { mostReviewedLines } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { stopRecognition } from './engines.ts';
import { openDocument } from './open-document.ts';
import { renderEInvoice } from './render-e-invoice.ts';

after(() => stopRecognition());

/** The text of the pages on which an e-invoice is rendered. */
async function pagesOf(xml: string): Promise<string[]> {
  const document = await openDocument(await renderEInvoice(readEInvoice(xml)), 'application/pdf');
  const pages: string[] = [];
  for (let number = 1; number <= document.pageCount; number++) {
    pages.push((await document.readPage(number)).words.map(({ text }) => text).join(' '));
  }
  await document.close();
  return pages;
}

const spec = generateInvoice(new Random(5), { language: 'nl', maxLines: 3 });
const xml = ublDocument(spec);

describe('an e-invoice rendered as pages', () => {
  it('shows its values with their names', async () => {
    const [page = ''] = await pagesOf(xml);
    for (const value of [
      `Leverancier ${spec.supplier.name}`,
      `IBAN ${spec.supplier.iban}`,
      `Factuurnummer ${spec.number}`,
      `Factuurdatum ${spec.issueDate}`,
      ...spec.lines.map(({ description }) => description.split(' ')[0] ?? ''),
    ]) {
      assert.ok(page.includes(value), `${value} is not in ${page}`);
    }
  });
  it('leaves out what it does not state', async () => {
    const [page = ''] = await pagesOf(
      xml.replaceAll(/<cac:PaymentMeans>.*?<\/cac:PaymentMeans>/gs, ''),
    );
    assert.ok(!page.includes('IBAN') && page.includes('Factuurnummer'));
  });
  it('replaces letters that its font lacks by similar ones', async () => {
    const [page = ''] = await pagesOf(
      xml.replaceAll(spec.supplier.name.replace('&', '&amp;'), 'Łódź Świat 東京'),
    );
    assert.ok(page.includes('Leverancier Lódz Swiat ??'));
  });
  it('keeps a value that is too long for its row in one row', async () => {
    const long = 'Zeer lange omschrijving van het geleverde '.repeat(40);
    const pages = await pagesOf(
      xml.replaceAll(
        /<cbc:Name>[^<]*<\/cbc:Name>\n<cac:Classified/g,
        `<cbc:Name>${long}</cbc:Name><cac:Classified`,
      ),
    );
    assert.equal(pages.length, 1);
  });
  it('continues on further pages', async () => {
    const line = /<cac:InvoiceLine>.*?<\/cac:InvoiceLine>\n/s.exec(xml)?.[0] ?? assert.fail();
    const pages = await pagesOf(xml.replace(line, line.repeat(120)));
    assert.equal(pages.length, 4);
    assert.ok(pages.at(-1)?.includes('Totaal inclusief btw'));
  });
  it('with more lines than a person reviews shows the first of them, how many more there are, and the totals', async () => {
    const line = /<cac:InvoiceLine>.*?<\/cac:InvoiceLine>\n/s.exec(xml)?.[0] ?? assert.fail();
    const numbered = Array.from({ length: 3000 }, (_, index) =>
      line.replace(/(<cbc:Name>)/, `$1Artikel${index + 1} `),
    );
    const pages = await pagesOf(xml.replace(line, numbered.join('')));
    const text = pages.join(' ');
    assert.ok(pages.length < 15, `${pages.length} pages`);
    assert.ok(text.includes(`Artikel${mostReviewedLines} `));
    assert.ok(!text.includes(`Artikel${mostReviewedLines + 1} `));
    // The generated invoice has other lines after the repeated one.
    const rest = 3000 + spec.lines.length - 1 - mostReviewedLines;
    assert.ok(text.includes(`en nog ${rest} regels, die in het bestand zelf staan`));
    assert.ok(pages.at(-1)?.includes('Totaal inclusief btw'));
  });
});
