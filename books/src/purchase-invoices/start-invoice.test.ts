import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { bookDemoYear } from '../demo/demo-books.ts';
import { Document } from '../documents/document.ts';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';
import { ExtractedField } from './extracted-field.ts';
import { findInvoice } from './find-invoice.ts';
import { Invoice } from './invoice.ts';
import { InvoiceLine } from './invoice-line.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { postInvoice } from './post-invoice.ts';
import { ReadingFindingRow } from './reading-finding-row.ts';
import { reverseInvoice } from './reverse-invoice.ts';
import { startInvoice } from './start-invoice.ts';

const now = new Date('2026-11-23T10:00:00Z');
const person = randomUuidV7();
let books: TestBooks;

before(async () => {
  books = await openTestBooks();
  await books.in(() => bookDemoYear(isoDate('2026-11-23')));
});
after(() => books.close());

/** A posted invoice of a document, with something in every column that a person or a machine fills. */
async function postedInvoice(): Promise<{ id: string; documentId: string }> {
  const documentId = randomUuidV7();
  const id = randomUuidV7();
  await books.in(async () => {
    await Document.create({
      id: documentId,
      sha256: 'a'.repeat(64),
      fileName: 'invoice.pdf',
      mediaType: 'application/pdf',
      byteSize: 1n,
      uploadedBy: person,
    });
    const template = await Invoice.findOne({ where: { state: 'posted', currency: 'EUR' } });
    if (!template) throw new Error('the demo books hold no posted invoice');
    const { lines, vat } = await findInvoice(template.id);
    await Invoice.create({
      ...template.get(),
      id,
      documentId,
      state: 'ready',
      contactId: null,
      supplierName: 'Nieuwe leverancier',
      invoiceNumber: 'COPY-1',
      paymentReference: '1000000000000001',
      orderReference: 'ORDER-1',
      customerName: 'Ons bedrijf',
      supplierVatNumber: 'NL000099998B57',
      supplierKvkNumber: '12345678',
      supplierIban: 'NL91ABNA0417164300',
      supplierCountry: 'NL',
      dueDate: template.invoiceDate,
      supplyDate: template.invoiceDate,
      entryDate: template.invoiceDate,
      exchangeRate: '1.25',
      prepaidTotal: 100n,
      rounding: -1n,
      confirmed: ['total'],
      acknowledged: ['date_long_ago', 'hidden_text'],
      journalEntryId: null,
      postedBy: null,
      postedAt: null,
    });
    const of = { invoiceId: id };
    await InvoiceLine.bulkCreate(
      lines.map((line) => ({
        ...line.get(),
        ...of,
        quantity: '1',
        unitPrice: '2',
        vatCategory: 'S',
      })),
    );
    await InvoiceVat.bulkCreate(vat.map((row) => ({ ...row.get(), ...of })));
    await ExtractedField.create({
      invoiceId: id,
      name: 'total',
      value: '1.00',
      confidence: 0.5,
      secondValue: '12.00',
      secondConfidence: 0.25,
      source: 'text_layer',
      page: 1,
      box: { x: 0, y: 0, width: 1, height: 1 },
    });
    await ReadingFindingRow.create({
      invoiceId: id,
      position: 1,
      code: 'hidden_text',
      fields: ['total'],
      expected: '1.00',
      found: '2.00',
      page: 1,
      box: { x: 0, y: 0, width: 1, height: 1 },
    });
  });
  await books.in(() => postInvoice(id, { userId: person, version: null, now, idempotency: null }));
  return { id, documentId };
}

/** All rows that hang on an invoice, by table, as the database has them. */
async function rowsOf(id: string): Promise<Record<string, Record<string, unknown>[]>> {
  const tables = [
    'invoices',
    'invoice_lines',
    'invoice_vat',
    'extracted_fields',
    'reading_findings',
  ];
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const table of tables) {
    const key = table === 'invoices' ? 'id' : 'invoice_id';
    const found = await books.in(() =>
      query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${key} = $1 ORDER BY to_jsonb(t) - '${key}'`,
        [id],
      ),
    );
    rows[table] = found.map(({ row }) => row);
  }
  return rows;
}

/** What belongs to the one posting, or to the row itself. */
const notCopied = new Set([
  ...['id', 'invoice_id', 'state', 'version', 'created_at', 'corrects'],
  ...['acknowledged', 'journal_entry_id', 'posted_by', 'posted_at'],
]);

describe('a reversed invoice that is booked again', () => {
  it('begins as a copy of every column, also of one that is added to the table', async () => {
    const { id, documentId } = await postedInvoice();
    await books.in(() => reverseInvoice(id, { userId: person, idempotency: null }));
    const copy = await books.in(() => startInvoice(documentId, person));
    assert.notEqual(copy, id);
    const [original, copied] = [await rowsOf(id), await rowsOf(copy)];
    for (const [table, rows] of Object.entries(original)) {
      assert.ok(rows.length > 0, table);
      rows.forEach((row, index) => {
        for (const [column, value] of Object.entries(row)) {
          if (notCopied.has(column)) continue;
          assert.notEqual(value, null, `fill ${table}.${column} above, so that its copy is seen`);
          assert.deepEqual(copied[table]?.[index]?.[column], value, `${table}.${column}`);
        }
      });
    }
    const { state, acknowledged } = (await books.in(() => findInvoice(copy))).invoice;
    assert.deepEqual([state, acknowledged], ['review', []]);
  });
  it('is the open one when there is one', async () => {
    const documentId = (await books.in(() => Document.findOne({ rejectOnEmpty: true }))).id;
    const first = await books.in(() => startInvoice(documentId, person));
    assert.equal(await books.in(() => startInvoice(documentId, person)), first);
  });
});
