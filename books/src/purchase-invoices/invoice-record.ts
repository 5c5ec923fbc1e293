import type { PurchaseInvoice } from '@smart-accounting/accounting/purchase-invoice/purchase-invoice';
import { ExtractedField } from './extracted-field.ts';
import type { Invoice } from './invoice.ts';
import { InvoiceLine } from './invoice-line.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { ReadingFindingRow } from './reading-finding-row.ts';

/** An invoice with all that hangs on it, as the tables hold it. */
export interface InvoiceRecord {
  readonly invoice: Invoice;
  readonly lines: readonly InvoiceLine[];
  readonly vat: readonly InvoiceVat[];
  readonly fields: readonly ExtractedField[];
  readonly findings: readonly ReadingFindingRow[];
}

export async function loadRecord(invoice: Invoice): Promise<InvoiceRecord> {
  const where = { invoiceId: invoice.id };
  const lines = await InvoiceLine.findAll({ where, order: ['line'] });
  const vat = await InvoiceVat.findAll({ where, order: ['vatCode'] });
  const fields = await ExtractedField.findAll({ where });
  const findings = await ReadingFindingRow.findAll({ where, order: ['position'] });
  return { invoice, lines, vat, fields, findings };
}

/** Puts its lines and its VAT in the place of those that the tables hold. */
export async function saveLines({ invoice, lines, vat }: InvoiceRecord): Promise<void> {
  const where = { invoiceId: invoice.id };
  await InvoiceLine.destroy({ where });
  await InvoiceLine.bulkCreate(lines.map((line) => line.get()));
  await InvoiceVat.destroy({ where });
  await InvoiceVat.bulkCreate(vat.map((row) => row.get()));
}

/** The record as the rules of the books see it. */
export function asPurchaseInvoice({
  invoice,
  lines,
  vat,
}: Pick<InvoiceRecord, 'invoice' | 'lines' | 'vat'>): PurchaseInvoice {
  return {
    documentType: invoice.documentType,
    supplierName: invoice.supplierName,
    supplierVatNumber: invoice.supplierVatNumber,
    supplierKvkNumber: invoice.supplierKvkNumber,
    supplierIban: invoice.supplierIban,
    supplierCountry: invoice.supplierCountry,
    invoiceNumber: invoice.invoiceNumber,
    invoiceDate: invoice.invoiceDate,
    supplyDate: invoice.supplyDate,
    dueDate: invoice.dueDate,
    currency: invoice.currency,
    exchangeRate: invoice.exchangeRate,
    netMinor: invoice.netTotal,
    vatMinor: invoice.vatTotal,
    totalMinor: invoice.total,
    prepaidMinor: invoice.prepaidTotal,
    roundingMinor: invoice.rounding,
    lines: lines.map((line) => ({
      description: line.description,
      netMinor: line.netAmount,
      vatCode: line.vatCode,
      vatCategory: line.vatCategory,
      accountId: line.ledgerAccountId,
    })),
    vat: vat.map((row) => ({ vatCode: row.vatCode, vatMinor: row.vatAmount })),
  };
}
