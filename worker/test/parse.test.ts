import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { formatMinor } from '@smart-accounting/accounting/money';
import { mostReviewedLines } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import { Contact } from '@smart-accounting/books/contacts/contact';
import { Document } from '@smart-accounting/books/documents/document';
import { LedgerAccount } from '@smart-accounting/books/ledger/ledger-account';
import { assessInvoice } from '@smart-accounting/books/purchase-invoices/assess-invoice';
import type { InvoiceRecord } from '@smart-accounting/books/purchase-invoices/invoice-record';
import type { AccountSuggestion } from '@smart-accounting/books/purchase-invoices/suggest-accounts';
import { SupplierMemory } from '@smart-accounting/books/purchase-invoices/supplier-memory';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { readDocument } from '@smart-accounting/books/documents/list-documents';
import {
  type AttachedEInvoice,
  attachedEInvoicesSchema,
} from '@smart-accounting/worker-contract/attached-e-invoice';
import { readInvoiceSchema } from '@smart-accounting/worker-contract/read-invoice';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { z } from 'zod';
import { typedPage } from '../src/extract/typed-page.fixture.ts';
import { stopRecognition } from '../src/recognise/engines.ts';
import { openDocument } from '../src/recognise/open-document.ts';
import { PermanentFailure } from '../src/run/job-context.ts';
import { ParseDesk } from './parse-desk.ts';

let desk: ParseDesk;

before(async () => {
  desk = await ParseDesk.open();
});
after(async () => {
  await desk.close();
  await stopRecognition();
});

const letter = `
Drukkerij De Vlijt B.V.
KvK 27312345
BTW NL004495445B01
IBAN NL91ABNA0417164300

Factuur
Factuurnummer: 2026-1001
Factuurdatum: 02-11-2026
Vervaldatum: 02-12-2026

Omschrijving              Aantal      Bedrag
Huur kantoor november     1           1.000,00

Totaal excl. btw                      1.000,00
Btw 21%                                 210,00
Totaal te betalen                   € 1.210,00`;

function letterNumbered(number: string): string {
  return letter.replace('2026-1001', number);
}

/** What booking it now would leave unbalanced. */
async function differenceOf(record: InvoiceRecord): Promise<bigint> {
  const { entry } = await desk.books.in(() => assessInvoice(record, new Date()));
  return entry.differenceMinor;
}

async function accountsOf({ lines }: InvoiceRecord): Promise<(string | undefined)[]> {
  const accounts = await desk.books.in(() => LedgerAccount.findAll());
  return lines.map((line) => accounts.find(({ id }) => id === line.ledgerAccountId)?.number);
}

describe('a page of words', () => {
  it('becomes an invoice to review, with each value’s place, its lines, VAT and accounts', async () => {
    const document = await desk.lay({ pages: [typedPage(letter)] });
    assert.equal(await desk.parse(document), 'done');
    const record = await desk.recordOf(document);
    const { invoice, lines, vat, fields } = record;
    assert.deepEqual(
      [invoice.kind, invoice.documentType, invoice.supplierName, invoice.invoiceNumber],
      ['purchase', 'invoice', 'Drukkerij De Vlijt B.V.', '2026-1001'],
    );
    assert.deepEqual([invoice.invoiceDate, invoice.dueDate], ['2026-11-02', '2026-12-02']);
    assert.deepEqual(
      [invoice.netTotal, invoice.vatTotal, invoice.total],
      [100_000n, 21_000n, 121_000n],
    );
    const total = fields.find(({ name }) => name === 'total');
    assert.deepEqual([total?.value, total?.source, total?.page], ['1210.00', 'text_layer', 1]);
    assert.ok(total?.box && total.box.y > 0.2 && total.box.x > 0.2);
    assert.deepEqual(
      lines.map(({ line, netAmount, vatCode, accountSource }) => [
        line,
        netAmount,
        vatCode,
        accountSource,
      ]),
      [[1, 100_000n, 'I21', 'keyword']],
    );
    assert.deepEqual(await accountsOf(record), ['4100']);
    assert.deepEqual(
      vat.map(({ vatCode, vatAmount }) => [vatCode, vatAmount]),
      [['I21', 21_000n]],
    );
    assert.equal(await differenceOf(record), 0n);
  });

  it('is read once, and the portal is told of document and invoice after that', async () => {
    desk.hints.length = 0;
    const document = await desk.lay({ pages: [typedPage(letterNumbered('2026-1002'))] });
    await desk.parse(document);
    const { invoice } = await desk.recordOf(document);
    const row = await desk.books.in(() => Document.findByPk(document));
    assert.equal(row?.state, 'read');
    assert.ok(row.readAt && Date.now() - row.readAt.getTime() < 60_000);
    assert.deepEqual(await desk.jobState(document), ['done']);
    assert.deepEqual(
      desk.hints.map(({ resource, id }) => [resource, id]),
      [
        ['document', document],
        ['purchase_invoice', invoice.id],
      ],
    );
  });

  it('of several is read in the order of the pages, however they were stored', async () => {
    const front = typedPage(letterNumbered('2026-1003'), { number: 1 });
    const copy = typedPage(letterNumbered('2026-0999'), { number: 2 });
    const { invoice, fields } = await desk.draft({ pages: [copy, front] });
    assert.equal(invoice.invoiceNumber, '2026-1003');
    assert.equal(fields.find(({ name }) => name === 'invoice_number')?.page, 1);
  });

  it('without a word leaves an invoice for a person to fill in', async () => {
    const { invoice, lines, fields } = await desk.draft({ pages: [typedPage('')] });
    assert.deepEqual(
      [invoice.state, invoice.total, invoice.supplierName, invoice.currency],
      ['review', null, null, 'EUR'],
    );
    assert.deepEqual([lines.length, fields.some(({ name }) => name === 'total')], [0, false]);
  });

  it('of a credit note has positive amounts, and says what it is', async () => {
    const credit = letterNumbered('C-77')
      .replace('\nFactuur\n', '\nCreditnota\n')
      .replace('Factuurnummer', 'Creditnotanummer')
      .replaceAll(/ (?=[\d.]+,\d\d$)/gm, '-');
    const { invoice } = await desk.draft({ pages: [typedPage(credit)] });
    assert.deepEqual(
      [invoice.documentType, invoice.netTotal, invoice.total],
      ['credit_note', 100_000n, 121_000n],
    );
  });

  it('that names us twice never makes us the supplier', async () => {
    await desk.asSuperuser(
      `UPDATE platform.tenants SET name = 'Bakkerij Ons Brood B.V.' WHERE id = '${desk.books.tenant}'`,
    );
    const ours = `Bakkerij Ons Brood B.V.\n${letterNumbered('2026-1004')}`;
    const { invoice } = await desk.draft({ pages: [typedPage(ours)] });
    assert.equal(invoice.supplierName, 'Drukkerij De Vlijt B.V.');
  });
});

describe('sums that need more than reading', () => {
  it('balance after a discount: what is booked is what the tax is of', async () => {
    const [head] = letterNumbered('2026-1005').split('Totaal excl.');
    const discounted = `${head ?? ''}
Subtotaal                             1.000,00
Korting                                -100,00
Btw 21%                                 189,00
Totaal te betalen EUR                 1.089,00`;
    const record = await desk.draft({ pages: [typedPage(discounted)] });
    assert.deepEqual(
      [record.invoice.netTotal, record.invoice.vatTotal, record.invoice.total],
      [90_000n, 18_900n, 108_900n],
    );
    assert.equal(await differenceOf(record), 0n);
  });

  it('balance after a till rounded: the cents are a line without VAT', async () => {
    const receipt = `
Bakkerij Het Anker B.V.
BTW NL004495445B01
Datum: 02-11-2026
Totaal excl. btw             10,19
Btw 21%                       2,14
Totaal incl. btw             12,33
Afronding                     0,02
Te betalen contant           12,35`;
    const record = await desk.draft({ pages: [typedPage(receipt, { source: 'recognised' })] });
    assert.equal(record.invoice.total, 1235n);
    assert.deepEqual(
      record.lines.map(({ netAmount, vatCode }) => [netAmount, vatCode]),
      [
        [1019n, 'I21'],
        [2n, 'IVR'],
      ],
    );
    assert.equal(await differenceOf(record), 0n);
  });
});

describe('a supplier we know', () => {
  it('is found by VAT number, and lines are booked as this supplier’s were before', async () => {
    const account = await desk.books.account('4520');
    const contact = await desk.books.in(async () => {
      const { id } = await Contact.create({
        id: randomUuidV7(),
        name: 'Een heel andere naam',
        isSupplier: true,
        vatNumber: 'NL004495445B01',
        kvkNumber: null,
        email: null,
        address: null,
        defaultLedgerAccountId: null,
        defaultVatCode: null,
        paymentDays: null,
      });
      const memory = { contactId: id, ledgerAccountId: account, vatCode: 'I21' };
      await SupplierMemory.create({ ...memory, phrase: 'huur kantoor' });
      return id;
    });
    const record = await desk.draft({ pages: [typedPage(letterNumbered('2026-1006'))] });
    assert.equal(record.invoice.contactId, contact);
    const sources: AccountSuggestion['source'][] = ['history'];
    assert.deepEqual(
      record.lines.map(({ accountSource }) => accountSource),
      sources,
    );
    assert.deepEqual(await accountsOf(record), ['4520']);
  });

  it('whose number comes a second time has to be looked at, while a new one can be posted', async () => {
    const again = await desk.draft({ pages: [typedPage(letterNumbered('2026-1006'))] });
    const fresh = await desk.draft({ pages: [typedPage(letterNumbered('2026-1008'))] });
    assert.deepEqual([again.invoice.state, fresh.invoice.state], ['review', 'ready']);
  });
});

describe('an electronic invoice', () => {
  const spec = generateInvoice(new Random(5), { language: 'nl', maxLines: 3 });
  const xml = ublDocument(spec);
  const stored = (read: string) => JSON.stringify(z.encode(readInvoiceSchema, readEInvoice(read)));

  it('is taken as it stands, and its values are shown where they stand on the set pages', async () => {
    const opened = await openDocument(Buffer.from(xml), 'application/xml');
    const pages = [await opened.readPage(1)];
    await opened.close();
    const { invoice, lines, fields } = await desk.draft({ pages, eInvoice: stored(xml) });
    assert.deepEqual([invoice.invoiceNumber, invoice.total], [spec.number, spec.totalMinor]);
    assert.equal(lines.length, spec.lines.length);
    const total = fields.find(({ name }) => name === 'total');
    assert.deepEqual([total?.source, total?.confidence, total?.page], ['e_invoice', 1, 1]);
  });

  it('of thousands of lines is booked by its sums, and balances', async () => {
    const line = /<cac:InvoiceLine>.*?<\/cac:InvoiceLine>\n/s.exec(xml)?.[0] ?? assert.fail();
    const many = xml.replace(line, line.repeat(3000));
    const record = await desk.draft({ pages: [typedPage('')], eInvoice: stored(many) });
    assert.ok(record.lines.length < mostReviewedLines);
    assert.equal(record.lines.length, spec.vat.length);
    assert.equal(await differenceOf(record), 0n);
  });

  it('that is not as it was handed on is refused for good, and nothing of it is taken', async () => {
    const json = stored(xml);
    const total = formatMinor(spec.totalMinor);
    const damaged = [json.slice(0, -1), json.replace(`"${total}"`, '"1e3"'), xml, '[]'];
    for (const eInvoice of damaged) {
      assert.notEqual(eInvoice, json);
      const document = await desk.lay({ pages: [typedPage('')], eInvoice });
      await assert.rejects(
        desk.parse(document),
        (error) => error instanceof PermanentFailure && error.reason === 'damaged_e_invoice',
      );
      await assert.rejects(desk.recordOf(document), /no invoice/);
    }
  });

  it('among several is the one that the pages show; the others are listed with the document', async () => {
    const other = readEInvoice(ublDocument(generateInvoice(new Random(6), { language: 'nl' })));
    const opened = await openDocument(Buffer.from(xml), 'application/xml');
    const pages = [await opened.readPage(1)];
    await opened.close();
    const attached: AttachedEInvoice[] = [
      { fileName: 'a.xml', rank: 4, invoice: other },
      { fileName: 'b.xml', rank: 4, invoice: readEInvoice(xml) },
    ];
    const { invoice } = await desk.draft({
      pages,
      eInvoice: JSON.stringify(z.encode(readInvoiceSchema, other)),
      eInvoices: JSON.stringify(z.encode(attachedEInvoicesSchema, attached)),
    });
    assert.equal(invoice.invoiceNumber, spec.number);
    const listed = await desk.books.in(() => readDocument(invoice.documentId ?? ''));
    assert.deepEqual(listed.otherEInvoices, [
      {
        file_name: 'a.xml',
        supplier_name: other.fields.supplier_name?.value,
        invoice_number: other.fields.invoice_number?.value,
        total: other.fields.total?.value,
        currency: 'EUR',
      },
    ]);
  });

  it('whose page says something else waits for a person, with both values', async () => {
    const page = typedPage(letterNumbered('2026-1010'));
    const read = readEInvoice(xml);
    const { invoice, findings } = await desk.draft({
      pages: [page],
      eInvoice: JSON.stringify(z.encode(readInvoiceSchema, read)),
    });
    assert.equal(invoice.invoiceNumber, spec.number);
    assert.equal(invoice.state, 'review');
    const number = findings.find(({ fields }) => fields.includes('invoice_number'));
    assert.deepEqual(
      [number?.code, number?.expected, number?.found],
      ['e_invoice_differs', spec.number, '2026-1010'],
    );
  });

  it('that is gone from storage is read off its pages', async () => {
    const pages = [typedPage(letterNumbered('2026-1007'))];
    const { invoice, fields } = await desk.draft({ pages, eInvoice: null });
    assert.equal(invoice.invoiceNumber, '2026-1007');
    assert.ok(fields.every(({ source }) => source === 'text_layer'));
  });
});
