import type { InvoiceFieldName, PurchaseInvoice } from '@smart-accounting/api-contract';

type Fields = PurchaseInvoice['fields'];
type Check = PurchaseInvoice['checks'][number];

/** The fields as the form shows them, in the order the Enter key walks them. */
export const mainFields = [
  'supplier_name',
  'supplier_iban',
  'invoice_number',
  'invoice_date',
  'due_date',
  'net_total',
  'vat_total',
  'total',
] as const satisfies readonly InvoiceFieldName[];

export const moreFields = [
  'document_type',
  'currency',
  'supplier_vat_number',
  'supplier_kvk_number',
  'supplier_country',
  'customer_name',
  'supply_date',
  'payment_reference',
  'order_reference',
  'prepaid_total',
  'rounding',
] as const satisfies readonly InvoiceFieldName[];

export const allFields: readonly InvoiceFieldName[] = [...mainFields, ...moreFields];

const amountFields: readonly InvoiceFieldName[] = [
  'net_total',
  'vat_total',
  'total',
  'prepaid_total',
  'rounding',
];

/** What a field may hold, so that the right input and the right reading of a clicked word are taken. */
export function kindOf(name: InvoiceFieldName): 'amount' | 'date' | 'code' | 'text' {
  if (amountFields.includes(name)) return 'amount';
  if (name.endsWith('_date')) return 'date';
  const codes: readonly InvoiceFieldName[] = [
    'supplier_iban',
    'supplier_vat_number',
    'supplier_kvk_number',
    'supplier_country',
    'currency',
  ];
  return codes.includes(name) ? 'code' : 'text';
}

/** Findings that still ask for something: not acknowledged. */
export function openChecks(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ acknowledged }) => !acknowledged);
}

/** Open findings, each with the name of its box on the page; a code can be there more than once. */
export function markedChecks(
  checks: readonly Check[],
): readonly { readonly check: Check; readonly mark: string }[] {
  return openChecks(checks).map((check, index) => ({ check, mark: `check-${index}` }));
}

/** Unfolds the fields that are certain, and folds them. */
export const foldKey = 'Alt+g';

/** Splits the document of an invoice as reading proposed. */
export const splitKey = 'F9';

/** Whether a finding names the pages of several invoices; receipts on one page cannot be told apart. */
export function canSplit({ code, found }: Check): boolean {
  return code === 'several_invoices' && found !== null && !found.includes('x');
}

/** The first field of a finding whose value has a place on the page; none where the finding has a box of its own. */
export function fieldOnPage(
  { box, fields }: Pick<Check, 'box' | 'fields'>,
  values: Partial<Record<InvoiceFieldName, Pick<Fields[InvoiceFieldName], 'box'>>>,
): InvoiceFieldName | null {
  if (box) return null;
  return allFields.find((name) => fields.includes(name) && (values[name]?.box ?? null)) ?? null;
}

/** How a field is shown: certain, doubtful (a person should look), or wrong (posting waits). */
export function lookOf(
  name: InvoiceFieldName,
  fields: Fields,
  checks: readonly Check[],
): 'certain' | 'doubtful' | 'wrong' {
  const against = openChecks(checks).filter((check) => check.fields.includes(name));
  if (against.some(({ blocking }) => blocking === 'always')) return 'wrong';
  const field = fields[name];
  if (against.length > 0 && !field.confirmed) return 'doubtful';
  // What was not found at all is no doubt; the checks name what must be there.
  return field.certain || field.confirmed || field.value === null ? 'certain' : 'doubtful';
}

/** The fields that a person should look at, in the order of the form. */
export function doubts(fields: Fields, checks: readonly Check[]): readonly InvoiceFieldName[] {
  return allFields.filter((name) => lookOf(name, fields, checks) !== 'certain');
}

/** The name that a part of a line goes by in the form. */
export function lineField(key: number, part: 'description' | 'account' | 'vat' | 'amount'): string {
  return `lines.${key}.${part}`;
}

/** The doubtful field after this one in the order of the form, around the end. */
export function nextDoubt(
  doubtful: readonly string[],
  from: string | null,
  order: readonly string[],
): string | null {
  const start = order.findIndex((name) => name === from);
  const later = doubtful.find((name) => order.indexOf(name) > start);
  return later ?? doubtful[0] ?? null;
}

/** Findings that keep the invoice from being posted now. */
export function blockers(checks: readonly Check[]): readonly Check[] {
  return openChecks(checks).filter(({ blocking }) => blocking !== 'never');
}
