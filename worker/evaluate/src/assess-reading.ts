import { type AccountRole } from '@smart-accounting/accounting/chart-of-accounts';
import { addDays, isIsoDate, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { parseMinor } from '@smart-accounting/accounting/money';
import { linesToBook } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import {
  certainConfidence,
  isTrusted,
  neededFields,
} from '@smart-accounting/accounting/purchase-invoice/certainty';
import {
  checkInvoice,
  type Finding,
} from '@smart-accounting/accounting/purchase-invoice/check-invoice';
import { proposeEntry } from '@smart-accounting/accounting/purchase-invoice/propose-entry';
import { countryOfReading } from '@smart-accounting/accounting/purchase-invoice/supplier-country';
import type { PurchaseInvoice } from '@smart-accounting/accounting/purchase-invoice/purchase-invoice';
import {
  invoiceFieldNames,
  type FieldOfKind,
  type InvoiceReading,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';

/** What the product would say of a reading, were it not for the tenant's accounts, contacts and other invoices. */
export interface ReadingAssessment {
  readonly findings: readonly Finding[];
  /** whether nobody would have to look before it is posted */
  readonly ready: boolean;
  /** the codes that its lines would be booked under, each once, in the order of the alphabet */
  readonly vatCodes: readonly string[];
}

/**
 * Assesses a reading by the rules that decide whether an invoice is ready to post. Accounts count as known, no supplier
 * as seen before, and all periods as open.
 * @param invoiceDate the true date of the invoice, on which the days that it is checked against depend; the date
 *   that was read where it is not known
 */
export function assessReading(read: InvoiceReading, invoiceDate?: string): ReadingAssessment {
  const today = handedIn(invoiceDate ?? read.fields.invoice_date?.value);
  const invoice = bookableInvoice(read, today);
  const country = countryOfReading(read)?.confidence ?? 0;
  const findings = checkInvoice(invoice, {
    today,
    ownVatNumber: null,
    knownIbans: null,
    possibleSuppliers: [],
    ibanHolders: [],
    countryCertain: country >= certainConfidence,
    repeats: null,
    period: 'open',
    entryDifferenceMinor: proposeEntry(invoice, null, accountOf).differenceMinor,
    reading: read.findings,
  });
  const confidence = new Map(
    invoiceFieldNames.flatMap((name) => {
      const field = read.fields[name];
      return field ? [[name, field.confidence] as const] : [];
    }),
  );
  confidence.set('supplier_country', country);
  const needed = neededFields(invoice);
  return {
    findings,
    ready: isTrusted({ confidence, confirmed: [], needed, open: findings }),
    vatCodes: [...new Set(invoice.lines.map(({ vatCode }) => vatCode))].sort(),
  };
}

/** Documents are handed in ten days after their date, however old the samples are. */
function handedIn(invoiceDate: string | undefined): IsoDate {
  const date = invoiceDate !== undefined && isIsoDate(invoiceDate) ? invoiceDate : null;
  return addDays(date ?? isoDate('2026-11-30'), 10);
}

function bookableInvoice(read: InvoiceReading, today: IsoDate): PurchaseInvoice {
  const text = (name: FieldOfKind<'name' | 'identifier' | 'reference' | 'currency'>) =>
    read.fields[name]?.value ?? null;
  const date = (name: FieldOfKind<'date'>) => {
    const value = read.fields[name]?.value ?? '';
    return isIsoDate(value) ? value : null;
  };
  const amount = (name: FieldOfKind<'amount'>) => {
    const value = read.fields[name]?.value;
    return value === undefined ? null : parseMinor(value);
  };
  const { lines, vat } = linesToBook(read, new Date(`${today}T12:00:00Z`));
  return {
    documentType: read.fields.document_type?.value === 'credit_note' ? 'credit_note' : 'invoice',
    supplierName: text('supplier_name'),
    supplierVatNumber: text('supplier_vat_number'),
    supplierKvkNumber: text('supplier_kvk_number'),
    supplierIban: text('supplier_iban'),
    supplierCountry: countryOfReading(read)?.value ?? null,
    invoiceNumber: text('invoice_number'),
    invoiceDate: date('invoice_date'),
    supplyDate: date('supply_date'),
    dueDate: date('due_date'),
    currency: text('currency') ?? 'EUR',
    exchangeRate: null,
    netMinor: amount('net_total'),
    vatMinor: amount('vat_total'),
    totalMinor: amount('total'),
    prepaidMinor: amount('prepaid_total'),
    roundingMinor: amount('rounding'),
    lines: lines.map((line) => ({ ...line, accountId: 'costs' })),
    vat,
  };
}

/** One account for each role: only the sums of the proposed entry matter. */
function accountOf(role: AccountRole): string {
  return role;
}
