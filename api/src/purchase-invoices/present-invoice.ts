import type { InvoiceFieldName, PurchaseInvoice } from '@smart-accounting/api-contract';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { formatMinor, sumMinor } from '@smart-accounting/accounting/money';
import {
  type Assessment,
  Contact,
  Document,
  entryNumber,
  fieldValue,
  type InvoiceRecord,
  LedgerAccount,
  query,
} from '@smart-accounting/database';

/** An invoice as the review screen shows it. Runs in the tenant's unit of work. */
export async function presentInvoice(
  record: InvoiceRecord,
  assessment: Assessment,
  now: Date,
): Promise<PurchaseInvoice> {
  const { invoice, lines, vat } = record;
  const contact = invoice.contactId
    ? await Contact.findByPk(invoice.contactId, { attributes: ['id', 'name'] })
    : null;
  const document = invoice.documentId
    ? await Document.findByPk(invoice.documentId, { attributes: ['id', 'fileName', 'pageCount'] })
    : null;
  const journalEntry = invoice.journalEntryId ? await presentPosting(invoice.journalEntryId) : null;
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
    total: invoice.total === null ? null : formatMinor(invoice.total),
    ...(await presentOpen(invoice, now)),
    entry_number: journalEntry?.number ?? null,
    created_at: invoice.createdAt.toISOString(),
    fields: presentFields(record, assessment),
    lines: lines.map((line) => ({
      description: line.description,
      quantity: plainDecimal(line.quantity),
      unit_price: plainDecimal(line.unitPrice),
      net_amount: formatMinor(line.netAmount),
      vat_code: line.vatCode,
      ledger_account_id: line.ledgerAccountId,
      account_source: line.accountSource,
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
      ({ code, fields, expected, found, blocking, acknowledged }) => ({
        code,
        fields: [...fields],
        expected,
        found,
        blocking,
        acknowledged,
        related_invoice: code === 'duplicate' ? assessment.duplicateId : null,
      }),
    ),
    proposed_entry: await presentProposal(assessment),
    remembered: lines.some((line) => line.accountSource === 'history'),
    journal_entry: journalEntry,
    version: invoice.version,
  };
}

/** Only what was posted can be open; the supplier in the condition spares the server all others. */
async function presentOpen(
  { id, contactId, journalEntryId }: InvoiceRecord['invoice'],
  now: Date,
): Promise<Pick<PurchaseInvoice, 'open_amount' | 'overdue_days'>> {
  const [row] = journalEntryId
    ? await query<{ open: bigint; late: number }>(
        `SELECT open, $3::date - due_date AS late FROM open_purchases WHERE contact_id = $2 AND invoice_id = $1`,
        [id, contactId, dateInAmsterdam(now)],
      )
    : [];
  if (!row) return { open_amount: null, overdue_days: null };
  return {
    open_amount: formatMinor(row.open),
    overdue_days: row.open > 0n && row.late > 0 ? row.late : null,
  };
}

function presentFields(
  { invoice, fields }: InvoiceRecord,
  assessment: Assessment,
): PurchaseInvoice['fields'] {
  const read = new Map(fields.map((field) => [field.name, field]));
  const present = (name: InvoiceFieldName): PurchaseInvoice['fields'][InvoiceFieldName] => {
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
  };
  return {
    document_type: present('document_type'),
    supplier_name: present('supplier_name'),
    supplier_vat_number: present('supplier_vat_number'),
    supplier_kvk_number: present('supplier_kvk_number'),
    supplier_iban: present('supplier_iban'),
    customer_name: present('customer_name'),
    invoice_number: present('invoice_number'),
    invoice_date: present('invoice_date'),
    supply_date: present('supply_date'),
    due_date: present('due_date'),
    payment_reference: present('payment_reference'),
    order_reference: present('order_reference'),
    currency: present('currency'),
    net_total: present('net_total'),
    vat_total: present('vat_total'),
    total: present('total'),
  };
}

async function presentProposal({ entry }: Assessment): Promise<PurchaseInvoice['proposed_entry']> {
  const accounts = await LedgerAccount.findAll({
    where: { id: entry.lines.map((line) => line.accountId) },
  });
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return {
    lines: entry.lines.flatMap((line) => {
      const account = byId.get(line.accountId);
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

async function presentPosting(entryId: string): Promise<PurchaseInvoice['journal_entry']> {
  const [entry] = await query<{
    id: string;
    journal: string;
    fiscalYear: number;
    number: number;
    postedBy: string | null;
    postedAt: Date;
    reversedBy: string | null;
  }>(
    `SELECT e.id, e.journal, e.fiscal_year AS "fiscalYear", e.number, u.name AS "postedBy", e.posted_at AS "postedAt",
       r.id AS "reversedBy"
       FROM journal_entries e LEFT JOIN platform.users u ON u.id = e.posted_by
       LEFT JOIN journal_entries r ON r.reverses = e.id WHERE e.id = $1`,
    [entryId],
  );
  if (!entry) return null;
  return {
    id: entry.id,
    number: entryNumber(entry),
    posted_by: entry.postedBy,
    posted_at: entry.postedAt.toISOString(),
    reversed_by: entry.reversedBy,
  };
}

/** A numeric column without the zeros that PostgreSQL keeps after the point. */
function plainDecimal(text: string | null): string | null {
  return text?.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
