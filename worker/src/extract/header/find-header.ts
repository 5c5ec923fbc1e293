import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { DocumentFacts } from '../document-facts.ts';
import type { ExtractedValue } from '../extracted-value.ts';
import { findDocumentType } from './find-document-type.ts';
import { findDueDate } from './find-due-date.ts';
import { findInvoiceDate } from './find-invoice-date.ts';
import { findInvoiceNumber } from './find-invoice-number.ts';
import { findLabelledReference } from './find-labelled-reference.ts';
import { findPaymentReference } from './find-payment-reference.ts';
import { findSupplyDate } from './find-supply-date.ts';

type HeaderField = Extract<
  InvoiceFieldName,
  | 'document_type'
  | 'invoice_number'
  | 'invoice_date'
  | 'supply_date'
  | 'due_date'
  | 'order_reference'
  | 'payment_reference'
>;
export type HeaderFields = Partial<Record<HeaderField, ExtractedValue>>;

/** Finds what the header of an invoice states: document type, number, dates and references. */
export function findHeader(facts: DocumentFacts): HeaderFields {
  const invoiceDate = findInvoiceDate(facts);
  const number = findInvoiceNumber(facts);
  return {
    document_type: findDocumentType(facts),
    ...optional('invoice_number', number),
    ...optional('invoice_date', invoiceDate?.field ?? null),
    ...optional('due_date', findDueDate(facts, invoiceDate?.date ?? null)),
    ...optional('supply_date', findSupplyDate(facts)),
    ...optional('order_reference', findLabelledReference(facts, 'order_reference', number)),
    ...optional('payment_reference', findPaymentReference(facts, number)),
  };
}

function optional(name: HeaderField, value: ExtractedValue | null): HeaderFields {
  return value ? { [name]: value } : {};
}
