import type { AccountSource } from '../vocabularies.ts';
import type { Finding } from './check-invoice.ts';
import type { PurchaseInvoice } from './purchase-invoice.ts';
import type { InvoiceFieldName } from './read-invoice.ts';
import { dependsOnCountry } from './vat-treatment.ts';

/** From here on a reading counts as certain; below it a person looks. */
export const certainConfidence = 0.8;

/** Fields without which nobody should post with one key; and those that must be right where they were read. */
const decisiveFields: readonly InvoiceFieldName[] = [
  'supplier_name',
  'invoice_number',
  'invoice_date',
  'total',
];
const weightyFields: readonly InvoiceFieldName[] = [
  'supplier_iban',
  'due_date',
  'currency',
  'net_total',
  'vat_total',
  'prepaid_total',
  'rounding',
];

/** What is known of an invoice's fields before a person has looked, and what a person has said of them. */
export interface FieldsToTrust {
  /** 0 to 1, of the fields that were read */
  readonly confidence: ReadonlyMap<InvoiceFieldName, number>;
  /** fields that a person confirmed */
  readonly confirmed: readonly string[];
  /** fields that this invoice needs besides those that all do */
  readonly needed: readonly InvoiceFieldName[];
  /** the findings that nobody has acknowledged */
  readonly open: readonly Pick<Finding, 'fields'>[];
}

/** Tells of a field whether it is certain: no open finding doubts it, and a person confirmed it or it was read well. */
export function fieldCertainty({
  confidence,
  confirmed,
  open,
}: Omit<FieldsToTrust, 'needed'>): (field: InvoiceFieldName) => boolean {
  const doubted = new Set(open.flatMap(({ fields }) => fields));
  return (field) =>
    !doubted.has(field) &&
    (confirmed.includes(field) || (confidence.get(field) ?? 0) >= certainConfidence);
}

/** What this invoice needs besides: the country of the supplier, where the treatment of VAT hangs on it. */
export function neededFields({
  supplierCountry,
  lines,
}: Pick<PurchaseInvoice, 'supplierCountry' | 'lines'>): readonly InvoiceFieldName[] {
  const depends = lines.some(({ vatCode }) => dependsOnCountry(vatCode));
  return supplierCountry !== null && depends ? ['supplier_country'] : [];
}

/**
 * Whether the account of a line was chosen, or is known from what was booked or from the words: any but the one that is
 * proposed for want of a better one. History without a contact is that of another supplier, which the invoice was taken
 * for before.
 */
export function isAccountCertain(source: AccountSource, contactKnown: boolean): boolean {
  return source === 'history' ? contactKnown : source !== 'default';
}

/** Whether no person has to look: there is no open finding, and every field that is needed is certain. */
export function isTrusted(fields: FieldsToTrust): boolean {
  const certain = fieldCertainty(fields);
  const weighty = weightyFields.filter((field) => fields.confidence.has(field));
  return (
    fields.open.length === 0 && [...decisiveFields, ...weighty, ...fields.needed].every(certain)
  );
}
