import type { IsoDate } from '../iso-date.ts';
import { percentOf, sumMinor } from '../money.ts';
import { vatRateBp } from '../vat.ts';
import type { PurchaseInvoice } from './purchase-invoice.ts';
import { purchaseVatCode } from './vat-treatment.ts';

/** What a code says about the category; the others say only that there is a rate. */
const categoryByCode: ReadonlyMap<string, string> = new Map([
  ['IVL', 'AE'],
  ['IED', 'AE'],
  ['IBU', 'AE'],
  ['IEG', 'K'],
  ['IVR', 'E'],
  ['I0', 'Z'],
]);
const ratedCodes: ReadonlySet<string> = new Set(['I21', 'I9', 'INA']);
/** In cents: suppliers round. */
const roundingMinor = 5n;

/**
 * The VAT code that each code of an invoice becomes once its supplier turns out to be in this country (see
 * `purchaseVatCode`). Codes that only a person gives, such as those of imports, stay.
 */
export function codesInCountry(
  { lines, vat }: Pick<PurchaseInvoice, 'lines' | 'vat'>,
  supplierCountry: string | null,
  supplyDate: IsoDate,
): ReadonlyMap<string, string> {
  const taxed = vat.some(({ vatMinor }) => vatMinor !== 0n);
  const codes = new Set([...lines, ...vat].map(({ vatCode }) => vatCode));
  return new Map(
    [...codes].map((code) => {
      const category = readCategory(lines, code) ?? categoryByCode.get(code) ?? null;
      if (category === null && !ratedCodes.has(code)) return [code, code];
      const base = sumOf(lines, code, ({ netMinor }) => netMinor);
      const tax = sumOf(vat, code, ({ vatMinor }) => vatMinor);
      const rateBp = rateOf(base, tax, supplyDate);
      return [code, purchaseVatCode({ rateBp, category, taxed, supplierCountry, supplyDate })];
    }),
  );
}

/** The category that all lines of a code were read with: more than the code tells, which several categories lead to. */
function readCategory(lines: PurchaseInvoice['lines'], code: string): string | null {
  const [category, ...others] = new Set(
    lines.filter(({ vatCode }) => vatCode === code).map(({ vatCategory }) => vatCategory ?? null),
  );
  return others.length === 0 ? (category ?? null) : null;
}

function sumOf<T extends { readonly vatCode: string }>(
  rows: readonly T[],
  code: string,
  amountOf: (row: T) => bigint,
): bigint {
  return sumMinor(rows.filter(({ vatCode }) => vatCode === code).map(amountOf));
}

/** The Dutch rate of the day that yields this tax, else the one that it works out to. */
function rateOf(base: bigint, tax: bigint, day: IsoDate): number {
  if (tax === 0n || base === 0n) return 0;
  const dutch = [vatRateBp('standard', day), vatRateBp('reduced', day)].find((rate) => {
    const off = percentOf(base, rate) - tax;
    return off <= roundingMinor && off >= -roundingMinor;
  });
  return dutch ?? Number((tax * 10_000n) / base);
}
