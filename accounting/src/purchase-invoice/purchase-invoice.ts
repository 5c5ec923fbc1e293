import type { DocumentType } from '../vocabularies.ts';
import type { IsoDate } from '../iso-date.ts';

/** One line as it will be booked; the amount is net of VAT, in the invoice's currency, as on the document. */
export interface BookedLine {
  readonly description: string;
  readonly netMinor: bigint;
  readonly vatCode: string;
  /** Why its VAT is what it is, as it was read (UNCL5305); null or absent where nobody knows. */
  readonly vatCategory?: string | null;
  readonly accountId: string;
}

/**
 * A purchase invoice as a person sees it in review: amounts in the invoice's own currency, signed as on the document,
 * so that a credit note has positive amounts.
 */
export interface PurchaseInvoice {
  readonly documentType: DocumentType;
  readonly supplierName: string | null;
  readonly supplierVatNumber: string | null;
  readonly supplierKvkNumber: string | null;
  readonly supplierIban: string | null;
  /** ISO 3166-1, `XI` or `ZZ` (see `countryCode`); null when nobody knows. */
  readonly supplierCountry: string | null;
  readonly invoiceNumber: string | null;
  readonly invoiceDate: IsoDate | null;
  readonly supplyDate: IsoDate | null;
  readonly dueDate: IsoDate | null;
  readonly currency: string;
  /** Euros for one unit of the currency; null for euros or when nobody gave it yet. */
  readonly exchangeRate: string | null;
  readonly netMinor: bigint | null;
  readonly vatMinor: bigint | null;
  readonly totalMinor: bigint | null;
  /** What the document says is paid already, and by how much it rounds what is to be paid. */
  readonly prepaidMinor: bigint | null;
  readonly roundingMinor: bigint | null;
  readonly lines: readonly BookedLine[];
  /** VAT as printed, per code. */
  readonly vat: readonly { readonly vatCode: string; readonly vatMinor: bigint }[];
}

/** The sums of which an invoice's payable amount is made, in minor units of its currency. */
export type PayableSums = Pick<PurchaseInvoice, 'totalMinor' | 'prepaidMinor' | 'roundingMinor'>;

/**
 * What the document asks to be paid: its total less what is paid already, plus the rounding (EN 16931, BR-CO-16). Null
 * while the total is unknown.
 */
export function payableMinor({
  totalMinor,
  prepaidMinor,
  roundingMinor,
}: PayableSums): bigint | null {
  return totalMinor === null ? null : totalMinor - (prepaidMinor ?? 0n) + (roundingMinor ?? 0n);
}

/** The date that decides rates: of supply where it is known, else of the invoice. */
export function taxDate(
  invoice: Pick<PurchaseInvoice, 'supplyDate' | 'invoiceDate'>,
): IsoDate | null {
  return invoice.supplyDate ?? invoice.invoiceDate;
}
