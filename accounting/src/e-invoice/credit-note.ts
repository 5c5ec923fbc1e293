import { formatMinor, parseMinor } from '../money.ts';
import type { InvoiceFieldName, ReadField, ReadInvoice } from '../purchase-invoice/read-invoice.ts';

const amountFields = [
  'net_total',
  'vat_total',
  'total',
  'prepaid_total',
  'rounding',
] as const satisfies readonly InvoiceFieldName[];

/**
 * Document types of UNCL1001 that credit: credit note, self-billed, factored, forwarder's and corrective ones
 * (EN 16931, BR-CL-01).
 */
const creditTypeCodes = new Set(['81', '83', '261', '262', '296', '308', '381', '396']);

/** Whether a type code of UNCL1001 says that the document credits. */
export function isCreditTypeCode(code: string | null): boolean {
  return creditTypeCodes.has(code ?? '');
}

/**
 * A document whose total is negative is a credit note, whatever it calls itself: suppliers send type 380 with negative
 * amounts as often as type 381 with positive ones. Every amount changes its sign; others are returned as they are.
 */
export function withPositiveAmounts(invoice: ReadInvoice): ReadInvoice {
  const { total, document_type: type } = invoice.fields;
  if (!total?.value.startsWith('-')) return invoice;
  const fields = { ...invoice.fields };
  for (const name of amountFields) {
    const field: ReadField | undefined = fields[name];
    if (field) fields[name] = withOtherSign(field);
  }
  return {
    fields: { ...fields, ...(type && { document_type: { ...type, value: 'credit_note' } }) },
    vat: invoice.vat.map((row) => ({
      ...row,
      baseMinor: -row.baseMinor,
      vatMinor: -row.vatMinor,
    })),
    lines: invoice.lines.map((line) => ({
      ...line,
      quantity: line.quantity === null ? null : negated(line.quantity),
      netMinor: -line.netMinor,
    })),
  };
}

function withOtherSign({ secondBest, ...field }: ReadField): ReadField {
  const negate = (amount: string) => formatMinor(-parseMinor(amount));
  return {
    ...field,
    value: negate(field.value),
    ...(secondBest && { secondBest: { ...secondBest, value: negate(secondBest.value) } }),
  };
}

function negated(decimal: string): string {
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}
