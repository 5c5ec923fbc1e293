import { formatMinor } from '@smart-accounting/accounting/money';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Receipt } from './draw-receipt.ts';
import type { InvoiceSpec } from './invoice-spec.ts';

/** The content of a generated document, in the canonical form of a read invoice; amounts as decimal text. */
export interface Truth {
  readonly fields: Readonly<Partial<Record<InvoiceFieldName, string>>>;
  readonly vat: readonly { rateBp: number; category: string; base: string; vat: string }[];
  readonly lines: readonly { description: string; net: string }[];
  /** the codes that its lines are booked under, where the kind is about these */
  readonly vatCodes?: readonly string[];
  /** whether a person must look at it, since it contradicts itself, shows more than one can see, or is no invoice */
  readonly mustBeMarked: boolean;
  /** what that person must be told: codes of the checks */
  readonly findings: readonly string[];
}

/** @param printedTotalMinor the total as printed, when it is not the true one */
export function truthOf(spec: InvoiceSpec, printedTotalMinor: bigint | null = null): Truth {
  const { supplier } = spec;
  const fields: Partial<Record<InvoiceFieldName, string | null>> = {
    document_type: spec.isCreditNote ? 'credit_note' : 'invoice',
    supplier_name: supplier.name,
    supplier_vat_number: supplier.vatNumber,
    supplier_kvk_number: supplier.kvkNumber,
    supplier_iban: supplier.iban,
    customer_name: spec.customer.name,
    invoice_number: spec.number,
    invoice_date: spec.issueDate,
    supply_date: spec.supplyDate,
    due_date: spec.dueDate,
    payment_reference: spec.paymentReference,
    order_reference: spec.orderReference,
    currency: spec.currency,
    net_total: formatMinor(spec.netMinor),
    vat_total: formatMinor(spec.vatMinor),
    total: formatMinor(printedTotalMinor ?? spec.totalMinor),
    prepaid_total: spec.prepaidMinor === 0n ? null : formatMinor(spec.prepaidMinor),
    rounding: spec.roundingMinor === 0n ? null : formatMinor(spec.roundingMinor),
  };
  return {
    fields: Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
    vat: spec.vat.map(({ rateBp, category, baseMinor, vatMinor }) => ({
      rateBp,
      category,
      base: formatMinor(baseMinor),
      vat: formatMinor(vatMinor),
    })),
    lines: spec.lines.map(({ description, netMinor }) => ({
      description,
      net: formatMinor(netMinor),
    })),
    mustBeMarked: printedTotalMinor !== null,
    findings: [],
  };
}

/** The truth of a till receipt, which shows less than an invoice. */
export function truthOfReceipt({ spec, totalMinor }: Receipt): Truth {
  return {
    fields: {
      supplier_name: spec.supplier.name,
      supplier_vat_number: spec.supplier.vatNumber,
      invoice_date: spec.issueDate,
      total: formatMinor(totalMinor),
    },
    vat: [],
    lines: [],
    mustBeMarked: false,
    findings: [],
  };
}

/** The truth of a document that a person must look at, and be told this of. */
export function marked(truth: Truth, ...findings: readonly string[]): Truth {
  return { ...truth, mustBeMarked: true, findings };
}
