import { createHash, randomUUID } from 'node:crypto';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import { invoiceFieldNames } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { InvoiceFieldName } from '@smart-accounting/api-contract';
import { Document } from '@smart-accounting/books/documents/document';
import { assessInvoice } from '@smart-accounting/books/purchase-invoices/assess-invoice';
import { ExtractedField } from '@smart-accounting/books/purchase-invoices/extracted-field';
import { Invoice } from '@smart-accounting/books/purchase-invoices/invoice';
import { fieldValue, setField } from '@smart-accounting/books/purchase-invoices/invoice-fields';
import { InvoiceLine } from '@smart-accounting/books/purchase-invoices/invoice-line';
import { loadRecord } from '@smart-accounting/books/purchase-invoices/invoice-record';
import { InvoiceVat } from '@smart-accounting/books/purchase-invoices/invoice-vat';
import { matchAgain } from '@smart-accounting/books/purchase-invoices/match-supplier';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type { Books } from './books.ts';
import { thisYear, today } from './running-api.ts';

export interface DraftLine {
  readonly description?: string;
  readonly net: string;
  readonly vat?: string;
  readonly code?: string;
  /** Number of the ledger account. */
  readonly account?: string;
}

/** What differs from an ordinary invoice: € 100,00 of telephone with 21 % VAT, read with certainty. */
export interface Draft {
  readonly fields?: Readonly<Partial<Record<InvoiceFieldName, string | null>>>;
  readonly lines?: readonly DraftLine[];
  readonly exchangeRate?: string;
  readonly accountSource?: InvoiceLine['accountSource'];
  readonly confidence?: number;
}

let drafts = 0;

/**
 * Writes a purchase invoice for review, with its document, as the worker does after reading one. Gives the invoice's id.
 * Totals are those of the lines unless `fields` says otherwise.
 */
export async function draftInvoice(books: Books, draft: Draft = {}): Promise<string> {
  const number = (drafts += 1);
  const { lines = [{ net: '100.00', vat: '21.00' }], accountSource = 'keyword' } = draft;
  const accounts = await Promise.all(lines.map((line) => books.account(line.account ?? '4510')));
  const sum = (amounts: (string | undefined)[]): bigint =>
    amounts.reduce((total, amount) => total + parseMinor(amount ?? '0.00'), 0n);
  const net = sum(lines.map((line) => line.net));
  const vat = sum(lines.map((line) => line.vat));
  return books.in(async () => {
    const invoice = Invoice.build({
      id: randomUuidV7(),
      kind: 'purchase',
      documentId: await draftDocument(),
      state: 'review',
      exchangeRate: draft.exchangeRate ?? null,
    });
    const fields = {
      supplier_name: 'Glasnet Zakelijk B.V.',
      invoice_number: `F${String(number).padStart(5, '0')}`,
      invoice_date: `${thisYear}-11-01`,
      due_date: today,
      net_total: formatMinor(net),
      vat_total: formatMinor(vat),
      total: formatMinor(net + vat),
      ...draft.fields,
    };
    for (const name of invoiceFieldNames) setField(invoice, name, readOf(fields, name));
    await matchAgain(invoice);
    await invoice.save();
    await ExtractedField.bulkCreate(
      invoiceFieldNames.flatMap((name) => {
        const value = readOf(fields, name) === null ? null : fieldValue(invoice, name);
        if (value === null) return [];
        const confidence = draft.confidence ?? 0.95;
        const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.02 };
        return {
          invoiceId: invoice.id,
          name,
          value,
          confidence,
          source: 'text_layer' as const,
          page: 1,
          box,
        };
      }),
    );
    await InvoiceLine.bulkCreate(
      lines.map((line, index) => ({
        invoiceId: invoice.id,
        line: index + 1,
        description: line.description ?? 'Internet en telefonie',
        quantity: '1',
        unitPrice: line.net,
        netAmount: parseMinor(line.net),
        vatCode: line.code ?? 'I21',
        ledgerAccountId: accounts[index] ?? '',
        accountSource,
      })),
    );
    const codes = new Set(lines.map((line) => line.code ?? 'I21'));
    await InvoiceVat.bulkCreate(
      [...codes].map((vatCode) => ({
        invoiceId: invoice.id,
        vatCode,
        vatAmount: sum(
          lines.filter((line) => (line.code ?? 'I21') === vatCode).map((line) => line.vat),
        ),
      })),
    );
    const { state } = await assessInvoice(
      await loadRecord(invoice),
      new Date(`${today}T12:00:00Z`),
    );
    await invoice.update({ state });
    return invoice.id;
  });
}

/** A document that was read, without a file in storage. Runs in the books. */
export async function draftDocument(state: Document['state'] = 'read'): Promise<string> {
  const id = randomUuidV7();
  await Document.create({
    id,
    sha256: createHash('sha256').update(randomUUID()).digest('hex'),
    fileName: `invoice ${drafts}.pdf`,
    mediaType: 'application/pdf',
    byteSize: 1_000n,
    pageCount: 1,
    state,
    uploadedBy: null,
  });
  return id;
}

/** A document whose reading failed for good; gives it with its job. */
export async function failedDocument(
  books: Books,
  reason = 'encrypted_pdf',
): Promise<{ document: string; job: string }> {
  return books.in(async () => {
    const document = await draftDocument('queued');
    const job = await enqueueJob('ocr', document);
    await query(
      `UPDATE platform.jobs SET state = 'failed', attempts = 5, finished_at = now(), reason = $2, detail = 'for the log'
         WHERE id = $1`,
      [job, reason],
    );
    return { document, job };
  });
}

function readOf(
  fields: Readonly<Partial<Record<InvoiceFieldName, string | null>>>,
  name: InvoiceFieldName,
): string | null {
  return fields[name] ?? null;
}
