import { Decimal } from 'decimal.js';
import { normalizeIban } from '../iban.ts';
import { isIsoDate } from '../iso-date.ts';
import { formatMinor, isAmountMinor } from '../money.ts';
import { normalizeVatNumber } from '../vat-number.ts';
import type { InvoiceFieldName, ReadField } from '../purchase-invoice/read-invoice.ts';

/** What an e-invoice states is exact, and stands on no page until someone looks for it there. */
export const stated = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;

/** Header values as text in canonical form; null where the document is silent. */
export type HeaderValues = Readonly<Record<InvoiceFieldName, string | null>>;

/** The fields of the values that are there. */
export function statedFields(values: HeaderValues): Partial<Record<InvoiceFieldName, ReadField>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter((entry): entry is [string, string] => entry[1] !== null)
      .map(([name, value]) => [name, { value, ...stated }]),
  );
}

/** A decimal as XML schema writes it, or null when the text is none. */
export function decimalOf(text: string | null): Decimal | null {
  return text !== null && /^[+-]?(\d{1,15}(\.\d{0,12})?|\.\d{1,12})$/.test(text)
    ? new Decimal(text)
    : null;
}

/**
 * An amount in minor units; digits after the second decimal are rounded half away from zero. Null for what is none, or
 * more than an invoice can be about.
 */
export function minorOf(text: string | null): bigint | null {
  const amount = decimalOf(text);
  if (amount === null) return null;
  const minor = BigInt(amount.times(100).toFixed(0, Decimal.ROUND_HALF_UP));
  return isAmountMinor(minor) ? minor : null;
}

/** `1234.50`, or null when there is no amount. */
export function amountText(minor: bigint | null): string | null {
  return minor === null ? null : formatMinor(minor);
}

/** A percentage such as `19.00` as basis points. */
export function basisPointsOf(text: string | null): number | null {
  const percent = decimalOf(text);
  return percent === null ? null : percent.times(100).round().toNumber();
}

/** An exact decimal without needless zeros: `5.0000` is `5`. */
export function exactText(text: string | null): string | null {
  return decimalOf(text)?.toFixed() ?? null;
}

/**
 * A date from `2026-11-24`, `2026-11-24T00:00:00`, `2026-11-24+01:00` (UBL) or `20261124` (CII format 102); null when
 * it is none.
 */
export function dateOf(text: string | null): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*|Z|[+-]\d{2}:\d{2})?$/.exec(text ?? '');
  const date = match ? `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}` : '';
  return isIsoDate(date) ? date : null;
}

/** The first account number that has the form of an IBAN; its check digits are for the checks to judge. */
export function ibanOf(candidates: readonly string[]): string | null {
  return (
    candidates.map(normalizeIban).find((iban) => /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) ??
    null
  );
}

export function vatNumberOf(text: string | null): string | null {
  return text === null ? null : normalizeVatNumber(text) || null;
}

/** A VAT category of UNCL5305: S Z E AE K G O and a few of single countries. */
export function categoryOf(text: string | null): string | null {
  return text !== null && /^[A-Z]{1,2}$/.test(text) ? text : null;
}

export function currencyOf(text: string | null): string | null {
  return text !== null && /^[A-Z]{3}$/.test(text) ? text : null;
}

/** Price for one unit: some documents state it for a hundred or a thousand. */
export function pricePerUnit(price: string | null, baseQuantity: string | null): string | null {
  const amount = decimalOf(price);
  const base = decimalOf(baseQuantity);
  if (amount === null) return null;
  return (base && !base.isZero() ? amount.div(base) : amount).toDecimalPlaces(10).toFixed();
}
