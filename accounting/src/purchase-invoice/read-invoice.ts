import type { DocumentKind, ReadingFindingCode } from '../vocabularies.ts';

/** The header fields of a purchase invoice, in the order a person checks them, and what each holds. */
const invoiceFields = [
  { name: 'document_type', kind: 'document_type' },
  { name: 'supplier_name', kind: 'name' },
  { name: 'supplier_vat_number', kind: 'identifier' },
  { name: 'supplier_kvk_number', kind: 'identifier' },
  { name: 'supplier_iban', kind: 'identifier' },
  { name: 'supplier_country', kind: 'country' },
  { name: 'customer_name', kind: 'name' },
  { name: 'invoice_number', kind: 'reference' },
  { name: 'invoice_date', kind: 'date' },
  { name: 'supply_date', kind: 'date' },
  { name: 'due_date', kind: 'date' },
  { name: 'payment_reference', kind: 'reference' },
  { name: 'order_reference', kind: 'reference' },
  { name: 'currency', kind: 'currency' },
  { name: 'net_total', kind: 'amount' },
  { name: 'vat_total', kind: 'amount' },
  { name: 'total', kind: 'amount' },
  { name: 'prepaid_total', kind: 'amount' },
  { name: 'rounding', kind: 'amount' },
] as const;
type InvoiceField = (typeof invoiceFields)[number];
export type InvoiceFieldName = InvoiceField['name'];
export type InvoiceFieldKind = InvoiceField['kind'];
/** The fields that hold one of these kinds. */
export type FieldOfKind<K extends InvoiceFieldKind> = Extract<InvoiceField, { kind: K }>['name'];

export const invoiceFieldNames: readonly InvoiceFieldName[] = invoiceFields.map(({ name }) => name);

/** A record of every field, each with what `valueOf` gives for it. */
export function perField<T>(
  valueOf: (name: InvoiceFieldName, kind: InvoiceFieldKind) => T,
): Record<InvoiceFieldName, T> {
  const values: Partial<Record<InvoiceFieldName, T>> = {};
  for (const { name, kind } of invoiceFields) values[name] = valueOf(name, kind);
  if (!isOfEveryField(values)) throw new Error('every field was given a value just now');
  return values;
}

function isOfEveryField<T>(
  values: Partial<Record<InvoiceFieldName, T>>,
): values is Record<InvoiceFieldName, T> {
  return invoiceFieldNames.every((name) => name in values);
}

/** Where a value comes from. `person` outranks all others and is never overwritten. */
export const fieldSources = ['e_invoice', 'text_layer', 'recognised', 'history', 'person'] as const;
export type FieldSource = (typeof fieldSources)[number];

/** Where on the document a value stands: page from 1, box as fractions of the page (0 to 1, origin top left). */
export interface Evidence {
  readonly page: number | null;
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
}

/**
 * One field as read. `value` is in canonical form: dates `YYYY-MM-DD`, amounts `-1234.50` in the invoice's currency,
 * IBAN and VAT numbers in capitals without spaces, currency as ISO 4217, country as ISO 3166-1 in two
 * letters (see `countryCode`), document type `invoice` or `credit_note`.
 * `confidence` is 0 to 1.
 */
export interface ReadField extends Evidence {
  readonly value: string;
  readonly confidence: number;
  readonly source: FieldSource;
  /** the value that would have been read if the best one were not there; absent or null where there was no choice */
  readonly secondBest?: SecondBest | null;
}

/** Another value for a field, in canonical form, and how certain it would have been, 0 to 1. */
export interface SecondBest {
  readonly value: string;
  readonly confidence: number;
}

/** One row of the VAT table of an invoice; amounts in minor units of the invoice's currency, as printed. */
export interface ReadVatTotal extends Evidence {
  readonly rateBp: number;
  /** UNCL5305 where an e-invoice states it: S Z E AE K G O */
  readonly category: string | null;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
  readonly confidence: number;
  readonly source: FieldSource;
}

/** One invoice line, net of VAT; quantity and unit price are exact decimals as text. */
export interface ReadLine extends Evidence {
  readonly description: string;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly netMinor: bigint;
  readonly rateBp: number | null;
  readonly category: string | null;
  readonly confidence: number;
  readonly source: FieldSource;
}

/** What could be read of a document. Amounts of a credit note are positive, as such documents print them. */
export interface ReadInvoice {
  readonly fields: Readonly<Partial<Record<InvoiceFieldName, ReadField>>>;
  readonly vat: readonly ReadVatTotal[];
  readonly lines: readonly ReadLine[];
}

/**
 * What reading found out about a document that none of its values tells, where it stands, and which fields it puts in
 * doubt. `expected` and `found` are shown to people: amounts `1234.50`, dates `YYYY-MM-DD`.
 */
export interface ReadingFinding extends Evidence {
  readonly code: ReadingFindingCode;
  readonly fields: readonly InvoiceFieldName[];
  readonly expected: string | null;
  readonly found: string | null;
}

/** How much speaks for a document being of a kind, 0 to 1. */
export interface KindScore {
  readonly kind: DocumentKind;
  readonly score: number;
}

/** What a document is, and what it would be next. */
export interface KindOfDocument extends KindScore {
  readonly second: KindScore | null;
}

/** The invoice of a document, with what a person must know about how it was read. */
export interface InvoiceReading extends ReadInvoice {
  readonly kind: KindOfDocument;
  readonly findings: readonly ReadingFinding[];
}
