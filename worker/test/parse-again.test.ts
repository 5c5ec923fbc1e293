import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Document } from '@smart-accounting/books/documents/document';
import { DocumentPage } from '@smart-accounting/books/documents/document-page';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { InvoiceLine } from '@smart-accounting/books/purchase-invoices/invoice-line';
import { ClaimLost } from '@smart-accounting/database/jobs/claim-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { typedPage } from '../src/extract/typed-page.fixture.ts';
import { parseDocument } from '../src/parse/parse-document.ts';
import { ParseDesk } from './parse-desk.ts';

let desk: ParseDesk;

before(async () => {
  desk = await ParseDesk.open();
});
after(() => desk.close());

function letter(number: string, total = '1.210,00'): string {
  return `
Drukkerij De Vlijt B.V.
BTW NL004495445B01
Factuur
Factuurnummer: ${number}
Factuurdatum: 02-11-2026

Totaal excl. btw                      1.000,00
Btw 21%                                 210,00
Totaal te betalen EUR                 ${total}`;
}

/** The page of a document says something else now, as after a better reading. */
async function replacePage(document: string, template: string): Promise<void> {
  const { words } = typedPage(template);
  await desk.books.in(() => DocumentPage.update({ words }, { where: { documentId: document } }));
}

async function invoicesOf(document: string): Promise<number> {
  return desk.books.in(() => Invoice.count({ where: { documentId: document } }));
}

describe('a document parsed again', () => {
  it('has the one invoice it had, written anew, in a new version', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('A-1'))] });
    await desk.parse(document);
    const first = await desk.recordOf(document);
    await replacePage(document, letter('A-2'));
    await desk.parse(document);
    const second = await desk.recordOf(document);
    assert.equal(await invoicesOf(document), 1);
    assert.equal(second.invoice.id, first.invoice.id);
    assert.equal(second.invoice.version, first.invoice.version + 1);
    assert.equal(second.invoice.invoiceNumber, 'A-2');
    const read = second.fields.find(({ name }) => name === 'invoice_number');
    assert.equal(read?.value, 'A-2');
    assert.deepEqual([first.lines.length, second.lines.length], [1, 1]);
    assert.deepEqual(await desk.jobState(document), ['done', 'done']);
  });

  it('keeps what a person confirmed, and shows beside it what was read', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('B-1'))] });
    await desk.parse(document);
    const { invoice } = await desk.recordOf(document);
    await desk.books.in(() =>
      Invoice.update(
        { invoiceNumber: 'B-1 bis', supplierName: null, confirmed: ['invoice_number'] },
        { where: { id: invoice.id } },
      ),
    );
    await desk.parse(document);
    const again = await desk.recordOf(document);
    assert.equal(again.invoice.invoiceNumber, 'B-1 bis');
    assert.equal(again.invoice.supplierName, 'Drukkerij De Vlijt B.V.', 'nobody confirmed this');
    assert.deepEqual(again.invoice.confirmed, ['invoice_number']);
    assert.equal(again.fields.find(({ name }) => name === 'invoice_number')?.value, 'B-1');
  });

  it('asks again about what a person accepted, unless the same is found again', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('B-4', '1.300,00'))] });
    await desk.parse(document);
    const before = await desk.recordOf(document);
    const acknowledged = ['hidden_text', 'number_missing'];
    await desk.books.in(() =>
      Invoice.update(
        { acknowledged, invoiceNumber: null, confirmed: ['invoice_number'] },
        { where: { id: before.invoice.id } },
      ),
    );
    await desk.parse(document);
    const { invoice } = await desk.recordOf(document);
    assert.deepEqual(invoice.acknowledged, ['number_missing']);
  });

  it('keeps lines that a person confirmed', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('B-2'))] });
    await desk.parse(document);
    const { invoice } = await desk.recordOf(document);
    await desk.books.in(async () => {
      await Invoice.update({ confirmed: ['lines'] }, { where: { id: invoice.id } });
      const where = { invoiceId: invoice.id };
      await InvoiceLine.update({ description: 'Folders voor de beurs' }, { where });
    });
    await replacePage(document, letter('B-3'));
    await desk.parse(document);
    const again = await desk.recordOf(document);
    assert.equal(again.invoice.invoiceNumber, 'B-3');
    assert.deepEqual(
      again.lines.map(({ description }) => description),
      ['Folders voor de beurs'],
    );
  });

  it('whose invoice is posted changes nothing of it', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('C-1'))] });
    await desk.parse(document);
    const { invoice } = await desk.recordOf(document);
    await desk.asSuperuser(
      'SET session_replication_role = replica', // no entry is made for this: the key need not fit
      `UPDATE t_${desk.books.tenant}.invoices SET state = 'posted', journal_entry_id = gen_random_uuid()
         WHERE id = '${invoice.id}'`,
    );
    await replacePage(document, letter('C-2', '9.999,00'));
    assert.equal(await desk.parse(document), 'done');
    const { invoice: after, fields } = await desk.recordOf(document);
    assert.deepEqual(
      [after.state, after.invoiceNumber, after.total, after.version],
      ['posted', 'C-1', 121_000n, invoice.version],
    );
    assert.equal(fields.find(({ name }) => name === 'invoice_number')?.value, 'C-1');
  });
});

describe('a document deleted before its turn', () => {
  it('leaves a job that is done, and no invoice', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('D-1'))] });
    const context = await desk.claim(document);
    await desk.books.in(() => Document.destroy({ where: { id: document } }));
    assert.equal(await parseDocument(context), 'done');
    assert.equal(await invoicesOf(document), 0);
    assert.deepEqual(await desk.jobState(document), ['done']);
  });
});

describe('a job that another worker took over', () => {
  it('writes nothing, and tells nobody', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('E-1'))] });
    const context = await desk.claim(document);
    await desk.asSuperuser(
      `UPDATE platform.jobs SET claim = gen_random_uuid() WHERE id = '${context.claim.id}'`,
    );
    desk.hints.length = 0;
    await assert.rejects(parseDocument(context), ClaimLost);
    assert.equal(await invoicesOf(document), 0);
    const row = await desk.books.in(() => Document.findByPk(document));
    assert.deepEqual([row?.state, row?.readAt], ['reading', null]);
    assert.deepEqual(desk.hints, []);
    assert.deepEqual(await desk.jobState(document), ['pending']);
  });

  it('whose claim ran out meanwhile writes nothing either; the next one does', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('E-2'))] });
    const late = await desk.claim(document);
    const expire = `UPDATE platform.jobs SET claimed_until = now() - interval '1 second' WHERE id = '${late.claim.id}'`;
    await desk.asSuperuser(expire);
    await assert.rejects(parseDocument(late), ClaimLost);
    assert.equal(await invoicesOf(document), 0);
    assert.equal(await desk.parse(document), 'done');
    assert.equal(await invoicesOf(document), 1);
  });
});

describe('a job that is about nothing', () => {
  it('fails before anything is read', async () => {
    const document = await desk.lay({ pages: [typedPage(letter('F-1'))] });
    const { claim } = await desk.claim(document);
    const context = desk.contextOf({ ...claim, subjectId: null });
    await assert.rejects(parseDocument(context));
    const rows = await desk.books.in(() =>
      query("SELECT FROM platform.jobs WHERE state = 'done' AND id = $1", [claim.id]),
    );
    assert.equal(rows.length, 0);
  });
});
