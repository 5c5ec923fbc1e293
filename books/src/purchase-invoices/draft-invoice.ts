import {
  linesToBook,
  type UnbookedLine,
} from '@smart-accounting/accounting/purchase-invoice/book-lines';
import {
  type InvoiceFieldName,
  invoiceFieldNames,
  type InvoiceReading,
  type ReadField,
  type ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Document } from '../documents/document.ts';
import { assessChanged, findingsBefore } from './assess-changed.ts';
import { ExtractedField } from './extracted-field.ts';
import { Invoice } from './invoice.ts';
import { setField } from './invoice-fields.ts';
import { InvoiceLine } from './invoice-line.ts';
import { loadRecord } from './invoice-record.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { matchAgain } from './match-supplier.ts';
import { ReadingFindingRow } from './reading-finding-row.ts';
import { countryOfSupplier } from './supplier-country.ts';
import { suggestAccounts } from './suggest-accounts.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';

/**
 * Writes the purchase invoice of a document from what was read, with the accounts it would be booked on; gives its id.
 * Read again, a document's unposted invoice is written anew, but what a person confirmed stays, as does what they
 * accepted where the same is found again.
 */
export async function draftInvoice(document: Document, read: InvoiceReading): Promise<string> {
  const existing = await Invoice.findOne({
    where: { documentId: document.id, state: ['review', 'ready', 'posted'] },
  });
  if (existing?.journalEntryId) return existing.id;
  const invoice =
    existing ??
    Invoice.build({
      id: randomUuidV7(),
      kind: 'purchase',
      documentId: document.id,
      state: 'review',
      confirmed: [],
    });
  const now = new Date();
  const before = existing ? await findingsBefore(await loadRecord(existing), now) : [];
  const kept = new Set(invoice.confirmed);
  for (const field of invoiceFieldNames) {
    if (!kept.has(field)) setField(invoice, field, read.fields[field]?.value ?? null);
  }
  await matchAgain(invoice);
  const fields = readFields(read);
  invoice.supplierCountry = countryOfSupplier(invoice, fields)?.value ?? null;
  if (existing) invoice.version += 1;
  await invoice.save();
  await replaceFields(invoice.id, fields);
  await replaceFindings(invoice.id, read);
  if (!kept.has('lines')) await replaceLines(invoice, read, document.createdAt);
  const changed = { before, accepting: [], now };
  const { state } = await assessChanged(await loadRecord(invoice), changed);
  invoice.state = state;
  await invoice.save();
  return invoice.id;
}

type NamedField = ReadField & { readonly name: InvoiceFieldName };

function readFields(read: ReadInvoice): NamedField[] {
  return invoiceFieldNames.flatMap((name) => {
    const field = read.fields[name];
    return field ? [{ name, ...field }] : [];
  });
}

async function replaceFields(invoiceId: string, fields: readonly NamedField[]): Promise<void> {
  await ExtractedField.destroy({ where: { invoiceId } });
  await ExtractedField.bulkCreate(
    fields.map(({ secondBest = null, ...field }) => ({
      invoiceId,
      ...field,
      secondValue: secondBest?.value ?? null,
      secondConfidence: secondBest?.confidence ?? null,
    })),
  );
}

async function replaceFindings(invoiceId: string, { findings }: InvoiceReading): Promise<void> {
  await ReadingFindingRow.destroy({ where: { invoiceId } });
  await ReadingFindingRow.bulkCreate(
    findings.map((finding, index) => ({
      ...finding,
      invoiceId,
      position: index + 1,
      fields: [...finding.fields],
    })),
  );
}

async function replaceLines(invoice: Invoice, read: ReadInvoice, uploadedAt: Date): Promise<void> {
  const where = { invoiceId: invoice.id };
  await InvoiceLine.destroy({ where });
  await InvoiceVat.destroy({ where });
  const { lines, vat } = linesToBook(read, uploadedAt, invoice.supplierCountry);
  const accounts = await suggestAccounts(
    invoice.contactId,
    invoice.supplierName,
    lines.map(descriptionOf),
  );
  await InvoiceLine.bulkCreate(
    lines.flatMap((line, index) => {
      const account = accounts[index];
      if (!account) return [];
      return {
        invoiceId: invoice.id,
        line: index + 1,
        description: line.description,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        netAmount: line.netMinor,
        vatCode: line.vatCode,
        vatCategory: line.vatCategory,
        ledgerAccountId: account.accountId,
        accountSource: account.source,
      };
    }),
  );
  await InvoiceVat.bulkCreate(
    vat.map(({ vatCode, vatMinor }) => ({ invoiceId: invoice.id, vatCode, vatAmount: vatMinor })),
  );
}

function descriptionOf(line: UnbookedLine): string {
  return line.description;
}
