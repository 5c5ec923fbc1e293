import type {
  AnswerOf,
  listPurchaseInvoices,
  PurchaseInvoice,
} from '@smart-accounting/api-contract';
import { formatMinor, sumMinor } from '@smart-accounting/accounting/money';
import { payableMinor } from '@smart-accounting/accounting/purchase-invoice/purchase-invoice';
import { perField } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { entryNumber } from '@smart-accounting/books/ledger/post-entry';
import type { Assessment } from '@smart-accounting/books/purchase-invoices/assess-invoice';
import { fieldValue } from '@smart-accounting/books/purchase-invoices/invoice-fields';
import {
  asPurchaseInvoice,
  type InvoiceRecord,
} from '@smart-accounting/books/purchase-invoices/invoice-record';
import type { InvoiceList } from '@smart-accounting/books/purchase-invoices/list-invoices';
import {
  type InvoiceDetails,
  readInvoiceDetails,
} from '@smart-accounting/books/purchase-invoices/read-invoice-details';

/** The findings that are about another invoice. */
const repeatingCodes: ReadonlySet<string> = new Set([
  'duplicate',
  'duplicate_likely',
  'number_of_other_year',
]);

/** An invoice as the review screen shows it. Runs in the tenant's unit of work. */
export async function presentInvoice(
  record: InvoiceRecord,
  assessment: Assessment,
  now: Date,
): Promise<PurchaseInvoice> {
  const { invoice, lines, vat } = record;
  const details = await readInvoiceDetails(record, assessment, now);
  const { contact, document, posting } = details;
  return {
    id: invoice.id,
    state: invoice.journalEntryId ? invoice.state : assessment.state,
    document: document && {
      id: document.id,
      file_name: document.fileName,
      page_count: document.pageCount,
    },
    document_type: invoice.documentType,
    contact: contact && { id: contact.id, name: contact.name },
    supplier_name: invoice.supplierName,
    invoice_number: invoice.invoiceNumber,
    invoice_date: invoice.invoiceDate,
    due_date: invoice.dueDate,
    currency: invoice.currency,
    total: amountOrNull(invoice.total),
    payable_amount: amountOrNull(payableMinor(asPurchaseInvoice(record))),
    ...presentOpen(details),
    entry_number: posting && entryNumber(posting),
    created_at: invoice.createdAt.toISOString(),
    fields: presentFields(record, assessment),
    other_e_invoices: [...(document?.otherEInvoices ?? [])],
    lines: lines.map((line, index) => ({
      description: line.description,
      quantity: plainDecimal(line.quantity),
      unit_price: plainDecimal(line.unitPrice),
      net_amount: formatMinor(line.netAmount),
      vat_code: line.vatCode,
      ledger_account_id: line.ledgerAccountId,
      account_source: line.accountSource,
      account_certain: assessment.certainAccounts[index] ?? false,
    })),
    vat: vat.map(({ vatCode, vatAmount }) => ({
      vat_code: vatCode,
      base: formatMinor(
        sumMinor(lines.filter((line) => line.vatCode === vatCode).map((line) => line.netAmount)),
      ),
      vat_amount: formatMinor(vatAmount),
    })),
    entry_date: assessment.entryDate,
    exchange_rate: plainDecimal(invoice.exchangeRate),
    checks: assessment.findings.map(
      ({ code, fields, expected, found, blocking, acknowledged, page, box }) => ({
        code,
        fields: [...fields],
        expected,
        found,
        blocking,
        acknowledged,
        page,
        box,
        related_invoice: repeatingCodes.has(code) ? assessment.repeatedId : null,
      }),
    ),
    document_kind: document?.kind ?? null,
    reminds: details.reminded.map(({ id, number, state }) => ({
      id,
      invoice_number: number,
      state,
    })),
    proposed_entry: presentProposal(assessment, details),
    supplier_accounts: [...details.supplierAccounts],
    remembered: contact !== null && lines.some((line) => line.accountSource === 'history'),
    journal_entry: posting && {
      id: posting.id,
      number: entryNumber(posting),
      posted_by: posting.postedBy,
      posted_at: posting.postedAt.toISOString(),
      reversed_by: posting.reversedBy,
    },
    corrected_by: details.correctedBy,
    version: invoice.version,
  };
}

function presentOpen({
  open: row,
}: InvoiceDetails): Pick<PurchaseInvoice, 'open_amount' | 'overdue_days'> {
  if (!row) return { open_amount: null, overdue_days: null };
  const isLate = row.open > 0n && row.late !== null && row.late > 0;
  return { open_amount: formatMinor(row.open), overdue_days: isLate ? row.late : null };
}

function presentFields(
  { invoice, fields }: InvoiceRecord,
  assessment: Assessment,
): PurchaseInvoice['fields'] {
  const read = new Map(fields.map((field) => [field.name, field]));
  return perField((name) => {
    const field = read.get(name);
    const value = fieldValue(invoice, name);
    const confirmed = invoice.confirmed.includes(name);
    return {
      value,
      read_value: field?.value ?? null,
      confidence: field?.confidence ?? null,
      source: confirmed && value !== field?.value ? 'person' : (field?.source ?? null),
      page: field?.page ?? null,
      box: field?.box ?? null,
      confirmed,
      certain: assessment.certain(name),
    };
  });
}

function presentProposal(
  { entry }: Assessment,
  { accounts }: InvoiceDetails,
): PurchaseInvoice['proposed_entry'] {
  return {
    lines: entry.lines.flatMap((line) => {
      const account = accounts.get(line.accountId);
      if (!account) return [];
      return {
        ledger_account: { id: account.id, number: account.number, name: account.name },
        description: line.description,
        debit: formatMinor(line.debitMinor),
        credit: formatMinor(line.creditMinor),
        vat_code: line.vat?.code ?? null,
        vat_box: line.vat?.box ?? null,
      };
    }),
    difference: formatMinor(entry.differenceMinor),
  };
}

function amountOrNull(minor: bigint | null): string | null {
  return minor === null ? null : formatMinor(minor);
}

/** A numeric column without the zeros that PostgreSQL keeps after the point. */
function plainDecimal(text: string | null): string | null {
  return text?.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function presentInvoices(list: InvoiceList): AnswerOf<typeof listPurchaseInvoices> {
  return {
    items: list.items.map((row) => ({
      id: row.id,
      state: row.state,
      document: row.document
        ? { id: row.document, file_name: row.fileName ?? '', page_count: row.pageCount }
        : null,
      document_type: row.documentType,
      contact: row.contact ? { id: row.contact, name: row.contactName ?? '' } : null,
      supplier_name: row.supplierName,
      invoice_number: row.invoiceNumber,
      invoice_date: row.invoiceDate,
      due_date: row.dueDate,
      currency: row.currency,
      total: amountOrNull(row.total),
      payable_amount: amountOrNull(row.payable),
      open_amount: amountOrNull(row.open),
      overdue_days: row.overdueDays,
      entry_number: numberOf(row),
      created_at: row.createdAt.toISOString(),
      version: row.version,
    })),
    next_cursor: list.nextCursor,
    count: list.count,
    total: formatMinor(list.total),
    counts: { ...list.counts },
  };
}

function numberOf({ journal, fiscalYear, number }: InvoiceList['items'][number]): string | null {
  return journal && fiscalYear && number ? entryNumber({ journal, fiscalYear, number }) : null;
}
