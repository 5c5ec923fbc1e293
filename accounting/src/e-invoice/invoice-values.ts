import { Decimal } from 'decimal.js';
import { countryCode } from '../country.ts';
import { isIban, normalizeIban } from '../iban.ts';
import { isIsoDate } from '../iso-date.ts';
import { formatMinor, isAmountMinor } from '../money.ts';
import { normalizeVatNumber } from '../vat-number.ts';
import type { InvoiceFieldName, ReadField } from '../purchase-invoice/read-invoice.ts';

/** What an e-invoice states is exact, and stands on no page until someone looks for it there. */
export const stated = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;

/** Header values as text in canonical form; null where the document is silent. */
export type HeaderValues = Readonly<
  Record<Exclude<InvoiceFieldName, 'prepaid_total' | 'rounding'>, string | null>
>;

/** The fields of the values that are there. */
export function statedFields(values: HeaderValues): Partial<Record<InvoiceFieldName, ReadField>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter((entry): entry is [string, string] => entry[1] !== null)
      .map(([name, value]) => [name, { value, ...stated }]),
  );
}

/**
 * A decimal as XML schema writes it, or as programs do that print their binary numbers: `170.92000000000002`, `1.5E2`.
 * Null when the text is none.
 */
export function decimalOf(text: string | null): Decimal | null {
  return text !== null && /^[+-]?(\d{1,15}(\.\d{0,20})?|\.\d{1,20})(e[+-]?\d{1,2})?$/i.test(text)
    ? new Decimal(text)
    : null;
}

/** A truth value of XML schema: `true`, `1`. */
export function isTrue(text: string | null): boolean {
  return text === '1' || text?.toLowerCase() === 'true';
}

/** What binary numbers add to an amount is far less than this; a thousandth of a cent is more. */
const noiseDecimals = 6;

/**
 * An amount in minor units; digits after the second decimal are rounded half away from zero, once what binary numbers
 * leave behind is gone (1.00499999999999 is 1.005). Null for what is none, or more than an invoice can be about.
 */
export function minorOf(text: string | null): bigint | null {
  const amount = decimalOf(text);
  if (amount === null) return null;
  const cents = amount.toDecimalPlaces(2 + noiseDecimals, Decimal.ROUND_HALF_UP).times(100);
  const minor = BigInt(cents.toFixed(0, Decimal.ROUND_HALF_UP));
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

/**
 * The first account number that is an IBAN, else that has the form of one: its check digits are for the checks to judge.
 * Programs write it as people do: in small letters, with spaces, behind its label or before the bank's (`IBAN: NL91 ABNA
 * 0417 1643 00, BIC ABNANL2A`).
 */
export function ibanOf(candidates: readonly string[]): string | null {
  const ibans = candidates.map((text) => {
    const [bare = ''] = text
      .replace(/^\W*iban(?:\W?(?:no|nr|nummer|number)\b)?\W*/i, '')
      .split(/[,;/(|]|\b(?:bic|swift)\b/i);
    return normalizeIban(bare);
  });
  const form = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;
  return ibans.find(isIban) ?? ibans.find((iban) => form.test(iban)) ?? null;
}

/** The last of the dates, or null when there is none. */
export function lastDate(texts: readonly (string | null)[]): string | null {
  const dates = texts.map(dateOf).filter((date) => date !== null);
  return dates.toSorted().at(-1) ?? null;
}

export function vatNumberOf(text: string | null): string | null {
  return text === null ? null : normalizeVatNumber(text) || null;
}

/** A VAT category of UNCL5305: S Z E AE K G O and a few of single countries. */
export function categoryOf(text: string | null): string | null {
  return text !== null && /^[A-Z]{1,2}$/.test(text) ? text : null;
}

export function countryOf(text: string | null): string | null {
  return text === null ? null : countryCode(text);
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
